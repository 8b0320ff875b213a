//! What a risk means, in sentences.

use overt_protect::risk::{Cell, Contributor, Effect, Effects, Figures, Length, Risk};

use crate::charts::{amount, listed, number, share};
use crate::report::{KeyFigure, columns_at_once, counted};

/// How many columns, values or steps a sentence names.
const NAMED_MAX: usize = 3;

/// What must be known before anything else.
pub(super) const CONFIDENTIAL: &str =
    "This report is as confidential as the table itself: it says which records stand out, and by what.";

/// What the report does not say, and what must not be concluded from it.
pub(super) const LIMITS: [&str; 8] = [
    "It measures what was declared. A column that was not declared is taken to be unknown to everybody, and free text is not \
     looked at.",
    "An attacker is taken to know values exactly. Who knows them roughly finds fewer people; who knows more columns than were \
     searched finds more.",
    "Figures about the population assume that the table is a random sample of it. Victims who are found are not. Read them as \
     orders of magnitude.",
    "Small risk in this table is not small risk in two tables. What is released adds up.",
    "A large group is not anonymous by itself. If all in it have the same secret, it is told; if somebody knows all others, so \
     is the last.",
    "The average risk is nobody's risk. Look at the highest, and at how many are above the line.",
    "The path of generalisations is a good one. There may be a better one.",
    "“Nobody would look for her” is not an argument. For the people in these tables, somebody does.",
];

/// `1 record`, `46,500 records`.
pub(super) fn records(count: u64) -> String {
    counted(count, "record")
}

fn is_or_are(count: u64) -> &'static str {
    if count == 1 { "is" } else { "are" }
}

/// How many columns somebody may know: there are as many sets of one.
pub(super) fn columns_known(risk: &Risk) -> u64 {
    risk.cost.sets.first().copied().unwrap_or(0)
}

pub(super) fn share_of(part: u64, risk: &Risk) -> f64 {
    part as f64 / (risk.groups.rows as f64).max(1.0)
}

/// `46,500 (93.0 %)`.
fn with_share(part: u64, risk: &Risk) -> String {
    format!("{} ({})", number(part), share(share_of(part, risk)))
}

/// A value as a sentence names it.
pub(super) fn cell(cell: &Cell) -> String {
    let value = if cell.value.is_empty() { "(empty)" } else { &cell.value };
    format!("{}: {value}", cell.column)
}

/// Who is alone.
pub(super) fn alone(risk: &Risk) -> String {
    let groups = &risk.groups;
    let (rows, unique, below) = (groups.rows as u64, groups.unique as u64, groups.rows_below_k as u64);
    let all = match columns_known(risk) {
        1 => "the column that somebody may know".to_owned(),
        columns => format!("the {} columns that somebody may know", number(columns)),
    };
    let first = match unique {
        0 => format!(
            "Of {} none is alone with its values in {all}; the smallest group has {}.",
            records(rows),
            number(groups.smallest.into())
        ),
        _ => format!(
            "Of {} {} {} alone with their values in {all}: no other record has the same.",
            records(rows),
            with_share(unique, risk),
            is_or_are(unique),
        ),
    };
    let second = match below {
        0 => format!("No record is in a group smaller than {}.", risk.k),
        _ => format!("{} {} in groups smaller than {}.", with_share(below, risk), is_or_are(below), risk.k),
    };
    format!("{first} {second}")
}

/// How the records divide.
pub(super) fn groups(risk: &Risk) -> String {
    let groups = &risk.groups;
    format!(
        "The records fall into {}. The smallest has {}.",
        counted(groups.groups as u64, "group"),
        records(groups.smallest.into())
    )
}

/// `one column`, `two columns or fewer`.
pub(super) fn or_fewer(length: usize) -> String {
    columns_at_once(length) + if length > 1 { " or fewer" } else { "" }
}

/// The few columns that are known to anybody: two, if so many were searched.
pub(super) fn little(risk: &Risk) -> String {
    or_fewer(risk.combinations.len().min(2))
}

