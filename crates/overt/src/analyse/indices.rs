//! `overt analyse indices`: two indices side by side, with whether one is made of the other before every number.

use std::collections::BTreeSet;

use clap::Args;
use overt_analysis::Problem;
use overt_analysis::associate::{Coefficient, Groups, associate, ordered, partial, within_between};
use overt_analysis::fragility::{
    Countries, Outliers, Question, Scale, Score, audit_pairs, jackknife, multiverse, ties,
};
use overt_analysis::series::{Column, Iso3, Joined, Key, Series, join};
use overt_model::{Codebook, Lang, Text};
use overt_publish::analysis::{GroupsShown, Lab, Marked, Provenance, indices};

use super::library::{Entry, Library, Parts, entry};
use super::{Out, problem};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Output;
use crate::workspace::today;

/// Years before and after the one that is looked at, in which the same question is asked once more.
const YEARS_AROUND: i32 = 3;
/// Ties are looked for in values of so many decimals at most.
const DECIMALS_MAX: u8 = 4;
/// The continents, by their codes in the list of regions: each is left out once.
const CONTINENTS: [&str; 5] = ["002", "019", "142", "150", "009"];

/// Arguments of `overt analyse indices`.
#[derive(Args)]
pub(super) struct Choice {
    /// An index: `overt analyse data` names all there are.
    one: String,
    /// Another one.
    other: String,
    /// The year. Where none is named, the last one in which at least half as many countries have both as in any.
    #[arg(long)]
    year: Option<i32>,
    /// A third index, held constant.
    #[arg(long, value_name = "INDEX")]
    given: Option<String>,
    /// Countries whose names must be seen, and without which the question is asked once more: ISO codes with commas between them.
    #[arg(long, value_delimiter = ',', value_name = "CODES")]
    without: Vec<String>,
    #[command(flatten)]
    out: Out,
}

impl Choice {
    /// Two indices, and nothing else that was asked for.
    pub(super) fn of(one: &str, other: &str) -> Self {
        let [one, other] = [one, other].map(str::to_owned);
        Self { one, other, year: None, given: None, without: Vec::new(), out: Out::default() }
    }
}

pub(super) fn run(library: &Library, choice: &Choice, json: bool) -> anyhow::Result<Output> {
    let lab = lab(library, choice)?;
    choice.out.answer(json, &lab, &indices(&lab, &[("Day", &today().to_string())], Lang::En))
}

pub(super) fn lab(library: &Library, choice: &Choice) -> anyhow::Result<Lab> {
    let entries = [entry(&choice.one)?, entry(&choice.other)?];
    let series = [library.series(&entries[0].id)?, library.series(&entries[1].id)?];
    let years = years(&series, choice.year)?;
    let columns: [Column; 2] = std::array::from_fn(|side| series[side].at(years[side]));
    let named = choice.without.iter().map(|code| code.parse()).collect::<Result<Vec<Iso3>, Problem>>();
    let named = named.map_err(|error| problem(&error))?;
    let joined = join(&[&columns[0], &columns[1]]);
    let circularity = match (&entries[0].index, &entries[1].index) {
        (Some(one), Some(other)) => library.graph()?.between(one, other),
        _ => Err(Problem::new(
            "Of one of the two it is not listed what it is made of.",
            "Compare it with a series whose inputs are listed: `overt analyse circularity` names them.",
        )),
    };
    let third = match &choice.given {
        Some(id) => {
            let given = library.series(id)?;
            let year = nearest(&given, years[0]).ok_or_else(|| no_year(&given.label()))?;
            Some(join(&[&columns[0], &columns[1], &given.at(year)]))
        }
        None => None,
    };
    let side = |side: usize| join(&[&columns[side]]);
    let program = format!("overt {}", env!("CARGO_PKG_VERSION"));
    let labels: [String; 2] = std::array::from_fn(|side| columns[side].label.clone());
    let mut lab = Lab::new(labels, circularity, program);
    lab.logarithmic = std::array::from_fn(|side| spreads(&joined.sides[side].values));
    lab.named = named.iter().map(|country| Key { country: *country, year: None }).collect();
    lab.marked = marked(library, &entries, years)?;
    lab.associations = Coefficient::ALL.map(|coefficient| associate(&joined, coefficient)).into();
    by_words(&mut lab, &entries, &joined);
    lab.partial = third.as_ref().map(partial);
    lab.within_between = over_years(&series);
    lab.ties =
        (0..2).filter(|at| entries[*at].scale.is_empty()).map(|at| ties(&side(at), decimals(&side(at)))).collect();
    lab.pair_audit = Some(audit_pairs(&joined));
    lab.jackknife = source_left_out(library, &entries, &columns)?;
    let (options, texts) = countries(&series).into_iter().unzip();
    lab.multiverse = Some(multiverse(&question(&entries, &series, years, &named, options)));
    lab.countries = texts;
    let used = third.as_ref().unwrap_or(&joined);
    lab.sources = used.sides.iter().map(Provenance::of).collect();
    lab.joined = Some(joined);
    Ok(lab)
}

