//! Groups of countries in published tables. Full digits are of scipy 1.17.1 and statsmodels 0.15.0.

use overt_analysis::associate::{Coefficient, Groups, associate, chance_of_mean};
use overt_analysis::series::join;

use crate::data::{cpi, cpi_2017, key, rows, tier_label, tiers};
use crate::peers::near;

struct Published {
    tier_year: i32,
    cpi_year: i32,
    n: usize,
    means: [f64; 4],
    medians: [f64; 4],
    h: f64,
    p: f64,
    epsilon_squared: f64,
    rho: f64,
    tau: f64,
    holm: [f64; 6],
}

/// scipy.stats kruskal, spearmanr, kendalltau, mannwhitneyu(method='asymptotic'); statsmodels multipletests(method='holm').
const TABLE: [Published; 5] = [
    Published {
        tier_year: 2014,
        cpi_year: 2014,
        n: 169,
        means: [68.866_666_666_666_66, 41.641_025_641_025_64, 35.615_384_615_384_61, 27.681_818_181_818_183],
        medians: [73.5, 38.0, 32.0, 24.5],
        h: 61.546_484_843_422_23,
        p: 2.746_529_279_790_135_5e-13,
        epsilon_squared: 0.366,
        rho: -0.575_284_718_182_86,
        tau: -0.463_613_330_121_249_9,
        holm: [
            9.918_175_893_646_794e-9,
            2.309_195_366_697_129_3e-8,
            4.877_297_830_200_778_6e-8,
            0.036_791_706_493_052_856,
            0.000_192_711_072_461_785_36,
            0.036_791_706_493_052_856,
        ],
    },
    Published {
        tier_year: 2015,
        cpi_year: 2015,
        n: 165,
        means: [71.206_896_551_724_14, 40.263_157_894_736_84, 35.4, 24.45],
        medians: [76.0, 36.5, 34.5, 22.5],
        h: 69.279_994_474_056_27,
        p: 6.087_270_615_143_285e-15,
        epsilon_squared: 0.422,
        rho: -0.598_468_493_642_041_5,
        tau: -0.481_049_402_981_586_4,
        holm: [
            5.589_611_264_566_069e-10,
            1.389_186_484_959_883e-9,
            2.836_504_223_400_974_6e-8,
            0.122_836_500_268_832_18,
            2.265_321_797_038_406_7e-5,
            0.002_593_366_198_154_798_3,
        ],
    },
    Published {
        tier_year: 2015,
        cpi_year: 2017,
        n: 174,
        means: [69.7, 40.9875, 36.953_488_372_093_02, 24.380_952_380_952_38],
        medians: [74.5, 37.0, 38.0, 22.0],
        h: 71.243_585_695_036_26,
        p: 2.311_731_224_494_343_3e-15,
        epsilon_squared: 0.412,
        rho: -0.574_923_995_251_848_9,
        tau: -0.458_769_562_584_352_8,
        holm: [
            9.348_169_574_710_73e-10,
            8.720_725_947_900_922e-10,
            1.379_664_555_097_630_4e-8,
            0.389_956_910_800_006_7,
            5.802_651_102_153_114e-6,
            0.000_152_126_785_680_872_91,
        ],
    },
    Published {
        tier_year: 2013,
        cpi_year: 2013,
        n: 171,
        means: [66.379_310_344_827_59, 42.536_585_365_853_66, 34.589_743_589_743_59, 25.285_714_285_714_285],
        medians: [71.0, 38.0, 29.0, 22.0],
        h: 59.976_626_649_692_435,
        p: 5.946_208_984_157_194e-13,
        epsilon_squared: 0.353,
        rho: -0.578_886_672_147_886_9,
        tau: -0.467_471_262_428_178_27,
        holm: [
            3.902_669_836_145_977_6e-7,
            1.270_736_866_881_777e-7,
            1.270_736_866_881_777e-7,
            0.007_685_469_088_264_058,
            1.495_988_558_678_433_9e-5,
            0.010_704_499_168_258_125,
        ],
    },
    Published {
        tier_year: 2012,
        cpi_year: 2012,
        n: 171,
        means: [65.9375, 42.059_523_809_523_81, 33.421_052_631_578_945, 26.941_176_470_588_236],
        medians: [67.0, 37.0, 31.0, 25.0],
        h: 60.869_374_791_170_2,
        p: 3.832_564_764_194_909e-13,
        epsilon_squared: 0.358,
        rho: -0.583_191_620_701_669_3,
        tau: -0.466_863_487_502_102_27,
        holm: [
            5.370_601_995_166_992_6e-8,
            1.795_282_657_187_094e-8,
            3.175_924_643_646_948_7e-7,
            0.005_288_871_949_010_872,
            0.000_179_119_134_226_074_53,
            0.147_344_418_192_775_36,
        ],
    },
];

