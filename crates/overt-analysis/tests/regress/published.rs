//! Rows computed before from public data, to the digits that were printed (statsmodels 0.15, R 4.2.2 `ordinal::clm`,
//! `ExtremeBounds` 0.1.7). The data are read from `../shared`.

use std::collections::BTreeMap;

use overt_analysis::bounds::{Question, extreme_bounds};
use overt_analysis::mediate::{Draws, mediation};
use overt_analysis::regress::{Column, Design, Errors, Table, ordered_logit, proportional_odds};

use crate::data::{Row, close, printed, reference};

/// Values of one column of a file by country, for a year.
fn by_country(file: &str, year: u32, of: impl Fn(&Row) -> Option<f64>) -> Option<BTreeMap<String, f64>> {
    let (rows, _) = reference(file, year)?;
    Some(rows.iter().filter_map(|row| Some((row.text("iso3").to_owned(), of(row)?))).collect())
}

fn tiers(year: u32) -> Option<BTreeMap<String, f64>> {
    by_country("tip_tiers.csv", year, |row| match row.text("tier") {
        "1" => Some(1.0),
        "2" => Some(2.0),
        "2WL" => Some(3.0),
        "3" => Some(4.0),
        _ => None,
    })
}

fn number(column: &str) -> impl Fn(&Row) -> Option<f64> {
    move |row| row.number(column)
}

fn logarithm(column: &str) -> impl Fn(&Row) -> Option<f64> {
    move |row| row.number(column).filter(|value| *value > 0.0).map(f64::ln)
}

/// The countries of the outcome, with gaps where a column does not have them.
fn joined(outcome: &BTreeMap<String, f64>, columns: &[(&str, BTreeMap<String, f64>)]) -> Table {
    let countries: Vec<String> = outcome.keys().cloned().collect();
    let column = |(name, values): &(&str, BTreeMap<String, f64>)| {
        Column::new(*name, countries.iter().map(|country| values.get(country).copied()).collect())
    };
    let values = outcome.values().copied().map(Some).collect();
    Table::new(countries.clone(), Column::new("outcome", values), columns.iter().map(column).collect()).unwrap()
}

#[test]
fn the_tier_falls_as_perceived_integrity_rises() {
    // Tier, year of the index, countries, coefficient, error, likelihood, odds for ten points.
    for (tier, index, n, b, error, likelihood, odds) in [
        (2014, 2014, 169, -0.077371, 0.010066, -175.9108, 0.461),
        (2015, 2015, 165, -0.085324, 0.010713, -164.3836, 0.426),
        (2015, 2017, 174, -0.088030, 0.010785, -174.3133, 0.415),
        (2013, 2013, 171, -0.075278, 0.009915, -176.2864, 0.471),
        (2012, 2012, 171, -0.075325, 0.010056, -173.1816, 0.471),
    ] {
        let (Some(tiers), Some(cpi)) = (tiers(tier), by_country("cpi_2012_2023.csv", index, number("cpi"))) else {
            return;
        };
        let model = ordered_logit(&Design::new(&joined(&tiers, &[("CPI", cpi)])).unwrap(), Errors::Classical).unwrap();
        assert_eq!(model.fit.n, n);
        assert_eq!(model.fit.n + model.fit.left_out.len(), tiers.len());
        let cpi = model.fit.coefficient("CPI").unwrap();
        printed(cpi.estimate, b, 6);
        printed(cpi.error, error, 6);
        printed(model.fit.log_likelihood, likelihood, 4);
        printed((10.0 * cpi.estimate).exp(), odds, 3);
        if tier == 2014 {
            for (threshold, expected) in model.thresholds.iter().zip([-5.446905, -2.413942, -0.823433]) {
                printed(threshold.estimate, expected, 6);
            }
        }
    }
}

