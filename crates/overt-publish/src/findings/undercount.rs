//! How many people no list has. How far models lie apart comes first.

use overt_analysis::undercount::{Dependence, Interval, ListCount, TwoLists, Undercount};

use super::{Origin, Outline, method};
use crate::charts::{Forest, ForestAxis, ForestEstimate, Heading, ends, listed, number, p_value, quantity, share};
use crate::report::{Grid, Report, Section};

/// What must not be concluded from any such number.
const LIMITS: &str = "Not that one number is the number: a model alone is surer of itself than anybody can be, so the spread over all models \
                      is quoted with it. Not that records were joined rightly: records that were not joined count as different people, \
                      and where linkage missed some, all of these numbers are too large. Not that people on no list are like those on \
                      some: whom no list can reach is in no model. Not who anybody is, or what happened to them.";

/// How many people there are, counted or not.
pub fn undercount(found: &Undercount, origin: &Origin) -> Report<'static> {
    let lists = found.lists.iter().map(say_list).collect::<Vec<_>>().join(", ");
    let outline = Outline {
        kind: "How many people no list has",
        title: format!("People on none of {} lists", number(found.lists.len() as u64)),
        sentence: found.in_words.clone(),
        n: format!("{} people on {lists}", number(found.observed)),
        limits: LIMITS.to_owned(),
        left_out: found
            .models
            .refused
            .iter()
            .map(|refused| format!("{} models have no estimate: {}", number(refused.models as u64), refused.reason))
            .collect(),
        method: vec![method(&found.method), format!("Models: {}.", found.models.family.trim_end_matches('.'))],
    };
    outline.report(origin, [spread(found), chosen(found)])
}

fn people(value: f64) -> String {
    quantity(value.round())
}

fn limits([low, high]: [f64; 2]) -> String {
    ends(low.round(), high.round())
}

fn reach(interval: &Interval) -> [f64; 2] {
    [interval.low, interval.high.unwrap_or(f64::INFINITY)]
}

fn say_list(list: &ListCount) -> String {
    format!("{} ({})", list.name, number(list.people))
}

/// A number of people with its limits.
fn estimate(name: &str, value: f64, of: [f64; 2]) -> ForestEstimate {
    ForestEstimate { words: format!("{} ({})", people(value), limits(of)), ..ForestEstimate::new(name, value, of) }
}

fn spread(found: &Undercount) -> Section<'static> {
    let (all, close, chosen) = (&found.spread.all, &found.spread.close, &found.chosen);
    let mut estimates = vec![
        estimate("All models that were fitted", all.median, [all.least, all.most]),
        estimate("Those nearly as good as the best", close.median, [close.least, close.most]),
        estimate("The chosen model, if it were true", chosen.people, reach(&chosen.if_true)),
    ];
    if let Some(bootstrap) = &found.bootstrap {
        let whole = estimate("With the choice of the model", chosen.people, reach(&bootstrap.interval));
        estimates.push(ForestEstimate { stands_out: true, ..whole });
    }
    let row = |(name, of): (&str, &overt_analysis::undercount::Range)| {
        let cells = [number(of.models as u64), people(of.least), people(of.median), people(of.most), share(of.weight)];
        (name.to_owned(), cells)
    };
    let table = Grid::new("Number of people, counted or not", "Models")
        .figures("Models", "How many.")
        .figures("Least", "")
        .figures("Median", "")
        .figures("Most", "")
        .figures("Weight", "Their share of the weight of all models.")
        .rows([("all that were fitted", all), ("those nearly as good as the best", close)].into_iter().map(row));
    let forest = Forest {
        heading: Heading::new(
            "spread",
            "How far models lie apart",
            "The first two lines go from the least to the most that any model says, with the median; the others are intervals of an estimate. \
             The filled diamond takes the choice of the model into account.",
            "people",
        ),
        finding: format!(
            "All {} models go from {} people; those nearly as good as the best from {}.",
            number(all.models as u64),
            limits([all.least, all.most]),
            limits([close.least, close.most])
        ),
        axis: ForestAxis::Values,
        estimates,
        table,
    };
    let mut section = Section::new("models", "How far models lie apart");
    forest.shown_in(&mut section);
    section.words(format!("The mean over all models by their weight is {}.", people(found.spread.average)));
    section
}

fn chosen(found: &Undercount) -> Section<'static> {
    let chosen = &found.chosen;
    let together: Vec<String> = chosen.model.together.iter().map(|lists| lists.join("+")).collect();
    let together = if together.is_empty() { "no list depends on another".to_owned() } else { together.join(", ") };
    let mut section = Section::new("chosen", "The chosen model");
    section.finding(&format!(
        "Chosen: {} ({together}): {} people, of whom {} are on no list; {} if it were the true model.",
        chosen.model.notation,
        people(chosen.people),
        people(chosen.hidden),
        limits(reach(&chosen.if_true))
    ));
    if let Some(bootstrap) = &found.bootstrap {
        let few = if bootstrap.rests_on_few() { " A limit rests on few draws, and another seed moves it." } else { "" };
        section.finding(&format!(
            "With the choice of the model taken into account: {} ({} draws, seed {}).{few}",
            limits(reach(&bootstrap.interval)),
            number(bootstrap.replicates as u64),
            bootstrap.seed
        ));
        if bootstrap.without_estimate > 0 {
            section.words(format!(
                "In {} draws no model had an estimate; they count as larger than any number.",
                number(bootstrap.without_estimate as u64)
            ));
        }
    }
    section.list(found.apart.iter().map(|pair| {
        format!(
            "{} share nobody, so a model in which they hang together says that nobody can be on both.",
            listed(pair)
        )
    }));
    section
}

/// How many people there are by two lists alone.
pub fn two_lists(found: &TwoLists, origin: &Origin) -> Report<'static> {
    let lists = found.lists.iter().map(say_list).collect::<Vec<_>>();
    let outline = Outline {
        kind: "How many people no list has",
        title: format!("People on neither {} nor {}", found.lists[0].name, found.lists[1].name),
        sentence: found.in_words.clone(),
        n: format!("{} people on {}, {} on both", number(found.observed), listed(&lists), number(found.both)),
        limits: LIMITS.to_owned(),
        left_out: Vec::new(),
        method: vec![method(&found.method)],
    };
    let mut section = Section::new("people", "Number of people");
    let row = |(name, words): (&str, String)| (name.to_owned(), [words]);
    section.table(
        Grid::new("Two lists", "What").figures("People", "").rows(
            [
                ("on one of the two at least", number(found.observed)),
                ("counted or not, by Chapman", people(found.people)),
                ("95\u{a0}% interval", limits(reach(&found.interval))),
                ("counted or not, by Lincoln and Petersen", people(found.lincoln_petersen)),
            ]
            .map(row),
        ),
    );
    section.words(match found.dependence {
        Dependence::CannotBeTested => {
            "Whether the two lists depend on each other cannot be tested: no other list knows enough people.".to_owned()
        }
        Dependence::NotFound { chance, people } => format!(
            "Among {} people on other lists no dependence of the two was found (p: {}).",
            number(people),
            p_value(chance)
        ),
    });
    outline.report(origin, [section])
}
