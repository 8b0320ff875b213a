//! Tiers of a year by the CPI of a year: a printed table, and the same computed.

use overt_analysis::associate::{Coefficient, Groups, GroupsComparison};
use overt_analysis::regress::{Design, Errors, OrderedLogit, ordered_logit};
use overt_analysis::series::{Column, Joined, join};

use super::claim::{Answer, Claim, Found, REFERENCE, counts, estimated, number};
use super::material::{CPI, CPI_2017, TIERS, coefficient, cpi_2017, table, tier};
use crate::analyse::library::Library;

/// A row of the table of tiers and CPI, as printed.
struct Printed {
    tiers: i32,
    index: i32,
    n: &'static str,
    sizes: Option<&'static str>,
    means: &'static str,
    medians: &'static str,
    h: &'static str,
    p: &'static str,
    epsilon_squared: &'static str,
    rho: &'static str,
    tau: &'static str,
    slope: &'static str,
    error: &'static str,
    likelihood: &'static str,
    odds: &'static str,
    thresholds: Option<&'static str>,
}

const TABLE: [Printed; 5] = [
    Printed {
        tiers: 2014,
        index: 2014,
        n: "169",
        sizes: Some("30 / 78 / 39 / 22"),
        means: "68.87 / 41.64 / 35.62 / 27.68",
        medians: "73.5 / 38 / 32 / 24.5",
        h: "61.546485",
        p: "2.75e-13",
        epsilon_squared: "0.366",
        rho: "-0.5753",
        tau: "-0.463613",
        slope: "-0.077371",
        error: "0.010066",
        likelihood: "-175.9108",
        odds: "0.461",
        thresholds: Some("-5.446905 / -2.413942 / -0.823433"),
    },
    Printed {
        tiers: 2015,
        index: 2015,
        n: "165",
        sizes: Some("29 / 76 / 40 / 20"),
        means: "71.21 / 40.26 / 35.40 / 24.45",
        medians: "76 / 36.5 / 34.5 / 22.5",
        h: "69.279994",
        p: "6.1e-15",
        epsilon_squared: "0.422",
        rho: "-0.5985",
        tau: "-0.481049",
        slope: "-0.085324",
        error: "0.010713",
        likelihood: "-164.3836",
        odds: "0.426",
        thresholds: None,
    },
    Printed {
        tiers: 2015,
        index: 2017,
        n: "174",
        sizes: Some("30 / 80 / 43 / 21"),
        means: "69.70 / 40.99 / 36.95 / 24.38",
        medians: "74.5 / 37 / 38 / 22",
        h: "71.243586",
        p: "2.3e-15",
        epsilon_squared: "0.412",
        rho: "-0.5749",
        tau: "-0.458770",
        slope: "-0.088030",
        error: "0.010785",
        likelihood: "-174.3133",
        odds: "0.415",
        thresholds: None,
    },
    Printed {
        tiers: 2013,
        index: 2013,
        n: "171",
        sizes: None,
        means: "66.38 / 42.54 / 34.59 / 25.29",
        medians: "71 / 38 / 29 / 22",
        h: "59.976627",
        p: "5.9e-13",
        epsilon_squared: "0.353",
        rho: "-0.5789",
        tau: "-0.467471",
        slope: "-0.075278",
        error: "0.009915",
        likelihood: "-176.2864",
        odds: "0.471",
        thresholds: None,
    },
    Printed {
        tiers: 2012,
        index: 2012,
        n: "171",
        sizes: None,
        means: "65.94 / 42.06 / 33.42 / 26.94",
        medians: "67 / 37 / 31 / 25",
        h: "60.869375",
        p: "3.8e-13",
        epsilon_squared: "0.358",
        rho: "-0.5832",
        tau: "-0.466864",
        slope: "-0.075325",
        error: "0.010056",
        likelihood: "-173.1816",
        odds: "0.471",
        thresholds: None,
    },
];

/// A claim for each row of the table.
pub(super) fn claims() -> impl Iterator<Item = Claim> {
    TABLE.iter().map(row)
}

fn row(printed: &'static Printed) -> Claim {
    let file = if printed.index == 2017 { CPI_2017 } else { CPI };
    let mut claim = Claim::new(REFERENCE, &format!("Tiers of {} by CPI {}.", printed.tiers, printed.index))
        .figure("countries", printed.n);
    if let Some(sizes) = printed.sizes {
        claim = claim.figure("in Tier 1, 2, 2WL, 3", sizes);
    }
    claim = claim
        .figure("means", printed.means)
        .figure("medians", printed.medians)
        .figure("Kruskal-Wallis H", printed.h)
        .figure("its p", printed.p)
        .figure("epsilon squared", printed.epsilon_squared)
        .figure("Spearman's rho", printed.rho)
        .figure("Kendall's tau-b", printed.tau)
        .figure("ordered logit: slope", printed.slope)
        .figure("its standard error", printed.error)
        .figure("its log-likelihood", printed.likelihood)
        .figure("odds ratio for 10 points", printed.odds);
    if let Some(thresholds) = printed.thresholds {
        claim = claim.figure("thresholds", thresholds);
    }
    claim.files(&[TIERS, file]).recomputed(|library| compared(library, printed))
}

/// The CPI of a year; that of 2017 as first published.
fn index(library: &Library, year: i32) -> anyhow::Result<Column> {
    if year == 2017 { cpi_2017(library) } else { Ok(library.series("CPI")?.at(year)) }
}

pub(super) fn joined(library: &Library, tiers: i32, index_year: i32) -> anyhow::Result<Joined> {
    Ok(join(&[&index(library, index_year)?, &library.series("TIP")?.at(tiers)]))
}

pub(super) fn groups(joined: &Joined) -> anyhow::Result<GroupsComparison> {
    Ok(estimated(Groups::by(joined, tier))?.compare())
}

pub(super) fn design(library: &Library, tiers: i32, index_year: i32) -> anyhow::Result<Design> {
    let outcome = library.series("TIP")?.at(tiers);
    let table = table(&outcome, &[("CPI", &index(library, index_year)?)])?;
    Ok(estimated(Design::new(&table))?)
}

fn compared(library: &Library, printed: &Printed) -> anyhow::Result<Found> {
    let joined = joined(library, printed.tiers, printed.index)?;
    let found = groups(&joined)?;
    let model: OrderedLogit =
        estimated(ordered_logit(&design(library, printed.tiers, printed.index)?, Errors::Classical))?;
    let slope = &model.fit.coefficients[0];
    let mut answers = vec![counts([found.n])];
    if printed.sizes.is_some() {
        answers.push(counts(found.groups.iter().map(|group| group.n)));
    }
    answers.extend([
        Answer::Numbers(found.groups.iter().map(|group| group.mean).collect()),
        Answer::Numbers(found.groups.iter().map(|group| group.median).collect()),
        number(found.h),
        number(found.p),
        number(found.epsilon_squared),
        number(coefficient(&joined, Coefficient::Spearman)?.estimate.value),
        number(coefficient(&joined, Coefficient::Kendall)?.estimate.value),
        number(slope.estimate),
        number(slope.error),
        number(model.fit.log_likelihood),
        number((10.0 * slope.estimate).exp()),
    ]);
    if printed.thresholds.is_some() {
        answers.push(Answer::Numbers(model.thresholds.iter().map(|threshold| threshold.estimate).collect()));
    }
    let method = format!("{}; {}", found.method, model.fit.method);
    Ok(Found { answers, n: Some(found.n), exclusions: found.exclusions, method, ..Found::default() })
}