#[test]
fn odds_are_not_proportional_in_2015() {
    // The likelihoods with slopes for each threshold are scipy's, by Nelder and Mead from six starts.
    for (year, statistic, p, likelihood) in
        [(2014, 4.951708023605988, 0.084, -173.43489926172282), (2015, 9.133409518147175, 0.010, -159.8168996048507)]
    {
        let (Some(tiers), Some(cpi)) = (tiers(year), by_country("cpi_2012_2023.csv", year, number("cpi"))) else {
            return;
        };
        let test = proportional_odds(&Design::new(&joined(&tiers, &[("CPI", cpi)])).unwrap()).unwrap();
        close(test.statistic, statistic);
        close(test.log_likelihood, likelihood);
        printed(test.p, p, 3);
        assert_eq!(test.degrees, 2);
    }
}

#[test]
fn beside_income_and_infant_mortality_only_the_index_goes_with_the_tier() {
    let macro_file = "macro_1995_on.csv";
    let (Some(tiers), Some(cpi)) = (tiers(2014), by_country("cpi_2012_2023.csv", 2014, number("cpi"))) else { return };
    let income = by_country(macro_file, 2014, logarithm("gdp_per_capita_current_usd")).unwrap();
    let mortality = by_country(macro_file, 2014, number("infant_mortality_per_1000")).unwrap();
    let table = joined(&tiers, &[("CPI", cpi), ("log income", income), ("infant mortality", mortality)]);
    let fit = ordered_logit(&Design::new(&table).unwrap(), Errors::Classical).unwrap().fit;
    assert_eq!(fit.n, 164);
    printed(fit.coefficients[0].estimate, -0.07036, 5);
    printed(fit.coefficients[0].statistic, -5.14, 2);
    printed(fit.coefficients[0].p, 2.7e-7, 8);
    printed(fit.coefficients[1].estimate, -0.0925, 4);
    printed(fit.coefficients[1].p, 0.656, 3);
    printed(fit.coefficients[2].estimate, 0.0003, 4);
    printed(fit.coefficients[2].p, 0.977, 3);
    printed(fit.log_likelihood, -171.3090, 4);
}

#[test]
fn whether_corruption_goes_with_origin_depends_on_the_model() {
    let of = |column| by_country("panel_kelley_simmons_2000_2011.csv", 2005, number(column));
    let logarithm_of = |column| by_country("panel_kelley_simmons_2000_2011.csv", 2005, logarithm(column)).unwrap();
    for (outcome, others, n, b, p) in [
        ("unodc_incidence_origin", &[][..], 116, -0.6035, (0.055, 3)),
        ("unodc_incidence_origin", &["women_in_parliament_pct", "fh_political_rights"], 116, -0.8543, (0.016, 3)),
        ("unodc_incidence_destination", &[], 127, -0.109, (0.71, 2)),
    ] {
        let Some(outcome) = of(outcome) else { return };
        let mut columns = vec![
            ("control of corruption", of("wgi_control_of_corruption").unwrap()),
            ("log income", logarithm_of("gdp_pc_const2000usd")),
            ("log population", logarithm_of("population")),
        ];
        columns.extend(others.iter().map(|&other| (other, of(other).unwrap())));
        let fit = ordered_logit(&Design::new(&joined(&outcome, &columns)).unwrap(), Errors::Classical).unwrap().fit;
        assert_eq!(fit.n, n);
        printed(fit.coefficients[0].estimate, b, if n == 127 { 3 } else { 4 });
        printed(fit.coefficients[0].p, p.0, p.1);
    }
}

