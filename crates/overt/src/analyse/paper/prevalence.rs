//! Prevalence and the CPI: how they go together, and what that rests on.

use std::collections::BTreeSet;

use overt_analysis::associate::{Coefficient, partial, propagate};
use overt_analysis::fragility::{Score, audit_pairs, jackknife, ties};
use overt_analysis::series::{Column, Exclusion, Iso3, Joined, Key, join};

use super::claim::{Answer, Claim, Found, LIBERTY, REFERENCE, count, counts, estimated, holds, number};
use super::material::{
    self, CPI_2017, CPI_SCORES, GSI_2016, LATER, TIERS, coefficient, cpi_2017, cpi_and_prevalence, gsi_2016, key,
    without_two,
};
use crate::analyse::{library::Library, problem};
use crate::failure::Failure;

/// Draws, and where they start.
const DRAWS: usize = 10_000;
const SEED: u64 = 7;

pub(super) fn claims() -> Vec<Claim> {
    vec![
        Claim::new(
            &format!("{LIBERTY}, Figure 2"),
            "Countries with lower scores of the CPI 2017 tend to have a higher prevalence in the GSI 2016.",
        )
        .figure("lower CPI, higher prevalence", "yes")
        .files(&[CPI_2017, GSI_2016])
        .recomputed(figure_2),
        Claim::new(
            &format!("{LIBERTY}, Figure 3"),
            "That is especially visible when two outliers (North Korea, Uzbekistan) are removed.",
        )
        .figure("Pearson's r is stronger", "yes")
        .figure("Spearman's rho is stronger", "yes")
        .figure("Kendall's tau-b is stronger", "yes")
        .files(&[CPI_2017, GSI_2016])
        .recomputed(figure_3),
        Claim::new(REFERENCE, "CPI 2017 and prevalence of the GSI 2016, with and without North Korea and Uzbekistan.")
            .figure("countries", "167 / 165")
            .figure("Pearson's r", "-0.5086 / -0.6602")
            .figure("95 % of it, with all", "-0.613 / -0.387")
            .figure("Spearman's rho", "-0.6777 / -0.6681")
            .figure("Kendall's tau-b", "-0.5195 / -0.5115")
            .figure("Pearson's r, logarithm of prevalence", "-0.7605 / -0.7575")
            .files(&[CPI_2017, GSI_2016])
            .recomputed(both_ways),
        Claim::new(
            REFERENCE,
            "Of all pairs of countries, these two are the one whose removal strengthens Pearson's r most.",
        )
        .figure("pairs", "13,861")
        .figure("the pair", "PRK and UZB")
        .files(&[CPI_2017, GSI_2016])
        .recomputed(pair),
        Claim::new(
            REFERENCE,
            "Prevalence of the GSI 2016 was copied within groups of countries: many have the same value.",
        )
        .figure("different values of 167", "53")
        .figure("countries that share a value with two others or more", "122")
        .figure("largest tie: countries, value in percent", "20 / 0.4043")
        .files(&[GSI_2016])
        .recomputed(tied),
        Claim::new(REFERENCE, "CPI and prevalence go together more where nobody was surveyed.")
            .figure("countries with and without an anchor", "28 / 139")
            .figure("Spearman's rho in each", "-0.611 / -0.697")
            .figure("Pearson's r without an anchor and the two outliers", "-0.703")
            .files(&[CPI_2017, GSI_2016, LATER])
            .recomputed(anchors),
        Claim::new(REFERENCE, "CPI 2017 and prevalence in surveyed countries only, surveys of 2016 and of 2018.")
            .figure("countries", "25 / 45")
            .figure("Pearson's r", "-0.434 / -0.539")
            .figure("p, 2016", "0.030")
            .figure("p, 2018", "1.3e-4")
            .files(&[CPI_2017, LATER])
            .recomputed(surveyed),
        Claim::new(
            REFERENCE,
            "Most of the association runs through the vulnerability from which prevalence was extrapolated.",
        )
        .figure("countries, with and without the two outliers", "167 / 165")
        .figure("partial r, vulnerability held constant", "-0.235 / -0.181")
        .figure("p, all countries", "0.0023")
        .figure("p, without the two", "0.020")
        .files(&[CPI_2017, GSI_2016])
        .recomputed(given_vulnerability),
        Claim::new(
            REFERENCE,
            "A part of the vulnerability of the GSI 2016 nearly is the CPI, and its penalty counts corruption.",
        )
        .figure("r of CPI and dimension 1", "-0.832")
        .figure("r of CPI and penalty; countries", "0.461 / 161")
        .files(&[CPI_2017, GSI_2016])
        .recomputed(parts),
        Claim::new(REFERENCE, "No single one of the thirteen sources of the CPI drives the association.")
            .figure("countries: prevalence, tier of 2015", "167 / 174")
            .figure("Spearman's rho with prevalence, lowest and highest without one", "-0.689 / -0.668")
            .figure("the same with the tier", "-0.588 / -0.562")
            .files(&[CPI_SCORES, GSI_2016, TIERS])
            .recomputed(without_a_source),
        Claim::new(REFERENCE, "Sources of the CPI alone, beside prevalence.")
            .figure("fewest and most countries", "15 / 167")
            .figure("Spearman's rho: African Development Bank", "-0.40")
            .figure("Bertelsmann SGI; countries", "-0.74 / 40")
            .figure("World Economic Forum", "-0.50")
            .files(&[CPI_SCORES, GSI_2016])
            .recomputed(alone),
        Claim::new(REFERENCE, "Errors of the CPI weaken Pearson's r with prevalence little.")
            .figure_within("mean of 10,000 draws", "-0.502", 0.001)
            .figure_within("95 % of them", "-0.526 / -0.477", 0.002)
            .files(&[CPI_2017, GSI_2016])
            .recomputed(errors),
    ]
}

