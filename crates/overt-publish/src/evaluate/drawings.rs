//! The charts of an evaluation.

use overt_link::Interval;
use overt_protect::synth::evaluate::{
    CellCompared, ChosenSet, ColumnDistance, Evaluation, Length, Membership, Proportion, Recognised, Support,
};

use super::words;
use crate::charts::{
    Agreement, AgreementPoint, Category, Heading, IntervalRow, Intervals, ShareRow, Shares, number, share,
};
use crate::report::{columns_at_once, counted};

/// More cells are not drawn: those with the largest counts are.
const CELLS_DRAWN_MAX: usize = 400;
/// Shares at which a bar can be full.
const FULL: [f64; 6] = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5];
/// The kinds of cells, in the order of their marks.
const SUPPORTS: [Support; 3] = [Support::Supported, Support::NoiseOnly, Support::NotMeasured];

/// Shares on a scale that the largest nearly fills.
fn shares(heading: Heading, row_name: &str, rows: Vec<ShareRow>) -> Shares {
    let most = rows.iter().map(|row| row.share).fold(0.0, f64::max);
    let full = FULL.into_iter().find(|full| most <= *full).unwrap_or(1.0);
    Shares { heading, row_name: row_name.to_owned(), rows, mark: None, full }
}

fn by_length(evaluation: &Evaluation, share_of: fn(&Length) -> f64, note: fn(&Length) -> String) -> Vec<ShareRow> {
    let row = |length: &Length| ShareRow {
        category: Category::named(columns_at_once(length.length)),
        share: share_of(length),
        note: note(length),
    };
    evaluation.lengths.iter().map(row).collect()
}

/// The error by how many columns are looked at.
pub(super) fn errors(evaluation: &Evaluation) -> Shares {
    let heading = Heading::new(
        "errors-chart",
        "Error by the number of columns",
        "The part of the records that would have to have other values for the counts of a set of columns to be right: the mean over \
         the sets. Shorter is better.",
        "records in a wrong place",
    );
    let note = |length: &Length| {
        format!("{} sets; worst: {}", words::compared(length), share(length.comparison.distance_most))
    };
    shares(heading, "Columns at once", by_length(evaluation, |length| length.comparison.distance_mean, note))
}

/// What is made up, by how many columns are looked at.
pub(super) fn made_up(evaluation: &Evaluation) -> Shares {
    let heading = Heading::new(
        "made-up-chart",
        "Made up, by the number of columns",
        "The part of the synthetic records that have a combination of values which no real record has: the mean over the sets.",
        "synthetic records with a combination that is made up",
    );
    let note = |length: &Length| counted(length.comparison.fabricated as u64, "such combination");
    shares(heading, "Columns at once", by_length(evaluation, |length| length.comparison.fabricated_records, note))
}

/// The error of each column, the largest first.
pub(super) fn columns(evaluation: &Evaluation) -> Shares {
    let row = |column: &ColumnDistance| ShareRow {
        category: Category::named(column.column.clone()),
        share: column.distance,
        note: String::new(),
    };
    let mut rows: Vec<_> = evaluation.columns.iter().map(row).collect();
    rows.sort_by(|one, other| other.share.total_cmp(&one.share));
    let heading = Heading::new(
        "columns-chart",
        "Error of each column",
        "The part of the records that would have to have another value in this column for its counts to be right.",
        "records with a wrong value",
    );
    shares(heading, "Column", rows)
}

/// The combinations of a set: real counts along, synthetic ones up.
pub(super) fn cells(set: &ChosenSet, place: usize) -> Agreement {
    let point = |cell: &CellCompared| AgreementPoint {
        category: Category::named(words::values(cell)),
        along: cell.records.into(),
        up: cell.synthetic.into(),
        kind: SUPPORTS.iter().position(|support| *support == cell.support).expect("every support is a kind"),
        note: format!("off by {}; {}", words::error(cell), words::measured(cell)),
    };
    let title = format!("Real and synthetic counts of {}", words::set_name(set));
    let left_out = set.cells.len().saturating_sub(CELLS_DRAWN_MAX);
    let more = match left_out {
        0 => String::new(),
        _ => format!(" The {} with the smallest counts are left out.", counted(left_out as u64, "combination")),
    };
    let support = match set.support {
        None => "",
        Some(_) => {
            " Supported: the measured count is larger than noise makes it in 95 of 100 combinations that nobody has. Noise only: it is not."
        }
    };
    let description =
        format!("Each mark is a combination of values, at its real and its synthetic count.{support}{more}");
    Agreement {
        heading: Heading::new(&format!("cells-{place}-chart"), &title, &description, "records"),
        point_name: "Combination".to_owned(),
        along_name: "real records".to_owned(),
        up_name: "synthetic records".to_owned(),
        kind_name: "Support".to_owned(),
        kinds: SUPPORTS.map(|support| words::support(support).to_owned()).into(),
        points: words::largest(set, CELLS_DRAWN_MAX).into_iter().map(point).collect(),
    }
}

/// How often each attacker recognises members, and takes others for one; none if it was not tried.
pub(super) fn membership(membership: &Membership) -> Vec<Intervals> {
    let Membership::Tried(tried) = membership else { return Vec::new() };
    let row = |label: &str, value: &Proportion| IntervalRow {
        category: Category::named(label),
        value: Some(Interval { value: value.share(), low: value.low, high: value.high }),
        note: format!("{} of {}", number(value.part as u64), number(value.of as u64)),
    };
    let attackers = [
        ("nearest-chart", "Attacker who goes by the nearest synthetic record", &tried.nearest),
        ("rare-chart", "Attacker who goes by rare pairs of values", &tried.rare),
    ];
    let chart = |(id, title, found): (&str, &str, &Recognised)| Intervals {
        heading: Heading::new(
            id,
            title,
            "The share of members, and of others, of whom he says that their records were used, with the interval of Clopper and \
             Pearson. If the first is not above the second, he guesses.",
            "share that is taken for members",
        ),
        row_name: "Who".to_owned(),
        rows: vec![row("members", &found.members), row("others", &found.others)],
    };
    attackers.map(chart).into()
}
