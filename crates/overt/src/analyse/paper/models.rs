//! Models of what goes together with trafficking.

use overt_analysis::associate::Coefficient;
use overt_analysis::bounds::{Question, extreme_bounds};
use overt_analysis::mediate::{Draws, Mediation, mediation};
use overt_analysis::regress::{self, Design, Errors, Fit, Table, ordered_logit};
use overt_analysis::series::{Column, join};

use super::claim::{Answer, Claim, Found, REFERENCE, count, counts, estimated, holds, number};
use super::material::{self, CPI, PANEL, TIERS, coefficient, left_out, logarithm, panel, table};
use crate::analyse::library::Library;
use crate::threads::all_threads;

const MACRO: &str = "macro_1995_on.csv";
const DRIVERS: &str = "drivers_lavellehill_train.csv";

/// Why a study cannot be recomputed as it was.
const NO_DATA: &str = "The data of the study are in no public copy that we know; ask its author for them.";

pub(super) fn claims() -> Vec<Claim> {
    vec![
        Claim::new(
            "Zhang and Pineda (2008), as told in On Thin Ice",
            "Of corruption, income and infant mortality, only corruption comes close to significance for the tier.",
        )
        .figure("corruption is significant beside the others (2014)", "yes")
        .figure("income and infant mortality are not", "yes")
        .files(&[TIERS, CPI, MACRO])
        .recomputed(|library| zhang_pineda(library, false)),
        Claim::new(REFERENCE, "Tier of 2014 on CPI, logarithm of income, and infant mortality: ordered logit.")
            .figure("countries", "164")
            .figure("CPI", "-0.07036")
            .figure("its z", "-5.14")
            .figure("its p", "2.7e-7")
            .figure("logarithm of income, p", "-0.0925 / 0.656")
            .figure("infant mortality, p", "0.0003 / 0.977")
            .figure("log-likelihood", "-171.3090")
            .files(&[TIERS, CPI, MACRO])
            .recomputed(|library| zhang_pineda(library, true)),
        Claim::new(
            "Bales (2007), as told in On Thin Ice",
            "Of six predictors of trafficking from a country, corruption is the most significant; of those to a country, the second.",
        )
        .figure("rank from a country, rank to a country", "1 / 2")
        .unavailable(NO_DATA),
        Claim::new(
            "Cho (2012), as told in On Thin Ice",
            "Among 70 push factors, control of corruption is insignificant overall, and significant and negative in two of three models.",
        )
        .figure("significant in models", "2 of 3")
        .unavailable(NO_DATA),
        Claim::new(REFERENCE, "Origin of trafficking (UNODC) in 2005 on control of corruption, income, population: it depends on the model.")
            .figure("countries", "116")
            .figure("control of corruption, s.e., p", "-0.6035 / 0.3149 / 0.055")
            .figure("beside women in parliament and political rights too, p", "-0.8543 / 0.016")
            .files(&[PANEL])
            .recomputed(origin),
        Claim::new(REFERENCE, "Destination of trafficking in 2005: the sign of control of corruption turns with income.")
            .figure("countries", "127")
            .figure("Spearman's rho alone", "0.443")
            .figure("beside income and population, p", "-0.109 / 0.71")
            .files(&[PANEL])
            .recomputed(destination),
        Claim::new(
            "DiRienzo (2018), as told in On Thin Ice",
            "The share of women in government goes with compliance, but indirectly: it is dependent on corruption.",
        )
        .figure("an indirect path through corruption", "yes")
        .figure("no direct path beside it", "yes")
        .files(&[PANEL])
        .recomputed(|library| women(library, false)),
        Claim::new(REFERENCE, "Women in parliament, control of corruption, and the 3P index in 2009.")
            .figure("countries", "160")
            .figure("women to corruption; corruption to 3P", "0.02625 / 0.9156")
            .figure("direct, p", "0.0645 / 0.0004")
            .figure("total, indirect", "0.0886 / 0.02404")
            .figure("Sobel's z", "2.96")
            .figure_within("95 % of 5,000 draws", "0.0090 / 0.0422", 0.002)
            .files(&[PANEL])
            .recomputed(|library| women(library, true)),
        Claim::new(
            REFERENCE,
            "Surveyed prevalence of 2018 on CPI and 20 drivers, up to three beside each other: robust on average, not to extreme bounds.",
        )
        .figure("countries, regressions", "45 / 7,546")
        .figure("CPI negative, significant (shares)", "1.000 / 0.702")
        .figure("mean coefficient, s.e.", "-0.01928 / 0.00765")
        .figure("extreme bounds", "-0.0588 / 0.0116")
        .figure("share below 0: normal, generic", "0.9937 / 0.9739")
        .figure("robust to extreme bounds (Leamer)", "no")
        .figure("robust on average (Sala-i-Martin)", "yes")
        .files(&[DRIVERS])
        .recomputed(bounds),
    ]
}

fn ordered(outcome: &Column, columns: &[(&str, &Column)]) -> anyhow::Result<Fit> {
    let design = estimated(Design::new(&table(outcome, columns)?))?;
    Ok(estimated(ordered_logit(&design, Errors::Classical))?.fit)
}

