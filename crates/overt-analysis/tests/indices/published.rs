//! Published associations of indices, and what becomes of them. Full digits are of scipy 1.17.1 and statsmodels 0.15.0.

use std::collections::BTreeSet;

use overt_analysis::associate::{Coefficient, associate, group_mean, ordered, partial, propagate, within_between};
use overt_analysis::series::join;

use crate::data::{
    Row, code, control_of_corruption, cpi, cpi_2017, cpi_2017_errors, cpi_and_prevalence, gsi_2016, key, number,
    prevalence_2016, prevalence_later, read, surveyed_2016, tiers, without_far_ones,
};
use crate::peers::near;

#[test]
fn prevalence_and_cpi_go_together_and_the_two_far_countries_matter_to_pearson_only() {
    let Some(all) = cpi_and_prevalence() else { return };
    let expected = [
        (
            Coefficient::Pearson,
            -0.508_637_386_257_732_9,
            2.253_707_869_421_612e-12,
            -0.613_139_907_349_894_3,
            -0.386_639_153_786_894_2,
        ),
        (
            Coefficient::Spearman,
            -0.677_748_995_689_655_5,
            8.403_617_047_567_243e-24,
            -0.759_339_808_732_513_9,
            -0.575_175_924_171_822_1,
        ),
        (
            Coefficient::Kendall,
            -0.519_508_109_169_417,
            4.046_920_132_010_440_5e-22,
            -0.589_662_950_031_333_5,
            -0.441_572_413_683_423_9,
        ),
    ];
    for (coefficient, value, p, low, high) in expected {
        let found = associate(&all, coefficient).unwrap();
        assert_eq!(found.n, 167);
        near(found.estimate.value, value, 1e-10);
        near(found.estimate.p, p, 1e-8);
        near(found.estimate.low, low, 1e-9);
        near(found.estimate.high, high, 1e-9);
    }
    let fewer = without_far_ones(&all);
    let without = [
        (Coefficient::Pearson, -0.660_178_398_019_940_3),
        (Coefficient::Spearman, -0.668_127_184_228_521_2),
        (Coefficient::Kendall, -0.511_517_695_626_676_1),
    ];
    for (coefficient, value) in without {
        let found = associate(&fewer, coefficient).unwrap();
        assert_eq!(found.n, 165);
        near(found.estimate.value, value, 1e-10);
        assert!(
            found.exclusions.iter().any(|gone| gone.who == "PRK" && gone.why.to_string() == "left out as an outlier")
        );
    }
    for (joined, value) in [(&all, -0.760_474_205_262_508_3), (&fewer, -0.757_537_445_562_883_6)] {
        let logged = joined.map(1, "logarithm", |value| (value > 0.0).then(|| value.ln()));
        near(associate(&logged, Coefficient::Pearson).unwrap().estimate.value, value, 1e-10);
    }
}

#[test]
fn the_association_is_stronger_where_nobody_was_surveyed_and_weaker_in_surveys_alone() {
    let (Some(all), Some(mut anchors), Some(later)) = (cpi_and_prevalence(), surveyed_2016(), prevalence_later(true))
    else {
        return;
    };
    let surveys = all.keep("no survey", |of| anchors.contains(&of.country));
    let found = associate(&surveys, Coefficient::Pearson).unwrap();
    assert_eq!(found.n, 25);
    near(found.estimate.value, -0.433_164_531_497_674_25, 1e-10);
    // Two more estimates by several lists and one survey of another kind also anchor the extrapolation.
    anchors.extend(["GBR", "NLD", "COD"].map(code));
    let anchored = all.keep("extrapolated", |of| anchors.contains(&of.country));
    let extrapolated = all.keep("anchor", |of| !anchors.contains(&of.country));
    assert_eq!((anchored.n(), extrapolated.n()), (28, 139));
    let rho = |joined| associate(joined, Coefficient::Spearman).unwrap().estimate.value;
    near(rho(&anchored), -0.611_347_593_958_979_6, 1e-10);
    near(rho(&extrapolated), -0.696_621_572_188_368_3, 1e-10);
    let r = associate(&without_far_ones(&extrapolated), Coefficient::Pearson).unwrap().estimate.value;
    near(r, -0.703_407_628_732_674_6, 1e-10);

    let Some(cpi) = cpi_2017() else { return };
    for (year, n, value, p) in [
        (2016, 25, -0.433_507_464_892_120_83, 0.030_396_640_350_382_53),
        (2018, 45, -0.539_395_143_184_075, 0.000_131_616_271_172_009_58),
    ] {
        let found = associate(&join(&[&cpi, &later.at(year)]), Coefficient::Pearson).unwrap();
        assert_eq!(found.n, n);
        near(found.estimate.value, value, 1e-10);
        near(found.estimate.p, p, 1e-8);
    }
}