/// How few facts are enough.
pub(super) fn few(risk: &Risk) -> String {
    let Some(longest) = risk.combinations.last() else { return "No combinations were searched.".to_owned() };
    if longest.rows_unique == 0 {
        return format!("No record can be told by {}.", or_fewer(longest.length));
    }
    let part = |length: &Length| {
        format!("{} for {}", columns_at_once(length.length), with_share(length.rows_unique as u64, risk))
    };
    let parts: Vec<_> = risk.combinations.iter().map(part).collect();
    format!("To tell a record from all others, so much is enough: {}.", listed(&parts))
}

/// What drives it.
pub(super) fn columns(risk: &Risk) -> String {
    let driving = risk.columns.iter().filter(|part| part.share > 0.0).take(NAMED_MAX);
    let named: Vec<_> = driving.map(|part| format!("{} ({})", part.column, share(part.share))).collect();
    match named.len() {
        0 => "No record stands out: none of the sets of columns that were searched is enough to tell one.".to_owned(),
        _ => format!(
            "Most of what makes records stand out involves {}. Several columns work together, so the shares add up to more \
             than the whole.",
            listed(&named)
        ),
    }
}

/// How often attackers are right.
pub(super) fn attackers(risk: &Risk) -> Vec<String> {
    let prosecutor = &risk.attackers.prosecutor;
    let mut said = vec![format!(
        "Somebody who knows that a person is in the table, and her values, is right with {} about the record that is found \
         most easily, and with {} on average. For {} of the records he is right more often than 1 in {}.",
        share(prosecutor.highest),
        share(prosecutor.average),
        share(prosecutor.share_above),
        risk.k,
    )];
    let Some(population) = &risk.attackers.population else {
        said.push(
            "How many people the table is a sample of was not said. So it cannot be told how well somebody does who does not \
             know whether a person is in it; take him to do as well as one who knows."
                .to_owned(),
        );
        return said;
    };
    said.push(format!(
        "The table is taken as a sample of {} people ({} of them). Of the records that are alone in it, {} are expected to be \
         alone among all of them too; that is an upper guess.",
        number(population.people),
        share(population.sampling_share),
        amount(population.unique),
    ));
    if let Some(right) = population.right_if_alone {
        said.push(format!(
            "A match with a record that is alone is right with {}; no model is needed for this.",
            share(right)
        ));
    }
    if population.model.is_none() {
        said.push(
            "The sizes of groups are too much alike for a model of the population, so the worst is taken.".to_owned(),
        );
    }
    said
}

/// Whether groups tell what nobody should learn.
pub(super) fn sensitive(risk: &Risk) -> String {
    let told = risk.sensitive.iter().max_by(|one, other| one.share_told.total_cmp(&other.share_told));
    match told {
        None => "No column was declared as one that nobody should learn.".to_owned(),
        Some(most) if most.share_told > 0.0 => format!(
            "For {} of the records, who finds the group learns {}, because all in the group have the same. Those who are alone \
             are among them.",
            share(most.share_told),
            most.column
        ),
        Some(_) => "No group has a single value in a column that nobody should learn.".to_owned(),
    }
}

/// The step that was taken last.
pub(super) fn last_step(effect: &Effect) -> &str {
    effect.generalisations.last().map_or("no change", String::as_str)
}

/// What coarser codes change.
pub(super) fn effects(risk: &Risk) -> Vec<String> {
    let Some(effects) = &risk.effects else { return vec!["No generalisation was asked for.".to_owned()] };
    let now = effects.now.share_below_k;
    let small = match best(effects, |figures| figures.share_below_k) {
        Some((name, least)) => format!(
            "By itself, “{name}” helps most: records in groups smaller than {} go from {} to {}.",
            risk.k,
            share(now),
            share(least)
        ),
        None => format!("No generalisation by itself brings a record out of the groups smaller than {}.", risk.k),
    };
    let told = best(effects, |figures| figures.share_unique_by_pairs).map(|(name, least)| {
        format!(
            "Records told by {} go from {} to {} with “{name}”.",
            little(risk),
            share(effects.now.share_unique_by_pairs),
            share(least)
        )
    });
    std::iter::once(small).chain(told).chain([path(effects)]).collect()
}

