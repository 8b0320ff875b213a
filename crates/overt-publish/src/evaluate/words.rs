//! What an evaluation means, in sentences.

use std::cmp::Reverse;

use overt_protect::synth::evaluate::{
    CellCompared, ChosenSet, Combination, Evaluation, FALSE_POSITIVES_MAX, Length, Membership, NotTried, OTHERS_MIN,
    Proportion, Recognised, Support,
};

use crate::charts::{listed, number, percentage_points, share};
use crate::report::{KeyFigure, columns_at_once, counted};

/// What must be known before anything else.
pub(super) const CONFIDENTIAL: &str = "For the team only. The figures are exact counts of real records without noise: do not \
    publish them, quote them or send them on.";

/// Why it is not harmless to act on it.
pub(super) const CHOICE: &str = "Do not make several releases and choose one by these figures. The choice depends on the exact \
    records and tells something of them that no budget has counted. Use them to decide whether the plan is good enough, \
    before the release, on records that will not be released, or on invented ones.";

/// What must not be concluded.
pub(super) const LIMITS: [&str; 7] = [
    "A small error on average is not a small error in the cell that somebody will read. Look at the cells of the question \
     that matters.",
    "“Noise only” does not say that nobody has the combination. It says that the measurement cannot tell.",
    "“Supported” is no proof that somebody has the combination: of 100 that nobody has, up to 5 are supported all the same. Nor \
     does it say that the synthetic count is right. The interval says how far that can be off.",
    "That an attacker here recognises nobody does not say that none can. Protection follows from the budget and its proof; an \
     attack can only show that something is wrong.",
    "That an attacker recognises somebody with differential privacy calls for a look at the program before anything is \
     released. Without differential privacy it is what has to be expected.",
    "Synthetic records that are too near to the real ones are no success. Another sample of the same size would differ too.",
    "Sets of columns that were drawn by chance stand for all of their length on average, and not for the worst.",
];

/// Where no set of columns was asked for.
pub(super) const NO_SETS: &str = "No set of columns was asked for. Name the columns of the question that matters, such as stage, \
    actor and act.";

/// What is listed as lost and made up.
pub(super) const LISTED: &str = "The most frequent of each are listed. If a shorter part of a combination is lost or made up \
    itself, only the part is. What is lost is listed only if it is frequent, because few records that share something would be \
    pointed at. If two values that are made up together contradict each other by the codebook, declare the pair impossible in \
    the next plan: that follows from the codebook and not from the records.";

/// A share with its interval.
pub(super) fn proportion(value: &Proportion) -> String {
    format!("{} ({} to {})", share(value.share()), percentage_points(value.low), share(value.high))
}

/// How far counts are off, for each length: the sentence that everything begins with.
pub(super) fn finding(evaluation: &Evaluation) -> String {
    let said = |length: &Length| format!("{} in {}", share(length.comparison.distance_mean), sets(length.length));
    let said: Vec<_> = evaluation.lengths.iter().map(said).collect();
    if said.is_empty() {
        return "There are no columns to compare.".to_owned();
    }
    format!(
        "For all counts to be right, this part of the records would have to have other values, on average: {}.",
        listed(&said)
    )
}

/// `single columns`, `pairs of columns`.
pub(super) fn sets(length: usize) -> String {
    match length {
        1 => "single columns".to_owned(),
        2 => "pairs of columns".to_owned(),
        3 => "sets of three".to_owned(),
        4 => "sets of four".to_owned(),
        more => format!("sets of {more}"),
    }
}

/// How many records there are of both.
pub(super) fn rows(evaluation: &Evaluation) -> String {
    format!(
        "{} stand for {}. All shares are of the records of each, so that the two numbers need not agree.",
        counted(evaluation.synthetic as u64, "synthetic record"),
        counted(evaluation.records as u64, "real one"),
    )
}

/// Which sets were compared.
pub(super) fn compared(length: &Length) -> String {
    let (sets, all) = (length.comparison.sets as u64, length.sets_all);
    if sets == all { format!("all {}", number(all)) } else { format!("{} of {} drawn", number(sets), number(all)) }
}

