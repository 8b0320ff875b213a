//! Tiers and measures of corruption over the years, one measure beside another, and one inside another.

use overt_analysis::associate::{Coefficient, WithinBetween, within_between};
use overt_analysis::series::join;

use super::claim::{Answer, Claim, Found, LIBERTY, REFERENCE, count, counts, estimated, holds, number};
use super::material::{CPI, CPI_2017, TIERS, WGI, coefficient, cpi_2017};
use crate::analyse::circularity::grade;
use crate::analyse::library::Library;

pub(super) fn claims() -> Vec<Claim> {
    vec![
        Claim::new(
            REFERENCE,
            "Tier and CPI, 2012 to 2015: they go together between countries, and do not change together within them.",
        )
        .figure("rows and countries within", "675 / 172")
        .figure("r within countries", "-0.042")
        .figure("its p", "0.27")
        .figure("r of all rows", "-0.587")
        .files(&[TIERS, CPI])
        .recomputed(|library| within(library, "CPI", 2012..=2015)),
        Claim::new(
            REFERENCE,
            "Tier and control of corruption (WGI), 2001 to 2015, within countries and over all rows.",
        )
        .figure("rows and countries", "2,170 / 184")
        .figure("r within countries", "-0.118")
        .figure("its p, every row taken as independent", "4e-8")
        .figure("r of all rows", "-0.532")
        .files(&[TIERS, WGI])
        .recomputed(|library| within(library, "WGI", 2001..=2015)),
        Claim::new(REFERENCE, "The association of tier and control of corruption is stable over the years.")
            .figure("Spearman's rho in 2005, 2009, 2012, 2015", "-0.42 / -0.57 / -0.57 / -0.57")
            .figure("lowest and highest, 2002 to 2015", "-0.57 / -0.42")
            .files(&[TIERS, WGI])
            .recomputed(by_year),
        Claim::new(REFERENCE, "CPI and WGI control of corruption of 2017 are one witness and not two.")
            .figure("countries", "180")
            .figure("Pearson's r", "0.9917")
            .files(&[CPI_2017, WGI])
            .recomputed(same),
        Claim::new(
            &format!("{LIBERTY}, on self-reinforcing measurements"),
            "The GSI includes the CPI, so a correlation is expected.",
        )
        .figure("the CPI is an input of prevalence", "yes")
        .figure("a measure of corruption is among what prevalence is made of", "yes")
        .files(&["index_inputs.csv"])
        .recomputed(includes),
    ]
}

fn within(library: &Library, index: &str, years: std::ops::RangeInclusive<i32>) -> anyhow::Result<Found> {
    let wanted = |year: i32| years.contains(&year);
    let joined = join(&[&library.series(index)?.panel(wanted), &library.series("TIP")?.panel(wanted)]);
    let found: WithinBetween = estimated(within_between(&joined))?;
    let [pooled, inside] = [&found.pooled, &found.within];
    // The rows of tier and CPI are those within countries, those of the other index all.
    let rows = if index == "CPI" { inside.n } else { pooled.n };
    let answers = vec![
        counts([rows, pooled.countries]),
        number(inside.estimate.value),
        number(inside.estimate.p),
        number(pooled.estimate.value),
    ];
    let reason = format!(
        "{} The p that is claimed takes the years of a country as independent of each other; here errors are clustered by country ({} have \
         more than one year).",
        found.sentence, inside.countries
    );
    Ok(Found {
        answers,
        n: Some(pooled.n),
        exclusions: found.exclusions,
        method: found.method.to_owned(),
        reason,
        contradicted: false,
    })
}

fn by_year(library: &Library) -> anyhow::Result<Found> {
    let (control, tiers) = (library.series("WGI")?, library.series("TIP")?);
    let of_year = |year: i32| coefficient(&join(&[&control.at(year), &tiers.at(year)]), Coefficient::Spearman);
    let all = (2002..=2015).map(of_year).collect::<Result<Vec<_>, _>>()?;
    let values = || all.iter().map(|found| found.estimate.value);
    let some = [2005, 2009, 2012, 2015].map(|year| Ok(of_year(year)?.estimate.value));
    let answers = vec![
        Answer::Numbers(some.into_iter().collect::<anyhow::Result<_>>()?),
        Answer::Numbers(vec![values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max)]),
    ];
    let last = all.into_iter().next_back();
    let reason = last.as_ref().map(|last| format!("2015: {}", last.sentence)).unwrap_or_default();
    let method = Coefficient::Spearman.method().to_owned();
    let (n, exclusions) = last.map_or((None, Vec::new()), |last| (Some(last.n), last.exclusions));
    Ok(Found { answers, n, exclusions, method, reason, contradicted: false })
}

fn same(library: &Library) -> anyhow::Result<Found> {
    let joined = join(&[&cpi_2017(library)?, &library.series("WGI")?.at(2017)]);
    let found = coefficient(&joined, Coefficient::Pearson)?;
    Ok(Found {
        answers: vec![count(found.n), number(found.estimate.value)],
        n: Some(found.n),
        exclusions: found.exclusions,
        method: found.method.to_owned(),
        reason: estimated(library.graph()?.between("CPI", "WGI_CC"))?.sentence,
        contradicted: false,
    })
}

fn includes(library: &Library) -> anyhow::Result<Found> {
    let found = estimated(library.graph()?.between("CPI", "GSI_PREV"))?;
    let of_prevalence = || found.paths.iter().filter(|path| path.index == "GSI_PREV");
    let ends_at_cpi = of_prevalence().any(|path| path.end().is_some_and(|end| end.node == "CPI"));
    let claimed = found.claimed.iter().any(|path| path.index == "GSI_PREV");
    let words = match (ends_at_cpi, claimed) {
        (true, _) => "documented",
        (false, true) => "claimed, and shown by no documentation",
        (false, false) => "no path is known",
    };
    let shortest = of_prevalence().map(|path| path.steps.len()).min();
    let answers = vec![
        holds(ends_at_cpi, words),
        holds(
            shortest.is_some(),
            shortest.map_or_else(
                || "no path is known".to_owned(),
                |steps| format!("{} ({steps} steps)", grade(found.grade)),
            ),
        ),
    ];
    let path = of_prevalence().min_by_key(|path| path.steps.len()).map(|path| format!(" {path}.")).unwrap_or_default();
    Ok(Found {
        answers,
        method: found.method.to_owned(),
        reason: format!("{}{path}", found.sentence),
        ..Found::default()
    })
}