#[test]
fn tiers_differ_by_cpi_as_published_and_two_of_them_hardly_do() {
    let (Some(cpi), Some(cpi_2017), Some(tiers)) = (cpi(), cpi_2017(), tiers()) else { return };
    for row in TABLE {
        let of_year = if row.cpi_year == 2017 { cpi_2017.clone() } else { cpi.at(row.cpi_year) };
        let joined = join(&[&of_year, &tiers.at(row.tier_year)]);
        assert_eq!(joined.n(), row.n);
        let found = Groups::by(&joined, tier_label).unwrap().compare();
        for (place, group) in found.groups.iter().enumerate() {
            assert_eq!(group.label, ["1", "2", "2WL", "3"][place]);
            near(group.mean, row.means[place], 1e-12);
            near(group.median, row.medians[place], 1e-12);
        }
        near(found.h, row.h, 1e-11);
        near(found.p, row.p, 1e-8);
        assert!((found.epsilon_squared - row.epsilon_squared).abs() < 0.0005, "as printed");
        for (pair, holm) in found.pairs.iter().zip(row.holm) {
            near(pair.p_holm, holm, 1e-8);
        }
        let ranks = |coefficient| associate(&joined, coefficient).unwrap().estimate.value;
        near(ranks(Coefficient::Spearman), row.rho, 1e-10);
        near(ranks(Coefficient::Kendall), row.tau, 1e-10);
    }
}

#[test]
fn countries_of_tier_3_are_compared_with_all_others_and_the_one_without_cpi_is_named() {
    let (Some(cpi), Some(rows)) = (cpi_2017(), rows("tip_tiers.csv")) else { return };
    let of_2017 = rows.iter().filter(|row| row.get("year") == "2017" && row.get("tier") == "3");
    let members: Vec<_> = of_2017.map(|row| key(row.get("iso3"))).collect();
    let found = Groups::split(&join(&[&cpi]), &members, "Tier 3 of 2017", "all others").unwrap().two().unwrap();
    assert_eq!((members.len(), found.first.n, found.second.n), (23, 22, 158));
    near(found.first.mean, 23.454_545_454_545_453, 1e-12);
    near(found.first.median, 21.5, 1e-12);
    near(found.first.highest, 44.0, 1e-12);
    near(found.second.mean, 45.803_797_468_354_43, 1e-12);
    near(found.test.u, 392.0, 1e-12);
    near(found.test.p, 4.159_251_285_679_891e-9, 1e-9);
    near(1.0 - found.test.auc, 0.887_226_697_353_279_6, 1e-12);
    let named: Vec<&str> = found.exclusions.iter().map(|gone| gone.who.as_str()).collect();
    assert_eq!(named, ["BLZ"]);
}

#[test]
fn a_mean_of_33_or_of_38_is_not_far_from_what_chance_gives() {
    let Some(cpi) = cpi_2017() else { return };
    // Exact counts of all groups, by whole-number arithmetic in Python.
    for (group, mean, p) in [(10, 33.3, 0.041_883_519_163_947_926), (32, 38.0, 0.046_340_536_217_240_914)] {
        let found = chance_of_mean(&join(&[&cpi]), group, mean, 1.0).unwrap();
        near(found.p_as_low, p, 1e-9);
        near(found.mean_of_all, 43.072_222_222_222_22, 1e-12);
        near(found.median_of_all, 38.5, 1e-12);
        assert!(found.sentence.contains("is not checked here"), "a stated mean is not confirmed: {}", found.sentence);
    }
}