#[test]
fn women_in_parliament_go_with_anti_trafficking_policy_directly_too() {
    let of = |column| by_country("panel_kelley_simmons_2000_2011.csv", 2009, number(column));
    let Some(mut policy) = of("p3_overall") else { return };
    // The printed row has only countries with a known income, though income is in no model. And it takes the -1 by which the file
    // marks parliaments without a figure for a share; three rows have it.
    let income = of("gdp_pc_const2000usd").unwrap();
    policy.retain(|country, _| income.contains_key(country));
    let columns = |women| [("women", women), ("control of corruption", of("wgi_control_of_corruption").unwrap())];
    let women = of("women_in_parliament_pct").unwrap();
    let design = Design::new(&joined(&policy, &columns(women.clone()))).unwrap();
    let draws = Draws { count: 5000, seed: 2009 };
    let paths = ["women", "control of corruption"];
    let found = mediation(&design, paths, Errors::Classical, draws).unwrap();
    assert_eq!(found.n, 160);
    printed(found.first.estimate, 0.02625, 5);
    printed(found.second.estimate, 0.9156, 4);
    printed(found.direct.estimate, 0.0645, 4);
    printed(found.direct.p, 4e-4, 4);
    printed(found.total.estimate, 0.0886, 4);
    printed(found.indirect, 0.02404, 5);
    printed(found.sobel_z, 2.96, 2);
    assert!((found.percentile.low - 0.0090).abs() < 0.002 && (found.percentile.high - 0.0422).abs() < 0.002);
    // Without these three rows, the finding is the same.
    let known = women.into_iter().filter(|(_, share)| *share >= 0.0).collect();
    let found =
        mediation(&Design::new(&joined(&policy, &columns(known))).unwrap(), paths, Errors::Classical, draws).unwrap();
    assert_eq!((found.n, found.left_out.len()), (157, policy.len() - 157));
    assert!(found.percentile.low > 0.0 && found.direct.p < 0.01);
}

#[test]
fn corruption_is_robust_on_average_and_not_to_extreme_bounds() {
    let Some((rows, names)) = reference("drivers_lavellehill_train.csv", 2018) else { return };
    let values = |name: &str| rows.iter().map(|row| row.text(name).trim().parse().ok()).collect::<Vec<Option<f64>>>();
    // As in `bench/statistics/eba_real.R`: numeric, no gaps, more than eight values, the first twenty by the alphabet.
    let distinct = |values: &[Option<f64>]| {
        let mut known: Vec<f64> = values.iter().flatten().copied().collect();
        known.sort_by(f64::total_cmp);
        known.dedup();
        known.len()
    };
    let mut drivers: Vec<&str> = names
        .iter()
        .map(String::as_str)
        .filter(|name| !["iso3", "country", "Region", "source", "prevalence_pct", "year", "CPI"].contains(name))
        .filter(|name| values(name).iter().all(Option::is_some) && distinct(&values(name)) > 8)
        .collect();
    drivers.sort_by_key(|name| name.to_lowercase());
    let columns = std::iter::once("CPI").chain(drivers.into_iter().take(20));
    let columns = columns.map(|name| Column::new(name, values(name))).collect();
    let prevalence = values("prevalence_pct").iter().map(|value| value.map(f64::ln)).collect();
    let countries = rows.iter().map(|row| row.text("country").to_owned()).collect();
    let table = Table::new(countries, Column::new("log prevalence", prevalence), columns).unwrap();
    let bounds = extreme_bounds(&table, &Question::default(), 2).unwrap();
    assert_eq!((bounds.n, bounds.asked, bounds.estimated), (45, 7546, 7546));
    let cpi = &bounds.factors[0];
    assert_eq!((cpi.name.as_str(), cpi.regressions), ("CPI", 1351));
    // The index is missing for two countries: its regressions have 43 rows, the others 45.
    assert_eq!(cpi.rows, [43, 43]);
    assert_eq!(bounds.left_out.iter().map(|left_out| left_out.row.as_str()).collect::<Vec<_>>(), ["Romania", "Serbia"]);
    printed(cpi.negative, 1.0, 12);
    printed(cpi.significant_negative, 0.702, 3);
    printed(cpi.mean, -0.01928, 5);
    printed(cpi.mean_error, 0.00765, 5);
    printed(cpi.lowest.value, -0.0588, 4);
    printed(cpi.highest.value, 0.0116, 4);
    printed(cpi.below_zero_normal, 0.9937, 4);
    printed(cpi.below_zero_generic, 0.9739, 4);
    assert!(cpi.robust_on_average && !cpi.robust_to_bounds);
    // numpy.linalg over the same 1,351 regressions.
    close(cpi.mean, -0.019282152887327226);
    close(cpi.below_zero_normal, 0.9936940537844206);
    close(cpi.below_zero_generic, 0.9738778396302171);
}
