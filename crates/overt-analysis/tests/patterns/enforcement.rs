//! Outcomes in two groups of cases.

use overt_analysis::patterns::enforcement::{Case, Enforcement, Outcomes, Question, Stratum, enforcement, tabulate};

use crate::data::near;

type Table = [[u64; 2]; 2];

pub(crate) fn question() -> Question {
    Question {
        outcome: "convicted".into(),
        first: "cases with charges of trafficking and corruption".into(),
        second: "cases with charges of trafficking only".into(),
    }
}

pub(crate) fn strata(tables: &[Table]) -> Vec<Stratum> {
    let outcomes = |[with, without]: [u64; 2]| Outcomes { with, without };
    let stratum = |(place, [first, second]): (usize, &Table)| Stratum {
        label: format!("court {place}"),
        first: outcomes(*first),
        second: outcomes(*second),
    };
    tables.iter().enumerate().map(stratum).collect()
}

fn compared(tables: &[Table]) -> Enforcement {
    enforcement(&strata(tables), &[], &question()).unwrap()
}

#[test]
fn one_table_has_the_conditional_ratio_and_the_p_of_fisher() {
    // scipy.stats.fisher_exact and contingency.odds_ratio (conditional).
    for (table, p, [value, low, high]) in [
        ([[3, 9], [14, 6]], 0.026880108332930308, [0.15315968928479978, 0.019405793002864546, 0.8922909547303289]),
        ([[1, 9], [11, 3]], 0.0027594561852200836, [0.037209084832381056, 0.0006360029488741693, 0.4258664756963734]),
        ([[0, 8], [5, 7]], 0.05469556243550052, [0.0, 0.0, 1.3924594716963978]),
        ([[40, 60], [30, 20]], 0.024534579336865182, [0.4469203004384825, 0.20895447038829462, 0.9389968236399174]),
    ] {
        let found = compared(&[table]).exact.unwrap();
        near(found.p, p);
        near(found.value.unwrap(), value);
        near(found.low, low);
        near(found.high.unwrap(), high);
    }
}

#[test]
fn an_infinite_ratio_is_none_and_has_a_lower_end() {
    let found = compared(&[[[8, 0], [7, 5]]]);
    let exact = found.exact.unwrap();
    assert_eq!((exact.value, exact.high, found.mantel_haenszel, found.homogeneity), (None, None, None, None));
    near(exact.low, 1.0 / 1.3924594716963978);
    assert!(
        found.sentence.contains("odds ratio infinite, exact 95 % interval 0.72 to any number"),
        "{}",
        found.sentence
    );
}

#[test]
fn a_single_stratum_has_the_ratio_of_the_sample_and_its_usual_interval() {
    // statsmodels Table2x2.oddsratio_confint.
    let found = compared(&[[[3, 9], [14, 6]]]).mantel_haenszel.unwrap();
    near(found.value, 0.14285714285714285);
    near(found.low, 0.028292650491500128);
    near(found.high, 0.7213238389042869);
}

const COURTS: [Table; 3] = [[[4, 11], [12, 9]], [[7, 20], [15, 13]], [[2, 6], [9, 14]]];

#[test]
fn strata_are_pooled_by_mantel_and_haenszel_and_tested_for_homogeneity() {
    // statsmodels StratifiedTable.
    let found = compared(&COURTS);
    let pooled = found.mantel_haenszel.unwrap();
    near(pooled.value, 0.32750832358499055);
    near(pooled.low, 0.1471561671993157);
    near(pooled.high, 0.7288970897982837);
    near(pooled.p, 0.005711929465296861);
    let alike = found.homogeneity.unwrap();
    near(alike.chi_square, 0.3305455954457369);
    near(alike.p, 0.8476624321628676);
    let opposite = compared(&[[[20, 5], [6, 18]], [[5, 15], [14, 6]]]);
    near(opposite.mantel_haenszel.unwrap().value, 1.3812010443864229);
    near(opposite.mantel_haenszel.unwrap().p, 0.3480377293170086);
    near(opposite.homogeneity.unwrap().chi_square, 22.232166788173416);
    near(opposite.homogeneity.unwrap().p, 2.415922200404985e-06);
    assert!(opposite.sentence.ends_with("The ratio differs between strata (p below 0.0001), so look at each of them."));
}

