//! How easily published results would have been others.

use std::collections::BTreeSet;

use overt_analysis::associate::Coefficient;
use overt_analysis::fragility::{Outliers, Question, Scale, audit_pairs, jackknife, multiverse, ties};
use overt_analysis::series::join;

use crate::data::{cpi_2017, cpi_and_prevalence, key, prevalence_2016, question, source_scores, tiers};
use crate::peers::{X, Y, column, columns, near, plainly};

#[test]
fn ties_show_that_prevalence_was_copied_from_groups() {
    let Some(prevalence) = prevalence_2016() else { return };
    let found = ties(&join(&[&prevalence]), 4).unwrap();
    assert_eq!((found.n, found.distinct, found.tied), (167, 53, 122));
    assert_eq!(found.ties[0].members.len(), 20);
    near(found.ties[0].value, 0.4043, 1e-12);
    assert!(found.tied_expected < 0.1, "a scale this fine gives no ties by chance: {}", found.tied_expected);
    let exact = ties(&join(&[&prevalence]), 9).unwrap();
    assert_eq!((exact.distinct, exact.tied), (54, 119), "two values differ only beyond the fourth decimal");
}

#[test]
fn ties_of_a_coarse_scale_are_expected() {
    let Some(cpi) = cpi_2017() else { return };
    let found = ties(&join(&[&cpi]), 0).unwrap();
    assert!(found.tied_expected > 100.0 && found.tied > 100, "{found:?}");
}

#[test]
fn of_all_pairs_the_two_that_were_left_out_strengthen_the_association_most() {
    let Some(joined) = cpi_and_prevalence() else { return };
    let found = audit_pairs(&joined).unwrap();
    assert_eq!((found.pairs, found.undefined), (13_861, 0));
    assert_eq!(found.strengthening[0].pair, [key("PRK"), key("UZB")]);
    // numpy.corrcoef without each pair.
    near(found.strengthening[0].r, -0.660_178_398_019_94, 1e-10);
    near(found.strengthening[1].r, -0.577_582_891_399_614_4, 1e-10);
    assert_eq!(found.weakening[0].pair, [key("KHM"), key("SOM")]);
    near(found.weakening[0].r, -0.497_320_578_866_186_36, 1e-10);
    near(found.median, -0.508_431_541_923_942_1, 1e-9);
    near(found.rho_without_strongest, -0.668_127_184_228_521_2, 1e-10);
    near(found.tau_without_strongest, -0.511_517_695_626_676_1, 1e-10);
    assert!(found.rho.abs() > found.rho_without_strongest.abs(), "ranks weaken where Pearson strengthens");
}

#[test]
fn removals_are_right_where_two_rows_are_nearly_all_of_the_variance() {
    let mut far = X;
    (far[3], far[8]) = (1e9, -1e9);
    let found = audit_pairs(&columns(&[&far, &Y])).unwrap();
    let both =
        found.strengthening.iter().chain(&found.weakening).find(|removal| removal.pair == [key("ABA"), key("ACC")]);
    let rest = |values: &[f64]| -> Vec<f64> {
        values.iter().enumerate().filter(|(place, _)| ![3, 8].contains(place)).map(|(_, value)| *value).collect()
    };
    let expected = Coefficient::Pearson.estimate(&rest(&far), &rest(&Y)).unwrap().value;
    near(both.expect("it is at an end").r, expected, 1e-10);
}

#[test]
fn no_single_source_of_the_cpi_drives_the_association() {
    let (Some(scores), Some(prevalence), Some(tiers)) = (source_scores(), prevalence_2016(), tiers()) else { return };
    let found = jackknife("CPI", &scores, 1, &prevalence, Coefficient::Spearman).unwrap();
    assert_eq!((found.sources.len(), found.all.n), (13, 167));
    near(found.all.estimate.value, -0.677_850_928_428_050_7, 1e-9);
    near(found.lowest, -0.689_265_837_600_364, 1e-9);
    near(found.highest, -0.668_327_348_523_5, 1e-9);
    let alone = |name: &str| {
        let source = found.sources.iter().find(|source| source.source.starts_with(name)).expect("a source");
        let association = source.alone.as_ref().expect("it has enough countries");
        (association.n, association.estimate.value)
    };
    let (n, rho) = alone("Bertelsmann Foundation Sustainable");
    assert_eq!(n, 40);
    near(rho, -0.736_332_291_988_479_8, 1e-9);
    near(alone("African Development Bank").1, -0.399_209_739_674_466_94, 1e-9);
    near(alone("World Economic Forum").1, -0.498_599_467_606_386_24, 1e-9);

    let found = jackknife("CPI", &scores, 1, &tiers.at(2015), Coefficient::Spearman).unwrap();
    assert_eq!(found.all.n, 174);
    near(found.lowest, -0.588_014_734_763_113_2, 1e-9);
    near(found.highest, -0.562_312_881_362_901_5, 1e-9);
}

