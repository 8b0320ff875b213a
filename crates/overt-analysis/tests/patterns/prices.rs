//! Amounts.

use overt_analysis::patterns::prices::{Currency, Fee, Group, PaidFee, bribes, compare, corridors, difference, prices};

use crate::data::near;

const RIVER: [i64; 9] = [5000, 10000, 20000, 12000, 7500, 30000, 15000, 25000, 9000];
const HILL: [i64; 7] = [2000, 8000, 6000, 11000, 4000, 9500, 3000];
const BAY: [i64; 4] = [1000, 1500, 12000, 2500];

fn euros() -> Currency {
    Currency { code: "EUR".into(), decimals: 2 }
}

fn group(label: &str, amounts: &[i64]) -> Group {
    Group { label: label.into(), amounts: amounts.to_vec(), unknown: 0 }
}

fn crossings() -> [Group; 3] {
    [group("river", &RIVER), group("hill", &HILL), group("bay", &BAY)]
}

#[test]
fn intervals_of_medians_are_order_statistics_by_the_binomial_distribution() {
    // scipy.stats.binom: how many amounts from each end, and how sure.
    for (n, place, level) in [
        (6, 1, 0.96875),
        (9, 2, 0.9609375),
        (17, 5, 0.950958251953125),
        (30, 10, 0.9572260547429323),
        (101, 41, 0.9539559330706572),
    ] {
        let amounts: Vec<i64> = (1..=n).rev().collect();
        let found = prices(&[group("all", &amounts)], &euros()).unwrap().groups[0].median_interval.unwrap();
        assert_eq!((found.low, found.high), (place, n + 1 - place));
        near(found.level, level);
    }
}

#[test]
fn amounts_are_told_in_their_currency_with_numbers_and_gaps() {
    let groups = [group("river", &RIVER), Group { unknown: 3, ..group("hill", &BAY) }, group("bay", &[])];
    let found = prices(&groups, &euros()).unwrap();
    assert_eq!(
        found.sentence,
        "Amounts that were told, hill: median 20.00 EUR (too few for an interval, n = 4); river: median 120.00 EUR (75.00 EUR to 250.00 \
         EUR, n = 9)."
    );
    let left_out: Vec<String> = found.exclusions.iter().map(|gone| format!("{}: {}", gone.who, gone.why)).collect();
    assert_eq!(left_out, ["hill: acts whose amount is not known: 3", "bay: no amount is known"]);
    let yen = Currency { code: "JPY".into(), decimals: 0 };
    assert!(prices(&[group("bay", &BAY)], &yen).unwrap().sentence.contains("median 2000 JPY"));
}

#[test]
fn hodges_and_lehmann_with_the_exact_interval_of_the_rank_sum() {
    let found = difference(&crossings()[0], &crossings()[1], &euros()).unwrap();
    near(found.value, 7000.0);
    // The smallest U that is not below a chance of 2.5 percent is 13 of 63: the thirteenth difference from each end.
    let interval = found.interval.unwrap();
    near(interval.low, 1000.0);
    near(interval.high, 17000.0);
    near(found.test.u, 53.0);
    near(found.test.p, 0.026224181348738);
    assert!(found.method.contains("exact distribution"));
    let turned = difference(&crossings()[1], &crossings()[0], &euros()).unwrap();
    near(turned.value, -7000.0);
    near(turned.interval.unwrap().low, -17000.0);
}

#[test]
fn three_amounts_against_three_have_no_interval_and_four_against_four_have_the_widest() {
    // U of 0 has a chance of 1 in 20, and of 1 in 70.
    let groups = |n: usize| difference(&group("a", &RIVER[..n]), &group("b", &HILL[..n]), &euros()).unwrap();
    assert_eq!(groups(3).interval, None);
    let widest = groups(4).interval.unwrap();
    near(widest.low, 5000.0 - 11000.0);
    near(widest.high, 20000.0 - 2000.0);
}