/// How many frequent combinations are lost.
pub(super) fn frequent_lost(evaluation: &Evaluation) -> String {
    let said = evaluation.lengths.iter().map(|length| {
        let compared = &length.comparison;
        let all = counted(compared.frequent as u64, "frequent combination");
        format!("{} of {all} of {}", number(compared.frequent_lost as u64), columns_at_once(length.length))
    });
    let said: Vec<_> = said.collect();
    format!(
        "A combination is frequent if at least {} have it, and lost if no synthetic record does. Lost are {}.",
        counted(evaluation.frequent_min.into(), "real record"),
        listed(&said)
    )
}

/// What is said where no frequent combination is lost.
pub(super) fn none_lost(evaluation: &Evaluation) -> Option<&'static str> {
    let none = evaluation.lengths.iter().all(|length| length.comparison.frequent_lost == 0);
    none.then_some("In the sets that were compared no frequent combination is lost.")
}

/// What is said where none is made up.
pub(super) fn none_made_up(evaluation: &Evaluation) -> Option<&'static str> {
    let none = evaluation.lengths.iter().all(|length| length.comparison.fabricated == 0);
    none.then_some("In the sets that were compared no combination is made up.")
}

/// The column that is farthest off.
pub(super) fn columns(evaluation: &Evaluation) -> String {
    match evaluation.columns.iter().max_by(|one, other| one.distance.total_cmp(&other.distance)) {
        Some(column) if column.distance > 0.0 => {
            format!(
                "Farthest off is {}: {} of the records would have to have another value.",
                column.column,
                share(column.distance)
            )
        }
        _ => "Every value is there in its share.".to_owned(),
    }
}

/// The name of a set in a sentence.
pub(super) fn set_name(set: &ChosenSet) -> String {
    set.columns.join(" × ")
}

/// What is known of the combinations of a set.
pub(super) fn set(set: &ChosenSet, frequent_min: u32) -> String {
    let compared = &set.comparison;
    let frequent = match compared.frequent {
        0 => format!("No combination is frequent (at least {}).", number(frequent_min.into())),
        frequent => format!(
            "Counts of {} (at least {}) are off by {} on average. Lost: {}.",
            counted(frequent as u64, "frequent combination"),
            number(frequent_min.into()),
            share(compared.frequent_error),
            number(compared.frequent_lost as u64),
        ),
    };
    let support = match &set.support {
        None => "The set was not measured as a whole, so nothing says which combinations are supported; emphasise it to know."
            .to_owned(),
        Some(support) => format!(
            "Of the combinations that synthetic records have, {} are supported by the measurement and {} are noise only. Its \
             intervals hold the real count in {} of {} combinations ({}).",
            number(support.supported as u64),
            number(support.noise_only as u64),
            number(support.interval_right as u64),
            number(set.combinations as u64),
            share(support.interval_right as f64 / set.combinations as f64),
        ),
    };
    format!("{frequent} {support}")
}

/// The combinations of a set with the largest counts, largest first, up to so many.
pub(super) fn largest(set: &ChosenSet, most: usize) -> Vec<&CellCompared> {
    let mut cells: Vec<_> = set.cells.iter().collect();
    cells.sort_by_key(|cell| Reverse((cell.records.max(cell.synthetic), cell.records)));
    cells.truncate(most);
    cells
}

/// The values of a combination.
pub(super) fn values(cell: &CellCompared) -> String {
    cell.values.iter().map(|one| value(one)).collect::<Vec<_>>().join(" × ")
}

/// By how many records a count is off: `+12`, `−3`, `0`.
pub(super) fn error(cell: &CellCompared) -> String {
    let off = number(cell.error().unsigned_abs());
    match cell.error() {
        0 => off,
        error if error < 0 => format!("−{off}"),
        _ => format!("+{off}"),
    }
}

