//! Groups of tiers, and the CPI in each.

use overt_analysis::associate::{Coefficient, Groups, GroupsComparison};
use overt_analysis::regress::{ProportionalOdds, proportional_odds};
use overt_analysis::series::{Key, join};

use super::claim::{Answer, Claim, Found, LIBERTY, OECD, REFERENCE, counts, estimated, holds, number};
use super::material::{CPI, CPI_2017, TIERS, coefficient, cpi_2017, left_out, tier};
use super::tiers_by_year::{self, design, groups, joined};
use crate::analyse::library::Library;

pub(super) fn claims() -> Vec<Claim> {
    let by_year = |says: &str, what: &str, year: i32| {
        Claim::new(says, what)
            .figure("lower scores in worse tiers", "yes")
            .figure("Tier 3 has the lowest mean, Tier 1 the highest", "yes")
            .files(&[TIERS, CPI])
            .recomputed(move |library| direction(library, year, year))
    };
    let mut claims = vec![
        by_year(
            &format!("{OECD}, paragraph 16 and Figure 3"),
            "Countries of Tier 3 (TIP Report 2014) tend to have high perceived corruption (CPI 2014).",
            2014,
        ),
        Claim::new("Verité (2013), as told in On Thin Ice", "Tiers and CPI of 2012 go together.")
            .figure("lower scores in worse tiers", "yes")
            .files(&[TIERS, CPI])
            .recomputed(|library| {
                let mut found = direction(library, 2012, 2012)?;
                found.answers.truncate(1);
                Ok(found)
            }),
        Claim::new("Lyday (2001), as told in On Thin Ice", "Tiers and CPI of 2001 go together.")
            .figure("lower scores in worse tiers", "yes")
            .files(&[TIERS, OLD_CPI])
            .recomputed(lyday),
        Claim::new(
            &format!("{LIBERTY}, Figure 1"),
            "In the TIP Report 2017, Tier 1 countries have some of the highest scores of the CPI 2017, Tier 3 countries some of the lowest.",
        )
        .figure("Tier 3 lower than all others", "yes")
        .figure("Tier 1 high, of 2017", "yes")
        .figure("the same with the tiers of 2015", "yes")
        .files(&[TIERS, CPI_2017])
        .recomputed(figure_1),
        Claim::new(REFERENCE, "Countries of Tier 3 in 2017 beside all others, by CPI 2017.")
            .figure("countries in Tier 3", "22")
            .figure("their mean, median and highest", "23.45 / 21.5 / 44")
            .figure("all others: countries, mean", "158 / 45.80")
            .figure("Mann-Whitney U", "392")
            .figure("p", "4.2e-9")
            .figure("area under the curve", "0.887")
            .files(&[TIERS, CPI_2017])
            .recomputed(tier_3),
    ];
    claims.extend(tiers_by_year::claims());
    claims.push(
        Claim::new(REFERENCE, "Tier 2 and its Watch List can barely be told apart by CPI.")
            .figure("Holm's p, 2014 by CPI 2014", "0.037")
            .figure("Holm's p, 2015 by CPI 2017", "0.390")
            .files(&[TIERS, CPI, CPI_2017])
            .recomputed(watch_list),
    );
    claims.push(
        Claim::new(REFERENCE, "Odds are not proportional in 2015, so one coefficient hides differences.")
            .figure("likelihood ratio and p, 2015", "9.13 / 0.010")
            .figure("p, 2014", "0.084")
            .files(&[TIERS, CPI])
            .recomputed(proportional),
    );
    claims
}

const OLD_CPI: &str = "cpi_1995_2011.csv";

fn direction(library: &Library, tiers: i32, index_year: i32) -> anyhow::Result<Found> {
    let joined = joined(library, tiers, index_year)?;
    let found = groups(&joined)?;
    let rho = coefficient(&joined, Coefficient::Spearman)?;
    let answers = vec![
        holds(rho.estimate.high < 0.0, format!("Spearman {:.3}", rho.estimate.value)),
        holds(extremes(&found), means(&found)),
    ];
    Ok(Found {
        answers,
        n: Some(found.n),
        exclusions: found.exclusions,
        method: found.method.to_owned(),
        reason: found.sentence,
        ..Found::default()
    })
}

/// Whether the first group has the highest mean and the last the lowest.
fn extremes(found: &GroupsComparison) -> bool {
    let means: Vec<f64> = found.groups.iter().map(|group| group.mean).collect();
    let [first, middle @ .., last] = means.as_slice() else { return false };
    middle.iter().all(|mean| first > mean && mean > last) && first > last
}

fn means(found: &GroupsComparison) -> String {
    let means: Vec<String> = found.groups.iter().map(|group| format!("{:.1}", group.mean)).collect();
    format!("means {}", means.join(" / "))
}

