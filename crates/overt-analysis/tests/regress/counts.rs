//! Counts against statsmodels 0.15: `sm.Poisson(k, X)` and `sm.NegativeBinomial(k, X)`, `.fit(method='newton', tol=1e-14, cov_type=…)`.
//! Its HC1 errors of likelihood models lack the factor `n / (n - parameters)`, which is put in here.

use overt_analysis::regress::{Errors, negative_binomial, poisson};

use crate::data::{Made, close, estimates_and_errors};

#[test]
fn poisson_is_that_of_statsmodels() {
    let made = Made::new();
    let design = made.design(&made.counts);
    let estimates = [1.649209562068, 0.09518137880073, 0.1309424539074, -0.03013768526091];
    let cases = [
        (Errors::Classical, [0.1138041040972, 0.01340000573582, 0.02730379726427, 0.07441889861094]),
        (Errors::Hc1, [0.1915145846642, 0.03378907887044, 0.06944022647297, 0.1167199331679]),
        (Errors::Clustered, [0.2069685043714, 0.03595083678196, 0.08184399644825, 0.05240954748915]),
    ];
    for (errors, mut expected) in cases {
        if errors == Errors::Hc1 {
            expected = expected.map(|error| error * (60.0_f64 / 56.0).sqrt());
        }
        let model = poisson(&design, errors).unwrap();
        estimates_and_errors(&model.fit.coefficients, &estimates, &expected);
        close(model.fit.log_likelihood, -236.4157342926);
        close(model.pearson, 4.196114874505);
        assert_eq!(model.dispersion, None);
    }
    close(poisson(&design, Errors::Clustered).unwrap().fit.coefficients[3].p, 0.5652629664719);
}

#[test]
fn negative_binomial_is_that_of_statsmodels() {
    let made = Made::new();
    let design = made.design(&made.counts);
    let estimates = [1.557239597273, 0.1060028900662, 0.134491326174, 0.02888017897402];
    let cases = [
        (Errors::Classical, [0.2060645112506, 0.024931095996, 0.04882765746677, 0.1428395150571], 0.04788798585537),
        (Errors::Hc1, [0.1888812073224, 0.03015195094221, 0.05740175899025, 0.1195028059555], 0.04521156111977),
        (Errors::Clustered, [0.1966969151212, 0.03110172203366, 0.07239710566464, 0.09850411238302], 0.05349747790562),
    ];
    for (errors, mut expected, mut of_alpha) in cases {
        if errors == Errors::Hc1 {
            let factor = (60.0_f64 / 55.0).sqrt();
            expected = expected.map(|error| error * factor);
            of_alpha *= factor;
        }
        let model = negative_binomial(&design, errors).unwrap();
        estimates_and_errors(&model.fit.coefficients, &estimates, &expected);
        close(model.fit.log_likelihood, -194.5446207173);
        let dispersion = model.dispersion.unwrap();
        close(dispersion.alpha, 0.1856747185354);
        close(dispersion.error, of_alpha);
        assert!(dispersion.p_against_poisson < 1e-15);
    }
}

#[test]
fn counts_that_vary_too_little_are_told_to_be_poisson() {
    let made = Made::new();
    let even: Vec<f64> = made.a.iter().map(|a| (5.0 + a).floor()).collect();
    let problem = negative_binomial(&made.design(&even), Errors::Classical).unwrap_err();
    assert!(problem.way_out.contains("Poisson"), "{problem}");
}

#[test]
fn what_is_no_count_is_named_with_its_row() {
    let made = Made::new();
    for wrong in [-1.0, 0.5, 2e6] {
        let mut counts = made.counts.clone();
        counts[12] = wrong;
        let problem = poisson(&made.design(&counts), Errors::Classical).unwrap_err();
        assert!(problem.sentence.contains("row “row 12”"), "{problem}");
    }
}

#[test]
fn a_column_that_leaves_only_zeros_is_separation() {
    let made = Made::new();
    let counts: Vec<f64> = made.counts.iter().zip(&made.c).map(|(count, c)| count * (1.0 - c)).collect();
    let problem = poisson(&made.design(&counts), Errors::Classical).unwrap_err();
    assert!(problem.sentence.contains("“c” separates"), "{problem}");
}