fn figure_2(library: &Library) -> anyhow::Result<Found> {
    let found = coefficient(&cpi_and_prevalence(library)?, Coefficient::Spearman)?;
    let answers = vec![holds(found.estimate.high < 0.0, format!("Spearman {:.3}", found.estimate.value))];
    Ok(of(answers, found.n, found.exclusions, found.method, found.sentence))
}

/// A coefficient of all, and of all but the two.
fn twice(all: &Joined, of: Coefficient) -> Result<[f64; 2], Failure> {
    Ok([coefficient(all, of)?.estimate.value, coefficient(&without_two(all), of)?.estimate.value])
}

fn figure_3(library: &Library) -> anyhow::Result<Found> {
    let all = cpi_and_prevalence(library)?;
    let stronger = |of: Coefficient| -> Result<Answer, Failure> {
        let [all, without] = twice(&all, of)?;
        Ok(holds(without < all, format!("{all:.3} becomes {without:.3}")))
    };
    let answers = Coefficient::ALL.map(stronger).into_iter().collect::<Result<_, _>>()?;
    let audit = estimated(audit_pairs(&all))?;
    let without = without_two(&all);
    Ok(of(answers, without.n(), without.exclusions, Coefficient::Pearson.method(), audit.sentence))
}

fn both_ways(library: &Library) -> anyhow::Result<Found> {
    let all = cpi_and_prevalence(library)?;
    let logged = all.map(1, "logarithm", |value| (value > 0.0).then(|| value.ln()));
    let pearson = coefficient(&all, Coefficient::Pearson)?;
    let answers = vec![
        counts([all.n(), without_two(&all).n()]),
        Answer::Numbers(twice(&all, Coefficient::Pearson)?.into()),
        Answer::Numbers(vec![pearson.estimate.low, pearson.estimate.high]),
        Answer::Numbers(twice(&all, Coefficient::Spearman)?.into()),
        Answer::Numbers(twice(&all, Coefficient::Kendall)?.into()),
        Answer::Numbers(twice(&logged, Coefficient::Pearson)?.into()),
    ];
    Ok(of(answers, all.n(), all.exclusions, pearson.method, pearson.sentence))
}