#[test]
fn two_amounts_against_many_are_counted_too() {
    // Of all 80 · 79 / 2 pairs of ranks, U is at most 9 in 30: 0.0095, and at most 15 in 72: 0.0228; at most 16 in 81: 0.0256.
    let many: Vec<i64> = (1..=78).collect();
    let found = difference(&group("a", &[0, 1000]), &group("b", &many), &euros()).unwrap();
    let mut differences: Vec<i64> = many.iter().flat_map(|amount| [-amount, 1000 - amount]).collect();
    differences.sort_unstable();
    near(found.interval.unwrap().low, differences[15] as f64);
    near(found.interval.unwrap().high, differences[156 - 16] as f64);
}

#[test]
fn many_amounts_have_nearly_the_interval_that_counting_gives() {
    let spread = |n: i64, step: i64| (0..n).map(|place| place * step % 997).collect::<Vec<_>>();
    let [few, many] =
        [50, 51].map(|n| difference(&group("a", &spread(n, 37)), &group("b", &spread(n, 101)), &euros()).unwrap());
    let (counted, normal) = (few.interval.unwrap(), many.interval.unwrap());
    assert!(few.method.contains("exact distribution") && many.method.contains("normal distribution"));
    assert!((counted.low - normal.low).abs() < 30.0 && (counted.high - normal.high).abs() < 30.0);
}

#[test]
fn kruskal_and_wallis_tell_crossings_apart() {
    let found = compare(&crossings(), &euros()).unwrap();
    near(found.h, 7.591280291901063);
    near(found.p, 0.0224685180812374);
    assert_eq!((found.degrees, found.n, found.pairs.len()), (2, 20, 3));
    for groups in [
        vec![group("a", &RIVER)],
        vec![group("a", &[1, 2]), group("b", &[3])],
        vec![group("a", &[5; 3]), group("b", &[5; 4])],
    ] {
        let problem = compare(&groups, &euros()).unwrap_err();
        assert!(
            problem.sentence.starts_with("There are ") && problem.way_out.starts_with("Compare at least two groups"),
            "{problem}"
        );
    }
}

fn fee(paid: Option<i64>, receipt: Option<i64>, cap: Option<i64>) -> Fee {
    Fee { corridor: "A to B".into(), paid, receipt, cap }
}

#[test]
fn a_corridor_compares_what_was_paid_with_receipt_and_cap_and_no_receipt_is_not_zero() {
    let mut fees: Vec<Fee> = (1..=20).map(|place| fee(Some(place * 1000), None, Some(13000))).collect();
    fees[19].receipt = Some(13000);
    fees.push(fee(None, Some(100), Some(13000)));
    fees.push(fee(Some(500), None, None));
    fees.push(Fee { corridor: "C to D".into(), ..fee(None, None, Some(0)) });
    let (found, left_out) = corridors(&fees, &euros()).unwrap();
    let [corridor] = found.as_slice() else { panic!("one corridor has payments") };
    assert_eq!((corridor.n, left_out[0].who.as_str()), (21, "C to D"));
    let receipt = corridor.above_receipt.as_ref().unwrap();
    assert_eq!((receipt.n, receipt.lowest, receipt.unknown), (1, 7000, 21));
    let share = corridor.share_above_cap.unwrap();
    assert_eq!((share.part, share.whole), (7, 20));
    near(share.exact.low, 0.15390920478454118);
    near(share.exact.high, 0.5921885345328282);
    near(share.wilson.low, 0.18119182410108203);
    near(share.wilson.high, 0.5671457233147638);
    assert_eq!(
        corridor.exclusions.iter().map(|gone| gone.why.to_string()).collect::<Vec<_>>(),
        [
            "what was paid is not known: 1",
            "paid, but not known what was due by receipt or tariff: 20",
            "paid, but no cap is known: 1"
        ]
    );
    assert_eq!(
        corridor.sentence,
        "A to B: the median fee of 21 is 100.00 EUR; paid less what was due by receipt or tariff is 70.00 EUR in the middle (n = 1); 7 of 20 (35.0 %, 15.4 to 59.2 \
         %) paid more than the cap."
    );
}