/// The year of each: the one that was asked for, or the last one in which at least half as many countries have both as in any; where they
/// share none, the last of each.
fn years(series: &[Series; 2], asked: Option<i32>) -> anyhow::Result<[i32; 2]> {
    let of = |series: &Series| series.cells().map(|((_, year), _)| year).collect::<BTreeSet<i32>>();
    let [one, other] = [of(&series[0]), of(&series[1])];
    if let Some(year) = asked {
        let lacking = [&one, &other].iter().position(|years| !years.contains(&year));
        return match lacking {
            None => Ok([year, year]),
            Some(at) => Err(Failure::new(
                Exit::WrongUse,
                "data-year",
                format!("{} has no values for {year}", series[at].label()),
            )
            .with_hint("leave --year out, and the last year in which enough countries have both is taken")
            .into()),
        };
    }
    let with_both = |year: i32| join(&[&series[0].at(year), &series[1].at(year)]).keys.len();
    let shared: Vec<(i32, usize)> = one.intersection(&other).map(|year| (*year, with_both(*year))).collect();
    let most = shared.iter().map(|(_, countries)| *countries).max().unwrap_or_default();
    if let Some((year, _)) = shared.iter().rev().find(|(_, countries)| 2 * countries >= most) {
        return Ok([*year, *year]);
    }
    let last = |years: &BTreeSet<i32>, of: &Series| years.last().copied().ok_or_else(|| no_year(&of.label()));
    Ok([last(&one, &series[0])?, last(&other, &series[1])?])
}

fn no_year(label: &str) -> Failure {
    Failure::new(Exit::WrongUse, "data-year", format!("{label} has no values"))
}

/// The year of a series next to another year.
fn nearest(series: &Series, year: i32) -> Option<i32> {
    series.cells().map(|((_, of), _)| of).min_by_key(|of| (of.abs_diff(year), *of))
}

/// Whether values are so far apart that ratios show them better: all above zero, and the largest more than 50 times the smallest.
fn spreads(values: &[f64]) -> bool {
    let least = values.iter().copied().fold(f64::INFINITY, f64::min);
    let most = values.iter().copied().fold(0.0, f64::max);
    least > 0.0 && most > 50.0 * least
}

/// With how many decimals the values are given.
fn decimals(joined: &Joined) -> u8 {
    let values = || joined.sides.iter().flat_map(|side| &side.values);
    let whole = |decimals: u8| {
        let scale = 10_f64.powi(i32::from(decimals));
        values().all(|value| (value * scale - (value * scale).round()).abs() < 1e-6)
    };
    (0..DECIMALS_MAX).find(|decimals| whole(*decimals)).unwrap_or(DECIMALS_MAX)
}

/// Countries whose value was measured, where the others were derived and it is known for which that is so.
fn marked(library: &Library, entries: &[Entry; 2], years: [i32; 2]) -> anyhow::Result<Vec<Marked>> {
    let mut all = Vec::new();
    for (index, year) in entries.iter().zip(years) {
        let Some([id, label]) = &index.measured else { continue };
        if library.missing(&entry(id)?.file).is_none() {
            let members = library.series(id)?.at(year).cells.into_keys().collect();
            all.push(Marked { label: label.clone(), members });
        }
    }
    Ok(all)
}

/// One index by the words of the other, where that has words: its values in each group, and the odds of a word further on.
fn by_words(lab: &mut Lab, entries: &[Entry; 2], joined: &Joined) {
    let Some(by) = entries.iter().position(|entry| !entry.scale.is_empty()) else { return };
    let word = |value| format!("{} {}", entries[by].name, entries[by].word(value));
    let mut turned = joined.clone();
    if by == 0 {
        turned.sides.reverse();
    }
    lab.groups = Groups::by(&turned, word).ok().map(|groups| GroupsShown::of(&groups));
    lab.ordered = Some(ordered(&turned, word));
}