#[test]
fn more_than_ten_thousand_specifications_each_say_what_was_chosen() {
    let Some(question) = question() else { return };
    let found = multiverse(&question).unwrap();
    assert!(found.specifications.len() >= 10_000, "{}", found.specifications.len());
    let size: usize = found.choices.iter().map(|choice| choice.options.len()).product();
    assert_eq!(found.specifications.len() + found.refused.len() + found.repeated, size, "none is lost");
    let different: BTreeSet<_> = found.specifications.iter().map(|one| one.options).collect();
    assert_eq!(different.len(), found.specifications.len());
    assert!(found.specifications.is_sorted_by(|one, other| one.estimate.value <= other.estimate.value));
    assert!(found.specifications.iter().all(|one| {
        let estimate = one.estimate;
        estimate.low <= estimate.value && estimate.value <= estimate.high && (0.0..=1.0).contains(&estimate.p)
    }));
    // A logarithm of values below zero (control of corruption) has no answer, and says so.
    assert!(found.refused.iter().all(|refused| refused.problem.sentence.contains("scale")
        || refused.problem.sentence.contains("Half of the values")
        || refused.problem.sentence.contains("rows")));

    // One of them is the published one.
    let place = |choice: usize, start: &str| {
        found.choices[choice]
            .options
            .iter()
            .position(|option| option.to_string().starts_with(start))
            .expect("an option")
    };
    let published = [
        place(0, "CPI 2017"),
        place(1, "prevalence 2016"),
        place(2, "all"),
        place(3, "as is"),
        place(4, "as is"),
        place(5, "without PRK"),
        place(6, "Pearson"),
    ];
    let one = found.specifications.iter().find(|one| one.options == published).expect("it is there");
    near(one.estimate.value, -0.660_178_398_019_940_3, 1e-10);
    assert_eq!(one.left_out, [key("PRK"), key("UZB")]);
    let mut by_audit = published;
    by_audit[5] = place(5, "without the pair");
    let same = found.specifications.iter().find(|one| one.options == by_audit).expect("it is there");
    assert_eq!((same.estimate, &same.left_out), (one.estimate, &one.left_out));
    let json = serde_json::to_string(&found).unwrap();
    assert!(!json.contains("null"), "every number is finite");
}

#[test]
fn rules_for_outliers_do_what_they_say() {
    let mut far = Y;
    far[0] = 1_000.0;
    let question = Question {
        outliers: vec![Outliers::Keep, Outliers::Beyond(5.0), Outliers::Winsorised(0.1), Outliers::Winsorised(0.5)],
        coefficients: vec![Coefficient::Pearson],
        ..plainly(column("left", &X), column("right", &far))
    };
    let found = multiverse(&question).unwrap();
    let of = |rule: usize| found.specifications.iter().find(|one| one.options[5] == rule);
    assert_eq!(of(1).expect("it has an answer").left_out, [key("AAA")]);
    let mut clipped = (X, Y);
    clipped.1[0] = 8.0;
    clipped.0[5] = 8.0;
    let expected = Coefficient::Pearson.estimate(&clipped.0, &clipped.1).unwrap();
    assert_eq!(of(2).expect("it has an answer").estimate, expected, "the highest of twelve becomes the next");
    assert!(of(3).is_none() && found.refused.len() == 1, "nothing is left between both ends");
    assert!(of(0).is_some());
}

#[test]
fn ranks_are_taken_on_the_first_scale_that_has_a_place_for_the_values() {
    let asked = |scales: &[Scale]| {
        let left = column("left", &X.map(|value| value - 5.0));
        let question = Question { left_scales: scales.to_vec(), ..plainly(left, column("right", &Y)) };
        multiverse(&question).unwrap()
    };
    let found = asked(&[Scale::Log, Scale::AsIs]);
    assert_eq!((found.specifications.len(), found.refused.len(), found.repeated), (3, 3, 0));
    assert!(
        found
            .specifications
            .iter()
            .map(|one| one.estimate)
            .eq(asked(&[Scale::AsIs]).specifications.iter().map(|one| one.estimate))
    );
}