#[test]
fn most_of_the_association_runs_through_the_vulnerability_model() {
    let (Some(cpi), Some(prevalence), Some(vulnerability)) =
        (cpi_2017(), prevalence_2016(), gsi_2016("vulnerability", "vuln_mean"))
    else {
        return;
    };
    let all = join(&[&prevalence, &cpi, &vulnerability]);
    for (joined, n, value, p) in [
        (all.clone(), 167, -0.235_457_970_660_019_33, 0.002_259_675_012_307_572_5),
        (without_far_ones(&all), 165, -0.181_354_896_112_814_1, 0.020_124_574_553_324_604),
    ] {
        let found = partial(&joined).unwrap();
        assert_eq!(found.n, n);
        near(found.estimate.value, value, 1e-9);
        near(found.estimate.p, p, 1e-8);
    }
    for (column, n, value) in [
        ("vuln_d1_political_rights_safety", 167, -0.831_959_897_150_414_1),
        ("corruption_or_state_forced_labour_penalty", 161, 0.461_111_514_365_560_86),
    ] {
        let part = gsi_2016(column, column).expect("the file was there");
        let found = associate(&join(&[&cpi, &part]), Coefficient::Pearson).unwrap();
        assert_eq!(found.n, n);
        near(found.estimate.value, value, 1e-10);
    }
}

#[test]
fn two_measures_of_corruption_say_the_same() {
    let (Some(cpi), Some(control)) = (cpi_2017(), control_of_corruption()) else { return };
    let found = associate(&join(&[&cpi, &control.at(2017)]), Coefficient::Pearson).unwrap();
    assert_eq!(found.n, 180);
    near(found.estimate.value, 0.991_667_120_291_719_3, 1e-10);
}

#[test]
fn a_change_of_corruption_within_a_country_says_little_of_its_tier() {
    let (Some(cpi), Some(control), Some(tiers)) = (cpi(), control_of_corruption(), tiers()) else { return };
    let recent = |year: i32| (2012..=2015).contains(&year);
    let found = within_between(&join(&[&cpi.panel(recent), &tiers.panel(recent)])).unwrap();
    // 676 rows of 172 countries, of which one has a single year.
    assert_eq!((found.pooled.n, found.pooled.countries, found.within.n, found.within.countries), (676, 172, 675, 171));
    near(found.pooled.estimate.value, -0.587_043_067_825_217_2, 1e-10);
    near(found.between.value, -0.629_496_985_829_510_2, 1e-10);
    near(found.within.estimate.value, -0.042_259_885_218_769_49, 1e-9);
    near(found.within.standard_error, 0.051_852_072_894_712_79, 1e-9);
    near(found.within.estimate.p, 0.416_207_702_196_328_4, 1e-8);
    assert!(found.sentence.contains("no association"), "{}", found.sentence);

    let all = |year: i32| (2001..=2015).contains(&year);
    let found = within_between(&join(&[&control.panel(all), &tiers.panel(all)])).unwrap();
    assert_eq!((found.pooled.n, found.pooled.countries), (2_170, 184));
    near(found.pooled.estimate.value, -0.532_258_476_612_051_8, 1e-10);
    near(found.within.estimate.value, -0.117_712_848_906_812_1, 1e-9);
    near(found.within.standard_error, 0.036_442_068_465_639_93, 1e-9);
    near(found.within.estimate.p, 0.001_469_654_447_860_021_6, 1e-8);
    let once = found.exclusions.iter().filter(|gone| gone.why.to_string().starts_with("one year only")).count();
    assert_eq!(once, found.pooled.countries - found.within.countries);
}