#[test]
fn the_exact_ratio_of_strata_is_that_of_their_summed_distribution() {
    // Whole numbers of tables added up in Python, solved by scipy.optimize.brentq.
    let exact = compared(&COURTS).exact.unwrap();
    near(exact.value.unwrap(), 0.3321817584138195);
    near(exact.low, 0.1350881491812866);
    near(exact.high.unwrap(), 0.7788113274322471);
    near(exact.p, 0.007596825257085735);
}

#[test]
fn a_difference_between_courts_is_not_taken_for_one_between_groups() {
    // The stricter court has most cases of the first group; within each court both groups fare the same.
    let found = compared(&[[[80, 20], [8, 2]], [[2, 8], [20, 80]]]);
    assert!(found.first.value > 0.7 && found.second.value < 0.3);
    near(found.mantel_haenszel.unwrap().value, 1.0);
    near(found.exact.unwrap().p, 1.0);
    assert!(found.sentence.contains("the groups cannot be told apart"));
}

#[test]
fn cases_become_strata_and_what_is_not_known_is_left_out_by_number() {
    let case = |first: Option<bool>, outcome: Option<bool>, stratum: Option<&str>| Case {
        first,
        outcome,
        stratum: stratum.map(str::to_owned),
    };
    let mut cases = vec![case(None, Some(true), Some("north")), case(Some(true), Some(true), None)];
    cases.extend([case(Some(false), None, Some("north")), case(Some(true), None, Some("north"))]);
    for (first, outcome, count) in [(true, true, 2), (true, false, 5), (false, true, 6), (false, false, 3)] {
        cases.extend(vec![case(Some(first), Some(outcome), Some("north")); count]);
    }
    cases.extend(vec![case(Some(true), Some(true), Some("south")); 4]);
    let (strata, left_out) = tabulate(&cases);
    assert_eq!(strata.len(), 2);
    let found = enforcement(&strata, &left_out, &question()).unwrap();
    assert_eq!((found.n, found.first.part, found.first.whole, found.second.part, found.second.whole), (16, 2, 7, 6, 9));
    let told: Vec<String> = found.exclusions.iter().map(|gone| format!("{}: {}", gone.who, gone.why)).collect();
    assert_eq!(
        told,
        [
            "1 cases: group not known",
            "2 cases: outcome not known",
            "1 cases: stratum not known",
            "south: one group has no case, or all cases or none have the outcome",
        ]
    );
    assert_eq!(
        found.sentence,
        "“convicted” holds in 2 of 7 (28.6 %, 3.7 to 71.0 %) of cases with charges of trafficking and corruption, and in 6 of 9 (66.7 %, \
         29.9 to 92.5 %) of cases with charges of trafficking only; the groups cannot be told apart (odds ratio 0.22, exact 95 % interval \
         0.01 to 2.45, p = 0.3147)."
    );
}

#[test]
fn counts_that_are_too_large_to_go_through_keep_the_pooled_ratio() {
    let found = compared(&[[[40_000, 60_000], [30_000, 20_000]]]);
    assert_eq!(found.exact, None);
    near(found.mantel_haenszel.unwrap().value, 0.4444444444444444);
    assert!(found.sentence.contains("it is less frequent in the first"));
}

#[test]
fn tables_that_tell_nothing_are_refused() {
    for tables in
        [vec![], vec![[[0, 0], [3, 4]]], vec![[[3, 0], [4, 0]]], vec![[[0, 3], [0, 4]]], vec![[[0, 0], [0, 0]]]]
    {
        assert!(enforcement(&strata(&tables), &[], &question()).unwrap_err().sentence.starts_with("No stratum has"));
    }
    assert!(enforcement(&strata(&[[[u64::MAX, 1], [1, 1]]]), &[], &question()).is_err());
}

/// `scipy.stats.binomtest(500000, 1000000).proportion_ci(method='exact')`.
#[test]
fn shares_of_a_million_cases_are_as_exact_as_of_ten() {
    let found = compared(&[[[500_000, 500_000], [3, 4]]]);
    near(found.first.exact.low, 0.4990195191953118);
    let most = compared(&[[[500_000_000, 500_000_000], [3, 4]]]).first;
    assert!(most.exact.low < most.value && most.value < most.exact.high);
}
