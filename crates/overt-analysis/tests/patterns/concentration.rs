//! Clusters.

use overt_analysis::patterns::concentration::{Calculation, Unit, Verdict, concentration, two_levels};
use overt_analysis::patterns::{Draws, Exposure};

use crate::data::{DRAWS, leaks, near, posts};

fn nine_leaks() -> Vec<Unit> {
    posts(&[(7, Some(100.0)), (1, Some(200.0)), (1, Some(300.0)), (0, Some(400.0))])
}

#[test]
fn exact_statistics_are_those_of_all_multinomial_outcomes() {
    let found = concentration(&nine_leaks(), &leaks(DRAWS)).unwrap();
    assert_eq!((found.n, found.total, found.degrees, found.calculation), (4, 9, 3, Calculation::Exact));
    for (statistic, [value, expected, p]) in [
        (found.dispersion, [46.37037037037036, 3.0, 1.5580000000000025e-06]),
        (found.largest_excess, [0.6777777777777777, 0.17491586559999994, 4.162499999999996e-05]),
        (found.gini, [0.7777777777777779, 0.268290876, 2.742000000000004e-06]),
        (found.herfindahl, [0.6296296296296298, 0.377777777777778, 0.029642499999999985]),
    ] {
        near(statistic.value, value);
        near(statistic.expected, expected);
        near(statistic.p, p);
    }
    near(found.p_chi_squared, 4.730885154653261e-10);
}

#[test]
fn units_have_the_binomial_tail_the_interval_of_clopper_and_pearson_and_holm() {
    let found = concentration(&nine_leaks(), &leaks(DRAWS)).unwrap();
    let expected = [
        [0.9, 7.777777777777778, 3.999064262836878, 9.718550265221017, 2.9980000000000008e-06, 1.1992000000000003e-05],
        [1.8, 0.5555555555555556, 0.01404568373299607, 2.412482574586685, 0.865782272, 1.0],
        [2.7, 0.3703703703703704, 0.009363789155330714, 1.6083217163911236, 0.959646393, 1.0],
        [3.6, 0.0, 0.0, 0.8406677921998571, 1.0, 1.0],
    ];
    for (finding, row) in found.findings.iter().zip(expected) {
        let numbers =
            [finding.expected, finding.ratio, finding.interval.low, finding.interval.high, finding.p, finding.p_holm];
        numbers.into_iter().zip(row).for_each(|(found, expected)| near(found, expected));
    }
    assert_eq!(found.verdict, Verdict::ClusteredIn(1));
    assert!(found.findings[0].stands_out && !found.findings[1].stands_out);
    assert_eq!(
        found.sentence,
        "The 9 leaks are clustered in 1 of 4 posts, more than days on duty and chance would have it (p below 0.0001)."
    );
}

#[test]
fn a_simulation_says_what_going_through_all_ways_says() {
    let rows: Vec<(u64, Option<f64>)> = [3, 0, 1, 0, 2, 0].map(|acts| (acts, Some(1.0))).to_vec();
    let exact = concentration(&posts(&rows), &leaks(DRAWS)).unwrap();
    assert_eq!(exact.calculation, Calculation::Exact);
    let many: Vec<(u64, Option<f64>)> = rows.iter().chain(&rows).chain(&rows).copied().collect();
    let draws = Draws { count: 20_000, seed: 3 };
    let simulated = concentration(&posts(&many), &leaks(draws)).unwrap();
    assert_eq!(simulated.calculation, Calculation::Simulated(draws));
    // The mean of the dispersion is its degrees of freedom, and its spread about the root of twice as many.
    assert!((simulated.dispersion.expected - 17.0).abs() < 4.0 * (34.0_f64 / 20_000.0).sqrt());
    // Herfindahl: 1/N + (1 - 1/N) sum of squared shares.
    let herfindahl = 1.0 / 18.0 + 17.0 / 18.0 / 18.0;
    assert!((simulated.herfindahl.expected - herfindahl).abs() < 0.001);
    // With equal exposure both are the same statistic.
    near(simulated.herfindahl.p, simulated.dispersion.p);
}

#[test]
fn an_even_spread_is_no_finding_and_no_exposure_is_said() {
    let found = concentration(&posts(&[(3, None), (4, None), (2, None)]), &leaks(DRAWS)).unwrap();
    assert_eq!((found.verdict, found.exposure), (Verdict::NotTold, Exposure::Equal));
    assert!(found.findings.iter().all(|finding| !finding.stands_out));
    assert!(found.sentence.contains("as far as so many can tell"), "{}", found.sentence);
    assert!(
        found.sentence.ends_with("No exposure was given, so all are taken as equally exposed, which is an assumption.")
    );
}

#[test]
fn uneven_posts_of_which_none_stands_out_are_told_as_that() {
    // Half of many posts have twice their share: together that is no chance, but each alone could be.
    let rows: Vec<_> = (0..60).map(|post| (if post % 2 == 0 { 4 } else { 0 }, Some(1.0))).collect();
    let found = concentration(&posts(&rows), &leaks(DRAWS)).unwrap();
    assert_eq!(found.verdict, Verdict::Uneven);
    assert!(found.sentence.contains("no single one stands out"));
}