fn lyday(library: &Library) -> anyhow::Result<Found> {
    let index = library.read(OLD_CPI, "cpi_0_10", ["CPI", "scale 0 to 10"], |row| row.get("cpi_0_10").parse().ok())?;
    let joined = join(&[&index.at(2001), &library.series("TIP")?.at(2001)]);
    let rho = coefficient(&joined, Coefficient::Spearman)?;
    let answers = vec![holds(rho.estimate.high < 0.0, format!("Spearman {:.3}", rho.estimate.value))];
    let reason = format!(
        "{} The paper compared three groups of the CPI; which countries were in it is not known.",
        rho.sentence
    );
    Ok(Found {
        answers,
        n: Some(rho.n),
        exclusions: rho.exclusions,
        method: rho.method.to_owned(),
        reason,
        ..Found::default()
    })
}

/// The countries of Tier 3 in 2017. Of that report, other tiers are in no public copy.
fn tier_3_of_2017(library: &Library) -> anyhow::Result<(Groups, Vec<Key>)> {
    let tiers = library.series("TIP")?.at(2017);
    let members: Vec<Key> =
        tiers.cells.iter().filter(|(_, cell)| tier(cell.value) == "3").map(|(key, _)| *key).collect();
    let groups = Groups::split(&join(&[&cpi_2017(library)?]), &members, "Tier 3 of 2017", "all others");
    let groups = groups.map_err(|mut problem| {
        if members.is_empty() {
            problem.sentence =
                format!("{TIERS} has no country in Tier 3 of 2017: the file that comes with the program ends in 2015.");
        }
        problem
    });
    Ok((estimated(groups)?, members))
}

fn figure_1(library: &Library) -> anyhow::Result<Found> {
    let proxy = direction(library, 2015, 2017)?;
    let earlier = groups(&joined(library, 2015, 2017)?)?;
    let of_2015 = holds(extremes(&earlier), means(&earlier));
    let tiers = library.series("TIP")?.at(2017);
    if tiers.cells.is_empty() {
        let reason = format!("{TIERS} has no tiers of 2017, so only those of 2015 were used. {}", proxy.reason);
        return Ok(Found { answers: vec![Answer::Unknown, Answer::Unknown, of_2015], reason, ..proxy });
    }
    let (groups, _) = tier_3_of_2017(library)?;
    let found = estimated(groups.two())?;
    let low = found.test.p < 0.05 && found.first.mean < found.second.mean;
    let answers = vec![
        holds(low, format!("means {:.1} and {:.1}", found.first.mean, found.second.mean)),
        Answer::Unknown,
        of_2015,
    ];
    let reason = "Of the report of 2017, only the countries of Tier 3 are in a public copy; Tiers 1, 2 and the Watch List are not.";
    Ok(Found {
        answers,
        n: Some(found.n),
        exclusions: found.exclusions,
        method: found.method.to_owned(),
        reason: reason.to_owned(),
        contradicted: false,
    })
}

fn tier_3(library: &Library) -> anyhow::Result<Found> {
    let (groups, members) = tier_3_of_2017(library)?;
    let found = estimated(groups.two())?;
    let answers = vec![
        counts([found.first.n]),
        Answer::Numbers(vec![found.first.mean, found.first.median, found.first.highest]),
        Answer::Numbers(vec![f64::from(u32::try_from(found.second.n)?), found.second.mean]),
        number(found.test.u),
        number(found.test.p),
        number(1.0 - found.test.auc),
    ];
    let reason = format!("{} countries are in Tier 3; those without a CPI are left out.", members.len());
    Ok(Found {
        answers,
        n: Some(found.n),
        exclusions: found.exclusions,
        method: found.method.to_owned(),
        reason,
        contradicted: false,
    })
}

fn watch_list(library: &Library) -> anyhow::Result<Found> {
    let first = groups(&joined(library, 2014, 2014)?)?;
    let second = groups(&joined(library, 2015, 2017)?)?;
    let holm = |found: &GroupsComparison| {
        let pair = found.pairs.iter().find(|pair| pair.first == "2" && pair.second == "2WL");
        pair.map_or(Answer::Unknown, |pair| number(pair.p_holm))
    };
    let answers = vec![holm(&first), holm(&second)];
    Ok(Found {
        answers,
        n: Some(second.n),
        exclusions: second.exclusions,
        method: second.method.to_owned(),
        reason: second.sentence,
        contradicted: false,
    })
}

fn proportional(library: &Library) -> anyhow::Result<Found> {
    let test =
        |year| -> anyhow::Result<ProportionalOdds> { Ok(estimated(proportional_odds(&design(library, year, year)?))?) };
    let (earlier, later) = (test(2014)?, test(2015)?);
    let answers = vec![Answer::Numbers(vec![later.statistic, later.p]), number(earlier.p)];
    Ok(Found {
        answers,
        n: Some(later.n),
        exclusions: left_out(&later.left_out),
        method: later.method,
        ..Found::default()
    })
}