/// Within countries over all years that both have, if these are several.
fn over_years(series: &[Series; 2]) -> Option<Result<overt_analysis::associate::WithinBetween, Problem>> {
    let panel = join(&[&series[0].panel(|_| true), &series[1].panel(|_| true)]);
    let years: BTreeSet<Option<i32>> = panel.keys.iter().map(|key| key.year).collect();
    (years.len() > 1).then(|| within_between(&panel))
}

/// An index made of several sources, with each of them left out, if their scores are found.
fn source_left_out(
    library: &Library,
    entries: &[Entry; 2],
    columns: &[Column; 2],
) -> anyhow::Result<Option<Result<overt_analysis::fragility::Jackknife, Problem>>> {
    for (at, entry) in entries.iter().enumerate() {
        let Some(Parts { file, part, score, least }) = &entry.parts else { continue };
        if library.text(file)?.is_none() {
            continue;
        }
        let rows = library.rows(file)?;
        let scores = rows.iter().map(|row| {
            let wrong = || Failure::new(Exit::WrongUse, "data-file", format!("{file}, line {}: no score", row.line));
            let country = row.get("iso3").parse().map_err(|error| problem(&error))?;
            let value = row.get(score).parse().map_err(|_| wrong())?;
            Ok(Score { country, source: row.get(part).to_owned(), value, row: row.line })
        });
        let scores = scores.collect::<Result<Vec<Score>, Failure>>()?;
        let label = &columns[at].label;
        return Ok(Some(jackknife(label, &scores, *least, &columns[1 - at], Coefficient::Spearman)));
    }
    Ok(None)
}

/// The same question in all ways that could be defended: other years, without a continent, other scales, other rules for outliers.
fn question(
    entries: &[Entry; 2],
    series: &[Series; 2],
    years: [i32; 2],
    named: &[Iso3],
    countries: Vec<Countries>,
) -> Question {
    let around = |side: usize| {
        let near: BTreeSet<i32> = series[side]
            .cells()
            .map(|((_, year), _)| year)
            .filter(|year| year.abs_diff(years[side]) <= YEARS_AROUND.unsigned_abs())
            .collect();
        near.into_iter().map(|year| series[side].at(year)).collect::<Vec<Column>>()
    };
    let mut outliers = vec![Outliers::Keep, Outliers::StrongestPair, Outliers::Beyond(3.0), Outliers::Winsorised(0.05)];
    if !named.is_empty() {
        outliers.insert(1, Outliers::Named(named.iter().copied().collect()));
    }
    // The places of words in their order have no other scale.
    let scales = |side: usize| match entries[side].scale[..] {
        [] => vec![Scale::AsIs, Scale::Log, Scale::SquareRoot],
        _ => vec![Scale::AsIs],
    };
    Question {
        left: around(0),
        right: around(1),
        countries,
        outliers,
        left_scales: scales(0),
        right_scales: scales(1),
        coefficients: Coefficient::ALL.to_vec(),
    }
}

/// All countries, and all but those of one continent, each with its name in every language.
fn countries(series: &[Series; 2]) -> Vec<(Countries, Text)> {
    let codebook = Codebook::embedded();
    let all: BTreeSet<Iso3> = series.iter().flat_map(Series::cells).map(|((country, _), _)| country).collect();
    let choice = |[en, es, fr]: [String; 3], only| (Countries { label: en.clone(), only }, Text { en, es, fr });
    let mut choices = vec![choice(["all", "todos", "tous"].map(str::to_owned), None)];
    let (Some(places), Some(regions)) = (codebook.list("countries"), codebook.list("regions")) else { return choices };
    for continent in CONTINENTS {
        let is_there = |country: &&Iso3| {
            let code = places.get(&country.to_string());
            let region = code.and_then(|code| places.own(code, "region"));
            region.is_some_and(|region| region == continent || regions.is_under(region, continent))
        };
        let name = |lang| regions.get(continent).map_or(continent, |region| region.label.get(lang));
        let names = [("without", Lang::En), ("sin", Lang::Es), ("hors", Lang::Fr)]
            .map(|(not, lang)| format!("{not} {}", name(lang)));
        choices.push(choice(names, Some(all.iter().filter(|country| !is_there(country)).copied().collect())));
    }
    choices
}