fn pair(library: &Library) -> anyhow::Result<Found> {
    let audit = estimated(audit_pairs(&cpi_and_prevalence(library)?))?;
    let strongest = audit.strengthening.first().map(|removal| removal.pair.map(|key| key.to_string()));
    let expected = ["PRK", "UZB"];
    let words = strongest.as_ref().map_or_else(String::new, |pair| pair.join(" and "));
    let same = strongest.is_some_and(|pair| expected.iter().all(|code| pair.iter().any(|of| of == code)));
    let answers = vec![count(audit.pairs), Answer::Words(words, same)];
    Ok(of(answers, audit.n, audit.exclusions, audit.method, audit.sentence))
}

fn tied(library: &Library) -> anyhow::Result<Found> {
    let found = estimated(ties(&join(&[&library.series("GSI")?.at(2016)]), 4))?;
    let largest = found.ties.first();
    let answers = vec![
        count(found.distinct),
        count(found.tied),
        match largest {
            Some(tie) => Answer::Numbers(vec![f64::from(u32::try_from(tie.members.len())?), tie.value]),
            None => Answer::Unknown,
        },
    ];
    Ok(of(answers, found.n, found.exclusions, found.method, found.sentence))
}

/// Besides surveys, two estimates from several lists and a survey of another kind anchor the extrapolation of 2016.
const MORE_ANCHORS: [&str; 3] = ["GBR", "NLD", "COD"];

fn anchors(library: &Library) -> anyhow::Result<Found> {
    let all = cpi_and_prevalence(library)?;
    let surveyed = library.series("GSI-surveys")?.at(2016);
    let anchors: BTreeSet<Key> = surveyed.cells.keys().copied().chain(MORE_ANCHORS.map(key)).collect();
    let anchored = all.keep("extrapolated", |of| anchors.contains(&of));
    let others = all.keep("an anchor", |of| !anchors.contains(&of));
    let rho = |joined: &Joined| Ok::<_, Failure>(coefficient(joined, Coefficient::Spearman)?.estimate.value);
    let answers = vec![
        counts([anchored.n(), others.n()]),
        Answer::Numbers(vec![rho(&anchored)?, rho(&others)?]),
        number(coefficient(&without_two(&others), Coefficient::Pearson)?.estimate.value),
    ];
    Ok(of(answers, all.n(), all.exclusions, Coefficient::Spearman.method(), String::new()))
}

fn surveyed(library: &Library) -> anyhow::Result<Found> {
    let (cpi, surveys) = (cpi_2017(library)?, library.series("GSI-surveys")?);
    let of_year = |year| coefficient(&join(&[&cpi, &surveys.at(year)]), Coefficient::Pearson);
    let (earlier, later) = (of_year(2016)?, of_year(2018)?);
    let answers = vec![
        counts([earlier.n, later.n]),
        Answer::Numbers(vec![earlier.estimate.value, later.estimate.value]),
        number(earlier.estimate.p),
        number(later.estimate.p),
    ];
    Ok(of(answers, later.n, later.exclusions, later.method, later.sentence))
}

fn given_vulnerability(library: &Library) -> anyhow::Result<Found> {
    let columns = [library.series("GSI")?.at(2016), cpi_2017(library)?, library.series("GSI-vulnerability")?.at(2016)];
    let all = join(&columns.iter().collect::<Vec<&Column>>());
    let found = estimated(partial(&all))?;
    let without = estimated(partial(&without_two(&all)))?;
    let answers = vec![
        counts([found.n, without.n]),
        Answer::Numbers(vec![found.estimate.value, without.estimate.value]),
        number(found.estimate.p),
        number(without.estimate.p),
    ];
    Ok(of(answers, found.n, found.exclusions, found.method, found.sentence))
}

fn parts(library: &Library) -> anyhow::Result<Found> {
    let cpi = cpi_2017(library)?;
    let beside = |column, name| -> anyhow::Result<_> {
        Ok(coefficient(&join(&[&cpi, &gsi_2016(library, column, name)?]), Coefficient::Pearson)?)
    };
    let first = beside("vuln_d1_political_rights_safety", "political rights and safety")?;
    let penalty = beside("corruption_or_state_forced_labour_penalty", "penalty for corruption")?;
    let answers = vec![
        number(first.estimate.value),
        Answer::Numbers(vec![penalty.estimate.value, f64::from(u32::try_from(penalty.n)?)]),
    ];
    Ok(of(answers, first.n, first.exclusions, first.method, first.sentence))
}