#[test]
fn the_association_of_tier_and_control_of_corruption_is_stable_over_the_years() {
    let (Some(control), Some(tiers)) = (control_of_corruption(), tiers()) else { return };
    let rho =
        |year| associate(&join(&[&control.at(year), &tiers.at(year)]), Coefficient::Spearman).unwrap().estimate.value;
    for (year, value) in [
        (2005, -0.420_637_658_560_746_75),
        (2009, -0.567_415_155_845_039_1),
        (2012, -0.566_509_931_335_989_4),
        (2015, -0.567_754_302_384_348_9),
    ] {
        near(rho(year), value, 1e-10);
    }
    assert!((2002..=2015).all(|year| (-0.575..=-0.415).contains(&rho(year))));
}

#[test]
fn a_worse_tier_is_less_often_that_of_a_country_with_more_control_of_corruption() {
    let (Some(control), Some(tiers)) = (control_of_corruption(), tiers()) else { return };
    let found = ordered(&join(&[&control.at(2015), &tiers.at(2015)]), |tier| tier.to_string()).unwrap();
    // The written likelihood, climbed by a program of its own with differences for derivatives.
    assert_eq!(found.n, 184);
    near(found.slope.estimate, -1.634_192, 1e-5);
    near(found.slope.error, 0.197_009, 1e-5);
    near(found.odds.value, 0.196_274, 1e-5);
    near(found.odds.low, 0.133_591, 1e-5);
    near(found.odds.high, 0.288_367, 1e-5);
    assert_eq!(found.odds_at(&found.slope), found.odds);
    let each = found.proportional.unwrap().unwrap();
    near(each.statistic, 9.981_568, 1e-6);
    for (threshold, slope) in each.by_threshold.iter().zip([-1.981_346, -1.150_212, -2.254_857]) {
        near(threshold.coefficients[0].estimate, slope, 1e-5);
    }
    assert!(found.sentence.contains("the ratio differs between thresholds (p = 0.0068)"), "{}", found.sentence);
}

#[test]
fn errors_of_the_cpi_weaken_the_association_little() {
    let (Some(cpi), Some(errors), Some(prevalence)) = (cpi_2017(), cpi_2017_errors(), prevalence_2016()) else {
        return;
    };
    let joined = join(&[&cpi, &prevalence, &errors]);
    let found = propagate(&joined, Coefficient::Pearson, 10_000, 7).unwrap();
    // numpy, 10,000 draws: mean -0.50193, 95 % from -0.52605 to -0.47713. Monte Carlo error is below 0.001.
    assert!((found.mean + 0.5019).abs() < 0.001 && (found.low + 0.5261).abs() < 0.002, "{found:?}");
    assert!((found.high + 0.4771).abs() < 0.002 && found.n == 167);
    let again = propagate(&joined, Coefficient::Pearson, 10_000, 7).unwrap();
    assert_eq!(found, again, "the same seed gives the same draws");
}

#[test]
fn the_ten_worst_for_workers_have_a_mean_cpi_of_33() {
    let (Some(cpi), Some(errors)) = (cpi_2017(), cpi_2017_errors()) else { return };
    let ten: BTreeSet<_> =
        ["DZA", "BGD", "KHM", "COL", "EGY", "GTM", "KAZ", "PHL", "SAU", "TUR"].map(key).into_iter().collect();
    let found = group_mean(&join(&[&cpi, &errors]).keep("not among the ten", |of| ten.contains(&of))).unwrap();
    assert_eq!(found.n, 10);
    near(found.mean, 33.3, 1e-12);
    near(found.median, 32.5, 1e-12);
    near(found.high - found.mean, 2.033_982_386_157_756, 1e-4);
}

#[test]
fn destination_of_trafficking_goes_the_other_way_and_rests_on_the_countries_with_an_income() {
    let column = |name: &str| {
        let of_2005 = |row: &Row| row.get("year") == "2005";
        Some(read("panel_kelley_simmons_2000_2011.csv", name, "2014", name, of_2005, number)?.at(2005))
    };
    let Some(columns) =
        ["unodc_incidence_destination", "wgi_control_of_corruption", "gdp_pc_const2000usd", "population"]
            .map(column)
            .into_iter()
            .collect::<Option<Vec<_>>>()
    else {
        return;
    };
    let complete = join(&columns.iter().collect::<Vec<_>>());
    let joined = join(&[&columns[0], &columns[1]]).keep("no income", |of| complete.keys.contains(&of));
    let found = associate(&joined, Coefficient::Spearman).unwrap();
    assert_eq!(found.n, 127);
    near(found.estimate.value, 0.443_342_131_267_110_63, 1e-10);
}
