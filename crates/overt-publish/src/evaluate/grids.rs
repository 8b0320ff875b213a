//! The figures of an evaluation, as tables.

use overt_protect::synth::evaluate::{
    CellCompared, ChosenSet, Combination, Evaluation, Length, Membership, Recognised, Support,
};

use super::words;
use crate::charts::{capitalised, number, share};
use crate::report::{Grid, columns_at_once};

/// The error by how many columns are looked at.
pub(super) fn lengths(evaluation: &Evaluation) -> Grid {
    let rows = evaluation.lengths.iter().map(|length| {
        let compared = &length.comparison;
        let [mean, most] = [compared.distance_mean, compared.distance_most].map(share);
        let frequent_error = if compared.frequent == 0 { "none".to_owned() } else { share(compared.frequent_error) };
        let counts =
            [compared.combinations, compared.frequent, compared.frequent_lost, compared.lost, compared.fabricated];
        let [combinations, frequent, frequent_lost, lost, fabricated] = counts.map(|count| number(count as u64));
        let made_up = share(compared.fabricated_records);
        let name = capitalised(&columns_at_once(length.length));
        let sets = words::compared(length);
        (name, [mean, most, frequent_error, combinations, frequent, frequent_lost, lost, fabricated, made_up, sets])
    });
    Grid::new("Real and synthetic records, by how many columns are looked at", "Columns at once")
        .figures(
            "Error",
            "Records that would have to have other values for the counts of a set to be right: the mean over the sets.",
        )
        .figures("Worst", "The same for the set where it is largest.")
        .figures(
            "Frequent off",
            "How far counts of frequent combinations are off, as a part of the real count: the mean over them.",
        )
        .figures("There", "Combinations that real records have.")
        .figures(
            "Frequent",
            format!("Of them, those that at least {} real records have.", number(evaluation.frequent_min.into())),
        )
        .figures("Frequent lost", "Of those, the ones that no synthetic record has.")
        .figures("Lost", "All combinations of real records that no synthetic record has.")
        .figures("Made up", "Combinations that only synthetic records have.")
        .figures("Records", "Synthetic records that have one of them: the mean over the sets.")
        .words("Sets", "Sets of columns that were compared. If there are too many, some are drawn by chance.")
        .rows(rows)
}

/// The error of each column.
pub(super) fn columns(evaluation: &Evaluation) -> Grid {
    let rows = evaluation.columns.iter().map(|column| (column.column.clone(), [share(column.distance)]));
    Grid::new("Error of each column", "Column")
        .figures("Error", "Records that would have to have another value for its counts to be right.")
        .rows(rows)
}

/// The combinations of a set with the largest counts, up to so many.
pub(super) fn cells(set: &ChosenSet, most: usize) -> Grid {
    let rows = words::largest(set, most).into_iter().map(|cell| {
        let counts = [cell.records, cell.synthetic].map(|count| number(count.into()));
        let [records, synthetic] = counts;
        (words::values(cell), [records, synthetic, words::error(cell), words::measured(cell)])
    });
    Grid::new(format!("Combinations of {} with the largest counts", words::set_name(set)), "Combination")
        .figures("Real", "Real records that have it.")
        .figures("Synthetic", "Synthetic records that have it.")
        .figures("Off", "The second less the first.")
        .words("Measured", "Whether the measurement supports it, and the real counts that it is compatible with.")
        .rows(rows)
}

/// The combinations that most synthetic records have and no real one.
pub(super) fn fabricated(length: &Length) -> Grid {
    combinations(
        &format!("Most frequent combinations of {} that are made up", columns_at_once(length.length)),
        ("Synthetic", "Synthetic records that have it. No real one does, but some have each shorter part of it."),
        &length.fabricated,
    )
}

/// The combinations that most real records have and no synthetic one.
pub(super) fn lost(length: &Length) -> Grid {
    combinations(
        &format!("Most frequent combinations of {} that are lost", columns_at_once(length.length)),
        ("Real", "Real records that have it. No synthetic one does, but some have each shorter part of it."),
        &length.lost,
    )
}

fn combinations(caption: &str, (name, meaning): (&'static str, &str), listed: &[Combination]) -> Grid {
    let row = |one: &Combination| (words::combination(one), [number(one.count.into())]);
    Grid::new(caption, "Combination").figures(name, meaning).rows(listed.iter().map(row))
}

/// How many combinations of each set are supported, and how far their counts are off.
pub(super) fn support(set: &ChosenSet) -> Grid {
    let row = |support: Support| {
        let cells: Vec<_> = set.cells.iter().filter(|cell| cell.support == support).collect();
        let sum = |of: fn(&CellCompared) -> u64| cells.iter().map(|cell| of(cell)).sum::<u64>();
        let figures = [
            cells.len() as u64,
            sum(|cell| cell.records.into()),
            sum(|cell| cell.synthetic.into()),
            sum(|cell| cell.error().unsigned_abs()),
            sum(|cell| u64::from(cell.records == 0 && cell.synthetic > 0)),
            sum(|cell| u64::from(cell.records > 0 && cell.synthetic == 0)),
        ];
        (!cells.is_empty()).then(|| (capitalised(words::support(support)), figures.map(number)))
    };
    let rows = [Support::Supported, Support::NoiseOnly, Support::NotMeasured].into_iter().filter_map(row);
    Grid::new(format!("Combinations of {}, by what the measurement says", words::set_name(set)), "Measurement")
        .figures("There", "Combinations that real or synthetic records have, or that the measurement supports.")
        .figures("Real", "Real records in them.")
        .figures("Synthetic", "Synthetic records in them.")
        .figures("Off", "By how many records their counts are off, added up without the sign.")
        .figures("Made up", "Of these combinations, those that only synthetic records have.")
        .figures("Lost", "Those that only real records have.")
        .rows(rows)
}

/// How often members are recognised.
pub(super) fn membership(membership: &Membership) -> Grid {
    let tried = match membership {
        Membership::Tried(tried) => vec![("Nearest record", tried.nearest), ("Rare pairs", tried.rare)],
        Membership::NotTried(_) => Vec::new(),
    };
    let row = |(name, found): (&str, Recognised)| {
        let counts = [found.members.part, found.members.of, found.others.part, found.others.of];
        let [part, of, others_part, others] = counts.map(|count| number(count as u64));
        let [members_share, others_share] = [found.members, found.others].map(|found| words::proportion(&found));
        (name.to_owned(), [part, of, others_part, others, members_share, others_share])
    };
    Grid::new("Members and others who are taken for members", "Attacker")
        .figures("Recognised", "Members of whom he says that they are.")
        .figures("Members", "Members who were tried.")
        .figures("False", "Others of whom he says it.")
        .figures("Others", "Others who were tried.")
        .figures("Share of members", "With its interval of 95% (Clopper and Pearson).")
        .figures("Share of others", "The same. The threshold is set by them, so it is at most 1 in 100.")
        .rows(tried.into_iter().map(row))
}