/// A model's rows and method, with the answers.
fn of(answers: Vec<Answer>, fit: Fit, reason: &str) -> Found {
    Found {
        answers,
        n: Some(fit.n),
        exclusions: left_out(&fit.left_out),
        method: fit.method,
        reason: reason.to_owned(),
        contradicted: false,
    }
}

fn zhang_pineda(library: &Library, numbers: bool) -> anyhow::Result<Found> {
    let of_2014 = |column: &str, name: &str| -> anyhow::Result<Column> {
        Ok(library.read(MACRO, column, [name, "World Bank"], |row| material::number(row.get(column)))?.at(2014))
    };
    let income = logarithm(&of_2014("gdp_per_capita_current_usd", "income")?);
    let mortality = of_2014("infant_mortality_per_1000", "infant mortality")?;
    let (tiers, cpi) = (library.series("TIP")?.at(2014), library.series("CPI")?.at(2014));
    let fit = ordered(&tiers, &[("CPI", &cpi), ("logarithm of income", &income), ("infant mortality", &mortality)])?;
    let [cpi, income, mortality] = fit.coefficients.as_slice() else { unreachable!("a coefficient for each column") };
    let answers = if numbers {
        vec![
            count(fit.n),
            number(cpi.estimate),
            number(cpi.statistic),
            number(cpi.p),
            Answer::Numbers(vec![income.estimate, income.p]),
            Answer::Numbers(vec![mortality.estimate, mortality.p]),
            number(fit.log_likelihood),
        ]
    } else {
        vec![
            holds(cpi.p < 0.05, format!("p {:.1e}", cpi.p)),
            holds(income.p >= 0.05 && mortality.p >= 0.05, format!("p {:.3} and {:.3}", income.p, mortality.p)),
        ]
    };
    let reason = format!("Theirs was an earlier year, with life expectancy and schooling besides. {}", fit.reading);
    Ok(of(answers, fit, &reason))
}

/// A model of how often a country is where trafficking begins or ends, in 2005.
fn incidence(library: &Library, outcome: &str, others: &[&str]) -> anyhow::Result<Fit> {
    let mut columns = vec![
        ("control of corruption", panel(library, "wgi_control_of_corruption", 2005)?),
        ("logarithm of income", logarithm(&panel(library, "gdp_pc_const2000usd", 2005)?)),
        ("logarithm of population", logarithm(&panel(library, "population", 2005)?)),
    ];
    for other in others {
        columns.push((other, panel(library, other, 2005)?));
    }
    let columns: Vec<(&str, &Column)> = columns.iter().map(|(name, column)| (*name, column)).collect();
    ordered(&panel(library, outcome, 2005)?, &columns)
}

fn origin(library: &Library) -> anyhow::Result<Found> {
    let outcome = "unodc_incidence_origin";
    let fit = incidence(library, outcome, &[])?;
    let more = incidence(library, outcome, &["women_in_parliament_pct", "fh_political_rights"])?;
    let [few, many] = [&fit.coefficients[0], &more.coefficients[0]];
    let answers = vec![
        count(fit.n),
        Answer::Numbers(vec![few.estimate, few.error, few.p]),
        Answer::Numbers(vec![many.estimate, many.p]),
    ];
    let reason = "In the style of Bales and of Cho, with data of others. Whether the coefficient is significant depends on what else is in the \
                  model; it is an association and shows no cause.";
    Ok(of(answers, fit, reason))
}

fn destination(library: &Library) -> anyhow::Result<Found> {
    let outcome = "unodc_incidence_destination";
    let fit = incidence(library, outcome, &[])?;
    let columns = [outcome, "wgi_control_of_corruption", "gdp_pc_const2000usd", "population"];
    let columns = columns.map(|column| panel(library, column, 2005)).into_iter().collect::<anyhow::Result<Vec<_>>>()?;
    let complete = join(&columns.iter().collect::<Vec<_>>());
    let alone = join(&[&columns[0], &columns[1]]).keep("no income or population", |of| complete.keys.contains(&of));
    let corruption = &fit.coefficients[0];
    let answers = vec![
        count(fit.n),
        number(coefficient(&alone, Coefficient::Spearman)?.estimate.value),
        Answer::Numbers(vec![corruption.estimate, corruption.p]),
    ];
    Ok(of(answers, fit, "Rich countries are destinations and have less corruption, so both numbers belong together."))
}

fn mediated(library: &Library, women: &Column) -> anyhow::Result<Mediation> {
    let (mut policy, income) = (panel(library, "p3_overall", 2009)?, panel(library, "gdp_pc_const2000usd", 2009)?);
    // The printed row has only countries with a known income, though income is in no model.
    policy.cells.retain(|key, _| income.cells.contains_key(key));
    let control = panel(library, "wgi_control_of_corruption", 2009)?;
    let design = Design::new(&table(&policy, &[("women", women), ("control of corruption", &control)])?);
    let draws = Draws { count: 5000, seed: 2009 };
    Ok(estimated(mediation(&estimated(design)?, ["women", "control of corruption"], Errors::Classical, draws))?)
}

