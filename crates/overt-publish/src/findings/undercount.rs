//! How many people no list has. How far models lie apart comes first.

use overt_analysis::undercount::{
    Bootstrap, Choice, Dependence, Family, Interval, ListCount, Method, Range, Reason, Refused, Resampling, TwoLists,
    Undercount,
};
use overt_model::Lang;

use super::{Origin, Outline, method};
use crate::charts::{Figures, Forest, ForestAxis, ForestEstimate, Heading, listed, listed_with, number, p_value};
use crate::report::{Grid, Report, Section, say, say_of_kernel, translated};

/// How many people there are, counted or not, in this language.
pub fn undercount(found: &Undercount, origin: &Origin, lang: Lang) -> Report<'static> {
    let lists = found.lists.iter().map(say_list).collect::<Vec<_>>().join(", ");
    let outline = Outline {
        kind: say(lang, "undercount-kind", &[]),
        title: say(lang, "undercount-title", &[("lists", found.lists.len().into())]),
        sentence: sentence(found, lang),
        n: say(lang, "undercount-n", &[("people", found.observed.into()), ("lists", (&lists).into())]),
        limits: say(lang, "undercount-limits", &[]),
        left_out: found.models.refused.iter().map(|refused| say_refused(refused, lang)).collect(),
        method: vec![
            say_method(&found.method, lang),
            say(lang, "undercount-models", &[("family", say_family(found.models.family, lang).into())]),
        ],
    };
    outline.report_in(lang, origin, [spread(found, lang), chosen(found, lang)])
}

fn people(value: f64, lang: Lang) -> String {
    Figures(lang).quantity(value.round())
}

fn limits([low, high]: [f64; 2], lang: Lang) -> String {
    Figures(lang).ends(low.round(), high.round())
}

fn reach(interval: &Interval) -> [f64; 2] {
    [interval.low, interval.high.unwrap_or(f64::INFINITY)]
}

fn say_list(list: &ListCount) -> String {
    format!("{} ({})", list.name, number(list.people))
}

/// What was found, as the kernel says it.
fn sentence(found: &Undercount, lang: Lang) -> String {
    if lang == Lang::En {
        return found.in_words.clone();
    }
    let (close, chosen, bootstrap) = (&found.spread.close, &found.chosen, found.bootstrap.as_ref());
    let [least, most] = [close.least, close.most].map(|value| people(value, lang));
    let spread = [("models", close.models.into()), ("least", (&least).into()), ("most", (&most).into())];
    let (interval, name) = match bootstrap {
        Some(bootstrap) => (&bootstrap.interval, "undercount-interval-with-choice"),
        None => (&chosen.if_true, "undercount-interval-if-true"),
    };
    let (level, reach) = (format!("{}", 100.0 * interval.level), limits(reach(interval), lang));
    let interval = translated(lang, name, &[("level", (&level).into()), ("limits", (&reach).into())]);
    let rests_on_few = bootstrap.is_some_and(Bootstrap::rests_on_few);
    let few = if rests_on_few { translated(lang, "undercount-few", &[]) + " " } else { String::new() };
    let parts = [
        ("people", found.observed.into()),
        ("lists", found.lists.len().into()),
        ("spread", translated(lang, "undercount-spread", &spread).into()),
        ("chosen", people(chosen.people, lang).into()),
        ("interval", (&interval).into()),
        ("few", (&few).into()),
    ];
    translated(lang, "undercount-sentence", &parts)
}

fn say_refused(refused: &Refused, lang: Lang) -> String {
    let name = match refused.reason {
        Reason::NoMaximum => "undercount-no-maximum",
        Reason::NotIdentified => "undercount-not-identified",
        Reason::Undecided => "undercount-undecided",
    };
    let reason = say_of_kernel(refused.reason, lang, name, &[]);
    say(lang, "undercount-refused", &[("models", refused.models.into()), ("reason", (&reason).into())])
}

fn say_family(family: Family, lang: Lang) -> String {
    let (name, together_max) = match family {
        Family::All { together_max } => ("undercount-family-all", together_max),
        Family::Near { together_max } => ("undercount-family-near", together_max),
    };
    say_of_kernel(family, lang, name, &[("lists", together_max.into())])
}

fn say_method(method: &Method, lang: Lang) -> String {
    if lang == Lang::En {
        return method.to_string();
    }
    let choice = match method.choice {
        Choice::Stepwise { chance_max, together_max, .. } => {
            let parts = [("lists", together_max.into()), ("chance", chance_max.to_string().into())];
            translated(lang, "undercount-stepwise", &parts)
        }
        Choice::Bic { .. } => translated(lang, "undercount-bic", &[]),
    };
    let interval = match method.resampling {
        Some(Resampling { replicates, .. }) => translated(lang, "undercount-bca", &[("draws", replicates.into())]),
        None => translated(lang, "undercount-no-bca", &[]),
    };
    translated(lang, "undercount-method", &[("choice", (&choice).into()), ("interval", (&interval).into())])
}

/// A number of people with its limits.
fn estimate(lang: Lang, name: &str, value: f64, of: [f64; 2]) -> ForestEstimate {
    let words = format!("{} ({})", people(value, lang), limits(of, lang));
    ForestEstimate { words, ..ForestEstimate::new(say(lang, name, &[]), value, of) }
}