/// The generalisation with the lowest share, by itself, if it is lower than now.
fn best(effects: &Effects, share_of: fn(&Figures) -> f64) -> Option<(&str, f64)> {
    let each = effects.each.iter().map(|effect| (last_step(effect), share_of(&effect.figures)));
    let best = each.min_by(|one, other| one.1.total_cmp(&other.1))?;
    (best.1 < share_of(&effects.now)).then_some(best)
}

fn path(effects: &Effects) -> String {
    let target = if effects.reached { "The target is reached." } else { "The target is not reached." };
    let Some(last) = effects.path.last() else {
        let nothing = if effects.reached { "without any change" } else { "and none of them helps" };
        return format!("{} {nothing}.", target.trim_end_matches('.'));
    };
    let steps: Vec<_> = effects.path.iter().map(|effect| format!("“{}”", last_step(effect))).collect();
    let (order, leave) = if steps.len() == 1 { ("", "leaves") } else { ("One after the other, ", "leave") };
    format!(
        "{order}{} {leave} {} of the records in small groups, and {} alone. {target}",
        listed(&steps),
        share(last.figures.share_below_k),
        share(last.figures.share_unique)
    )
}

/// An organisation, of which only the number is known here.
pub(super) fn contributor(contributor: &Contributor) -> String {
    format!("organisation {}", contributor.contributor)
}

/// Those whose file is told first, then by how much of it one or two values tell.
pub(super) fn contributors_in_order(risk: &Risk) -> Vec<&Contributor> {
    let mut ordered: Vec<_> = risk.contributors.iter().collect();
    ordered.sort_by(|one, other| other.told.cmp(&one.told).then(other.share_by_pairs.total_cmp(&one.share_by_pairs)));
    ordered
}

fn told(risk: &Risk) -> u64 {
    risk.contributors.iter().filter(|contributor| contributor.told).count() as u64
}

/// Whether an organisation's file can be told.
pub(super) fn contributors(risk: &Risk) -> String {
    let all = risk.contributors.len() as u64;
    match (all, told(risk)) {
        (0, _) => {
            "Which organisation a record comes from is not known here, so nothing can be said of them.".to_owned()
        }
        (1, _) => "All records come from one organisation: whoever has the table has its file.".to_owned(),
        (_, 0) => {
            format!("Of {} none has a file that can be told as a whole from the others.", counted(all, "organisation"))
        }
        (_, told) => {
            let ordered = contributors_in_order(risk).into_iter().filter(|contributor| contributor.told);
            let mut named: Vec<_> = ordered.take(NAMED_MAX).map(contributor).collect();
            let more = told.saturating_sub(NAMED_MAX as u64);
            if more > 0 {
                named.push(format!("{} more", number(more)));
            }
            format!(
                "The whole file of {} of {} can be told from the others: {}.",
                number(told),
                counted(all, "organisation"),
                listed(&named)
            )
        }
    }
}

/// The few numbers to begin with.
pub(super) fn key_figures(risk: &Risk) -> Vec<KeyFigure> {
    let figure = |value: String, label: &str, note: String| KeyFigure { value, label: label.to_owned(), note };
    let groups = &risk.groups;
    let mut figures = vec![
        figure(number(groups.rows as u64), "Records", "each of them one person".to_owned()),
        figure(
            share(share_of(groups.unique as u64, risk)),
            "Alone",
            format!("{} that nobody is like in all that may be known", records(groups.unique as u64)),
        ),
        figure(
            share(share_of(groups.rows_below_k as u64, risk)),
            &format!("In groups smaller than {}", risk.k),
            format!("{} that too few others are like", records(groups.rows_below_k as u64)),
        ),
    ];
    if let Some(few) = risk.combinations.iter().take(2).next_back() {
        figures.push(figure(
            share(share_of(few.rows_unique as u64, risk)),
            &format!("Told by {}", or_fewer(few.length)),
            format!("{} that so little is enough to find", records(few.rows_unique as u64)),
        ));
    }
    if !risk.contributors.is_empty() {
        let all = counted(risk.contributors.len() as u64, "organisation");
        let note = format!("of {all}: their records can be told from those of the others");
        figures.push(figure(number(told(risk)), "Whole files told", note));
    }
    figures
}