fn women(library: &Library, numbers: bool) -> anyhow::Result<Found> {
    let women = panel(library, "women_in_parliament_pct", 2009)?;
    let found = mediated(library, &women)?;
    // The file marks parliaments without a figure by -1, and the printed row takes that for a share.
    let mut known = women;
    known.cells.retain(|_, cell| cell.value >= 0.0);
    let without = mediated(library, &known)?;
    let answers = if numbers {
        vec![
            count(found.n),
            Answer::Numbers(vec![found.first.estimate, found.second.estimate]),
            Answer::Numbers(vec![found.direct.estimate, found.direct.p]),
            Answer::Numbers(vec![found.total.estimate, found.indirect]),
            number(found.sobel_z),
            Answer::Numbers(vec![found.percentile.low, found.percentile.high]),
        ]
    } else {
        vec![
            holds(
                found.percentile.low > 0.0,
                format!("indirect {:.4}, {:.4} to {:.4}", found.indirect, found.percentile.low, found.percentile.high),
            ),
            holds(found.direct.p >= 0.05, format!("direct {:.4}, p {:.4}", found.direct.estimate, found.direct.p)),
        ]
    };
    let reason = format!(
        "Mediation is partial. {} rows have -1 for an unknown share of women, as in the reference; without them n {}, indirect {:.4}, direct \
         {:.4} (p {:.4}).",
        found.n - without.n,
        without.n,
        without.indirect,
        without.direct.estimate,
        without.direct.p
    );
    Ok(Found {
        answers,
        n: Some(found.n),
        exclusions: left_out(&found.left_out),
        method: format!("{}; {} draws, seed {}", found.method, found.draws.count, found.draws.seed),
        reason,
        contradicted: false,
    })
}

/// Columns that are no drivers.
const NO_DRIVERS: [&str; 7] = ["iso3", "country", "Region", "source", "prevalence_pct", "year", "CPI"];

/// The first twenty drivers by the alphabet that are numbers, have no gaps and more than eight values, beside the CPI.
fn surveyed_drivers(library: &Library) -> anyhow::Result<Table> {
    let rows = library.rows_with(DRIVERS, &["country", "year", "prevalence_pct", "CPI"])?;
    let rows: Vec<_> = rows.iter().filter(|row| row.get("year") == "2018").collect();
    let values = |name: &str| rows.iter().map(|row| material::number(row.get(name))).collect::<Vec<Option<f64>>>();
    let serves = |name: &str| {
        let mut known: Vec<f64> = values(name).into_iter().flatten().collect();
        let complete = known.len() == rows.len();
        known.sort_by(f64::total_cmp);
        known.dedup();
        complete && known.len() > 8
    };
    let names = rows.first().map_or(&[][..], |row| row.names());
    let mut drivers: Vec<&str> =
        names.iter().map(String::as_str).filter(|name| !NO_DRIVERS.contains(name) && serves(name)).collect();
    drivers.sort_by_key(|name| name.to_lowercase());
    let columns = std::iter::once("CPI").chain(drivers.into_iter().take(20));
    let columns = columns.map(|name| regress::Column::new(name, values(name))).collect();
    let prevalence =
        values("prevalence_pct").into_iter().map(|value| value.filter(|value| *value > 0.0).map(f64::ln)).collect();
    let countries = rows.iter().map(|row| row.get("country").to_owned()).collect();
    Ok(estimated(Table::new(countries, regress::Column::new("logarithm of prevalence", prevalence), columns))?)
}

fn bounds(library: &Library) -> anyhow::Result<Found> {
    let threads = all_threads();
    let found = estimated(extreme_bounds(&surveyed_drivers(library)?, &Question::default(), threads))?;
    let Some(cpi) = found.factors.iter().find(|factor| factor.name == "CPI") else {
        anyhow::bail!("{DRIVERS} has no column `CPI` that can be used");
    };
    let robust = |is: bool, wanted: bool| Answer::Words(if is { "yes" } else { "no" }.to_owned(), is == wanted);
    let answers = vec![
        counts([found.n, usize::try_from(found.estimated)?]),
        Answer::Numbers(vec![cpi.negative, cpi.significant_negative]),
        Answer::Numbers(vec![cpi.mean, cpi.mean_error]),
        Answer::Numbers(vec![cpi.lowest.value, cpi.highest.value]),
        Answer::Numbers(vec![cpi.below_zero_normal, cpi.below_zero_generic]),
        robust(cpi.robust_to_bounds, false),
        robust(cpi.robust_on_average, true),
    ];
    let reason = format!(
        "The CPI is missing for {} of the countries, so its {} regressions have {} to {} rows. {}",
        found.left_out.len(),
        cpi.regressions,
        cpi.rows[0],
        cpi.rows[1],
        found.reading
    );
    Ok(Found {
        answers,
        n: Some(found.n),
        exclusions: left_out(&found.left_out),
        method: found.method,
        reason,
        contradicted: false,
    })
}