fn scores(library: &Library) -> anyhow::Result<Vec<Score>> {
    let rows = library.rows_with(CPI_SCORES, &["iso3", "cpi_source", "standardised_score"])?;
    let scores = rows.iter().filter_map(|row| Some((row, material::number(row.get("standardised_score"))?)));
    let score = |(row, value): (&crate::analyse::library::Row, f64)| {
        let country: Iso3 = row.get("iso3").parse().map_err(|error| problem(&error))?;
        Ok(Score { country, source: row.get("cpi_source").to_owned(), value, row: row.line })
    };
    scores.map(score).collect()
}

fn without_a_source(library: &Library) -> anyhow::Result<Found> {
    let scores = scores(library)?;
    let with = |outcome: &Column| estimated(jackknife("CPI 2017", &scores, 1, outcome, Coefficient::Spearman));
    let prevalence = with(&library.series("GSI")?.at(2016))?;
    let tier = with(&library.series("TIP")?.at(2015))?;
    let answers = vec![
        counts([prevalence.all.n, tier.all.n]),
        Answer::Numbers(vec![prevalence.lowest, prevalence.highest]),
        Answer::Numbers(vec![tier.lowest, tier.highest]),
    ];
    Ok(of(answers, prevalence.all.n, prevalence.all.exclusions, prevalence.method, prevalence.sentence))
}

fn alone(library: &Library) -> anyhow::Result<Found> {
    let found = estimated(jackknife(
        "CPI 2017",
        &scores(library)?,
        1,
        &library.series("GSI")?.at(2016),
        Coefficient::Spearman,
    ))?;
    let each = || found.sources.iter().filter_map(|source| Some((&source.source, source.alone.as_ref().ok()?)));
    let rows = || each().map(|(_, alone)| alone.n);
    let rho = |name: &str| {
        each().find(|(source, _)| source.starts_with(name)).map(|(_, alone)| (alone.estimate.value, alone.n))
    };
    let told = |rho: Option<(f64, usize)>| rho.map_or(Answer::Unknown, |(rho, _)| number(rho));
    let answers = vec![
        counts([rows().min().unwrap_or_default(), rows().max().unwrap_or_default()]),
        told(rho("African Development Bank")),
        match rho("Bertelsmann Foundation Sustainable") {
            Some((rho, n)) => Answer::Numbers(vec![rho, f64::from(u32::try_from(n)?)]),
            None => Answer::Unknown,
        },
        told(rho("World Economic Forum")),
    ];
    let names: Vec<String> =
        each().map(|(source, alone)| format!("{source} {:.2} (n {})", alone.estimate.value, alone.n)).collect();
    Ok(of(answers, found.all.n, found.all.exclusions.clone(), found.method, format!("{}.", names.join(", "))))
}

fn errors(library: &Library) -> anyhow::Result<Found> {
    let columns = [
        Some(cpi_2017(library)?),
        Some(library.series("GSI")?.at(2016)),
        library.errors("CPI-2017")?.map(|errors| errors.at(2017)),
    ];
    let joined = join(&columns.iter().flatten().collect::<Vec<_>>());
    let found = estimated(propagate(&joined, Coefficient::Pearson, DRAWS, SEED))?;
    let answers = vec![number(found.mean), Answer::Numbers(vec![found.low, found.high])];
    let method = format!("{}; {} draws, seed {}", found.method, found.draws, found.seed);
    Ok(Found {
        answers,
        n: Some(found.n),
        exclusions: found.exclusions,
        method,
        reason: found.sentence,
        contradicted: false,
    })
}

fn of(answers: Vec<Answer>, n: usize, exclusions: Vec<Exclusion>, method: &str, reason: String) -> Found {
    Found { answers, n: Some(n), exclusions, method: method.to_owned(), reason, contradicted: false }
}