fn spread(found: &Undercount, lang: Lang) -> Section<'static> {
    let (all, close, chosen) = (&found.spread.all, &found.spread.close, &found.chosen);
    let mut estimates = vec![
        estimate(lang, "undercount-all", all.median, [all.least, all.most]),
        estimate(lang, "undercount-close", close.median, [close.least, close.most]),
        estimate(lang, "undercount-if-true", chosen.people, reach(&chosen.if_true)),
    ];
    if let Some(bootstrap) = &found.bootstrap {
        let whole = estimate(lang, "undercount-with-choice", chosen.people, reach(&bootstrap.interval));
        estimates.push(ForestEstimate { stands_out: true, ..whole });
    }
    let [title, description, unit] =
        ["undercount-apart", "undercount-apart-reading", "undercount-people"].map(|name| say(lang, name, &[]));
    let [reach_of_all, reach_of_close] = [all, close].map(|of| limits([of.least, of.most], lang));
    let parts = [("models", all.models.into()), ("all", (&reach_of_all).into()), ("close", (&reach_of_close).into())];
    let forest = Forest {
        heading: Heading::new("spread", &title, &description, &unit).language(lang),
        finding: say(lang, "undercount-apart-finding", &parts),
        axis: ForestAxis::Values,
        estimates,
        table: models(all, close, lang),
    };
    let mut section = Section::new("models", title);
    forest.shown_in(&mut section);
    section.words(say(lang, "undercount-mean", &[("people", people(found.spread.average, lang).into())]));
    section
}

fn models(all: &Range, close: &Range, lang: Lang) -> Grid {
    let word = |name: &str| say(lang, name, &[]);
    let row = |(name, of): (&str, &Range)| {
        let [least, median, most] = [of.least, of.median, of.most].map(|value| people(value, lang));
        (word(name), [number(of.models as u64), least, median, most, Figures(lang).share(of.weight)])
    };
    Grid::new(word("undercount-table"), word("undercount-table-models"))
        .figures(word("undercount-table-models"), word("undercount-table-how-many"))
        .figures(word("undercount-table-least"), "")
        .figures(word("undercount-table-median"), "")
        .figures(word("undercount-table-most"), "")
        .figures(word("undercount-table-weight"), word("undercount-table-weight-reading"))
        .rows([("undercount-row-all", all), ("undercount-row-close", close)].into_iter().map(row))
}

fn chosen(found: &Undercount, lang: Lang) -> Section<'static> {
    let chosen = &found.chosen;
    let together: Vec<String> = chosen.model.together.iter().map(|lists| lists.join("+")).collect();
    let together = if together.is_empty() { say(lang, "undercount-independent", &[]) } else { together.join(", ") };
    let mut section = Section::new("chosen", say(lang, "undercount-chosen", &[]));
    let parts = [
        ("model", (&chosen.model.notation).into()),
        ("together", (&together).into()),
        ("people", people(chosen.people, lang).into()),
        ("hidden", people(chosen.hidden, lang).into()),
        ("limits", limits(reach(&chosen.if_true), lang).into()),
    ];
    section.finding(&say(lang, "undercount-chosen-finding", &parts));
    if let Some(bootstrap) = &found.bootstrap {
        let parts = [
            ("limits", limits(reach(&bootstrap.interval), lang).into()),
            ("draws", bootstrap.replicates.into()),
            ("seed", bootstrap.seed.to_string().into()),
        ];
        let few = if bootstrap.rests_on_few() { say(lang, "undercount-few-draws", &[]) } else { String::new() };
        let finding = format!("{} {few}", say(lang, "undercount-bootstrap", &parts));
        section.finding(finding.trim_end());
        if bootstrap.without_estimate > 0 {
            section.words(say(lang, "undercount-without-estimate", &[("draws", bootstrap.without_estimate.into())]));
        }
    }
    section.list(found.apart.iter().map(|pair| {
        let pair = listed_with(pair, &say(lang, "and", &[]));
        say(lang, "undercount-share-nobody", &[("lists", (&pair).into())])
    }));
    section
}

/// How many people there are by two lists alone, in English.
pub fn two_lists(found: &TwoLists, origin: &Origin) -> Report<'static> {
    let lists = found.lists.iter().map(say_list).collect::<Vec<_>>();
    let outline = Outline {
        kind: say(Lang::En, "undercount-kind", &[]),
        title: format!("People on neither {} nor {}", found.lists[0].name, found.lists[1].name),
        sentence: found.in_words.clone(),
        n: format!("{} people on {}, {} on both", number(found.observed), listed(&lists), number(found.both)),
        limits: say(Lang::En, "undercount-limits", &[]),
        left_out: Vec::new(),
        method: vec![method(&found.method)],
    };
    let mut section = Section::new("people", "Number of people");
    let row = |(name, words): (&str, String)| (name.to_owned(), [words]);
    section.table(
        Grid::new("Two lists", "What").figures("People", "").rows(
            [
                ("on one of the two at least", number(found.observed)),
                ("counted or not, by Chapman", people(found.people, Lang::En)),
                ("95\u{a0}% interval", limits(reach(&found.interval), Lang::En)),
                ("counted or not, by Lincoln and Petersen", people(found.lincoln_petersen, Lang::En)),
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