#[test]
fn units_without_exposure_are_left_out_by_name_with_their_acts() {
    let mut units = nine_leaks();
    units.push(Unit { label: "post x".into(), group: None, exposure: None, acts: 5 });
    units.push(Unit { label: "post y".into(), group: None, exposure: Some(0.0), acts: 0 });
    let found = concentration(&units, &leaks(DRAWS)).unwrap();
    assert_eq!((found.n, found.total), (4, 9));
    let left_out: Vec<(&str, String)> =
        found.exclusions.iter().map(|gone| (gone.who.as_str(), gone.why.to_string())).collect();
    assert_eq!(
        left_out,
        [
            ("post x", "days on duty not known; acts recorded there: 5".to_owned()),
            ("post y", "0 for days on duty, so nothing could be seen there".to_owned()),
        ]
    );
}

#[test]
fn what_cannot_be_is_refused_with_its_place_and_a_way_out() {
    let refused = |rows: &[(u64, Option<f64>)]| concentration(&posts(rows), &leaks(DRAWS)).unwrap_err().sentence;
    assert_eq!(
        refused(&[(1, Some(1.0)), (2, Some(0.0))]),
        "In the list of posts, number 2 has acts and 0 for days on duty."
    );
    for wrong in [f64::NAN, f64::INFINITY, -1.0, 1e-10, 1e16] {
        assert!(
            refused(&[(1, Some(wrong)), (2, Some(1.0))]).starts_with("In the list of posts, number 1 has no number")
        );
    }
    assert!(refused(&[(1, None), (0, None)]).starts_with("There are 1 leaks at 2 posts"));
    assert!(refused(&[(5, None)]).starts_with("There are 5 leaks at 1 posts"));
    assert!(refused(&[]).starts_with("There are 0 leaks"));
    let same = vec![nine_leaks()[0].clone(), nine_leaks()[0].clone()];
    assert_eq!(
        concentration(&same, &leaks(DRAWS)).unwrap_err().sentence,
        "In the list of posts, numbers 1 and 2 are called the same."
    );
    let large: Vec<_> = (0..50).map(|_| (10, None)).collect();
    for count in [0, 199, 1_000_001] {
        let problem = concentration(&posts(&large), &leaks(Draws { count, seed: 1 })).unwrap_err();
        assert!(problem.sentence.contains("draws are asked for"));
    }
}

fn office(region: &str, office: &str, acts: u64) -> Unit {
    Unit { label: office.into(), group: Some(region.into()), exposure: Some(10.0), acts }
}

#[test]
fn a_busy_region_with_even_offices_is_clustered_between_and_not_within() {
    let mut units = Vec::new();
    for place in 0..5 {
        units.push(office("north", &format!("office {place}"), 6));
        units.push(office("south", &format!("office {place}"), u64::from(place == 0)));
    }
    units.push(office("alone", "office", 2));
    let found = two_levels(&units, &leaks(DRAWS), "regions").unwrap();
    assert_eq!((found.between.n, found.between.total), (3, 33));
    assert_eq!(found.between.findings[0].label, "north");
    assert_eq!(found.between.verdict, Verdict::ClusteredIn(1));
    assert_eq!(found.within.verdict, Verdict::NotTold);
    assert_eq!((found.within.n, found.within.total, found.within.degrees), (10, 31, 8));
    assert!(found.within.exclusions.iter().any(|gone| gone.who == "alone" && gone.why.to_string() == "one unit only"));
    assert!(found.sentence.starts_with("Between regions: The 33 leaks are clustered in 1 of 3 regions"));
}

#[test]
fn one_busy_office_in_each_of_two_even_regions_is_clustered_within_and_not_between() {
    let units: Vec<Unit> = ["north", "south"]
        .iter()
        .flat_map(|region| {
            (0..5).map(move |place| office(region, &format!("office {place}"), if place == 0 { 9 } else { 1 }))
        })
        .collect();
    let found = two_levels(&units, &leaks(DRAWS), "regions").unwrap();
    assert_eq!((found.between.verdict, found.within.verdict), (Verdict::NotTold, Verdict::ClusteredIn(2)));
    let told: Vec<_> = found.within.findings.iter().filter(|finding| finding.stands_out).collect();
    assert_eq!(told.iter().map(|finding| finding.group.as_deref()).collect::<Vec<_>>(), [Some("north"), Some("south")]);
    // Thirteen acts in five equal offices.
    assert!(told.iter().all(|finding| (finding.expected - 2.6).abs() < 1e-12));
}

#[test]
fn going_through_all_ways_within_two_parts_multiplies_their_probabilities() {
    let units = [office("a", "1", 2), office("a", "2", 0), office("b", "1", 3), office("b", "2", 0)];
    let found = two_levels(&units, &leaks(DRAWS), "regions").unwrap().within;
    assert_eq!(found.calculation, Calculation::Exact);
    // Chi-squares 2 and 3: only both at one end each are as large, in 2 of 4 and 2 of 8 ways.
    near(found.dispersion.value, 5.0);
    near(found.dispersion.p, 0.5 * 0.25);
    near(found.dispersion.expected, 2.0);
}