/// What a measurement says of a combination.
pub(super) fn measured(cell: &CellCompared) -> String {
    let said = support(cell.support);
    match cell.interval {
        Some(interval) => {
            let [least, most] = [interval.least, interval.most].map(|end| number(end.unsigned_abs()));
            format!("{said} ({least} to {most})")
        }
        None => said.to_owned(),
    }
}

/// Whether a combination is supported.
pub(super) fn support(support: Support) -> &'static str {
    match support {
        Support::Supported => "supported",
        Support::NoiseOnly => "noise only",
        Support::NotMeasured => "not measured",
    }
}

/// The values of a combination with their columns.
pub(super) fn combination(combination: &Combination) -> String {
    let cells = combination.cells.iter().map(|cell| format!("{}: {}", cell.column, value(&cell.value)));
    cells.collect::<Vec<_>>().join("; ")
}

/// A value as people read it.
pub(super) fn value(value: &str) -> &str {
    if value.is_empty() { "(empty)" } else { value }
}

/// Whether members are recognised.
pub(super) fn membership(membership: &Membership) -> Vec<String> {
    let tried = match membership {
        Membership::Tried(tried) => tried,
        Membership::NotTried(reason) => {
            let why = match reason {
                NotTried::NoOthers => {
                    "It was not tried whether somebody is recognised, because there are no records of others. Who knows only \
                     members cannot tell how often he is wrong. Lay a random part of the records aside before the synthesis, and \
                     give it here."
                        .to_owned()
                }
                NotTried::FewOthers { others } => format!(
                    "It was not tried whether somebody is recognised: among those who stand out most there are {} others, and with \
                     fewer than {} nobody can tell one false alarm in a hundred. Lay a larger part of the records aside.",
                    number(*others as u64),
                    number(OTHERS_MIN as u64),
                ),
                NotTried::NoMembers => {
                    "It was not tried whether somebody is recognised: no real record is among those who stand out most.".to_owned()
                }
            };
            return vec![why, "Nothing follows from that, in either direction.".to_owned()];
        }
    };
    let attackers = [("by the nearest synthetic record", &tried.nearest), ("by rare pairs of values", &tried.rare)];
    let mut said = vec![format!(
        "Members (whose records were used) and others (whose records were not) were tried, those who stand out most. The attacker \
         has this one release, knows everybody's record, and takes at most {} of the others for members. Who guesses recognises \
         no larger share of the members.",
        share(FALSE_POSITIVES_MAX)
    )];
    said.extend(attackers.map(|(by, found)| attacker(by, found)));
    said
}

fn attacker(by: &str, found: &Recognised) -> String {
    let verdict = if found.more_than_guessing() {
        "That is more than guessing: somebody can find out who is in the data."
    } else {
        "That is not more than guessing, as far as so many tell."
    };
    format!(
        "One who goes {by} recognises {} of {}: {}. He takes {} of {} for members. {verdict}",
        number(found.members.part as u64),
        counted(found.members.of as u64, "member"),
        proportion(&found.members),
        number(found.others.part as u64),
        counted(found.others.of as u64, "other"),
    )
}

/// The few numbers to begin with.
pub(super) fn key_figures(evaluation: &Evaluation) -> Vec<KeyFigure> {
    let figure = |value: String, label: &str, note: String| KeyFigure { value, label: label.to_owned(), note };
    let mut figures: Vec<_> = evaluation
        .lengths
        .iter()
        .map(|length| {
            let label = format!("Error in {}", sets(length.length));
            let note =
                format!("mean over {} sets; at most {}", compared(length), share(length.comparison.distance_most));
            figure(share(length.comparison.distance_mean), &label, note)
        })
        .collect();
    let members = match &evaluation.membership {
        Membership::Tried(tried) => {
            let most = if tried.nearest.members.part > tried.rare.members.part { &tried.nearest } else { &tried.rare };
            figure(
                share(most.members.share()),
                "Members recognised",
                "by the better of two attackers; guessing gives at most 1 in 100".into(),
            )
        }
        Membership::NotTried(_) => figure("not tried".into(), "Members recognised", "nothing follows from that".into()),
    };
    figures.push(members);
    figures
}