#[test]
fn a_cap_of_zero_is_a_cap_and_all_above_it_have_the_interval_of_all() {
    let fees: Vec<Fee> = (1..=15).map(|paid| fee(Some(paid), None, Some(0))).collect();
    let share = corridors(&fees, &euros()).unwrap().0[0].share_above_cap.unwrap();
    near(share.exact.low, 0.7819806390894659);
    near(share.exact.high, 1.0);
    near(share.wilson.low, 0.7961166989641513);
}

#[test]
fn shares_of_none_and_of_few_among_many_have_their_intervals() {
    // statsmodels proportion_confint, methods beta and wilson.
    for (above, whole, [low, high], [wilson_low, wilson_high]) in [
        (0, 15, [0.0, 0.21801936091053403], [0.0, 0.20388330103584867]),
        (123, 4567, [0.022432278104357845, 0.03205011206904826], [0.022620022313028024, 0.032039816815401245]),
    ] {
        let fees: Vec<Fee> = (0..whole).map(|place| fee(Some(i64::from(place < above)), None, Some(0))).collect();
        let share = corridors(&fees, &euros()).unwrap().0[0].share_above_cap.unwrap();
        near(share.exact.low, low);
        near(share.exact.high, high);
        near(share.wilson.low, wilson_low);
        near(share.wilson.high, wilson_high);
    }
}

#[test]
fn amounts_that_cannot_be_are_refused_without_repeating_them() {
    for wrong in [-7_531, i64::MAX, i64::MIN] {
        for problem in [
            prices(&[group("bay", &[wrong])], &euros()).unwrap_err(),
            difference(&group("bay", &[wrong]), &group("hill", &HILL), &euros()).unwrap_err(),
            corridors(&[fee(Some(1), Some(wrong), None)], &euros()).unwrap_err(),
        ] {
            assert!(problem.sentence.starts_with("Amount number 1"), "{problem}");
            assert!(!problem.to_string().contains(&wrong.unsigned_abs().to_string()));
        }
    }
    assert!(prices(&[group("bay", &[])], &euros()).is_err());
    assert!(prices(&[group("bay", &[1]), group("bay", &[2])], &euros()).is_err());
    assert!(difference(&group("bay", &[]), &group("hill", &HILL), &euros()).is_err());
    let long = group("a", &[1; 2000]);
    assert!(difference(&long, &group("b", &[1; 2000]), &euros()).unwrap_err().sentence.contains("pairs"));
}

#[test]
fn what_may_be_a_bribe_is_told_apart_from_what_lies_above_the_law_and_silence_is_not_zero() {
    let paid = |paid, bribe, lawful| PaidFee { corridor: "A to B".into(), paid, bribe, lawful };
    let fees = [
        paid(Some(10_000), Some(2_500), Some(4_000)),
        paid(Some(2_000), Some(0), None),
        paid(Some(3_000), None, Some(5_000)),
        paid(Some(1_000), Some(4_000), None),
        paid(None, Some(500), None),
    ];
    let found = bribes(&fees, &euros()).unwrap().remove(0);
    let (told, above) = (found.told.unwrap(), found.above_lawful.unwrap());
    assert_eq!((told.paid, told.part, told.fees.part, told.fees.whole), (12_000, 2_500, 1, 2));
    assert!((told.of_paid.unwrap() - 2_500.0 / 12_000.0).abs() < 1e-12);
    assert_eq!(
        (above.paid, above.part, above.fees.part),
        (13_000, 6_000, 1),
        "what is below the law takes nothing away"
    );
    assert_eq!(
        found.exclusions.iter().map(|gone| gone.why.to_string()).collect::<Vec<_>>(),
        [
            "not known what was paid, or whether a part was for an official: 2",
            "the part for an official is larger than what was paid: 1",
            "not known what was paid, or what is lawful: 3"
        ]
    );
    let silent = bribes(&[paid(Some(1), None, None)], &euros()).unwrap().remove(0);
    assert_eq!((silent.told, silent.above_lawful), (None, None));
    assert!(silent.sentence.contains("nobody told whether"), "{}", silent.sentence);
    assert!(bribes(&[paid(Some(-1), None, None)], &euros()).is_err());
}
