//! Columns that mean something beside others: parts of a name, currencies, and what tells rows apart.

use overt_model::codebook::{Codebook, Kind};

use super::choose::{CELLS_MIN, Group, NAME_SHARE};
use super::words::meanings;
use super::{ColumnGuess, Confidence, Currency, Part, Target};

/// A name beside a family name is the first name, and beside a first name the family name.
pub(super) fn part_names(guesses: &mut [ColumnGuess]) {
    let find = |guesses: &[ColumnGuess], property: &str| {
        guesses.iter().position(|guess| guess.target.as_ref().is_some_and(|target| target.property == property))
    };
    let [full, first, family] = ["full_name", "first_name", "family_name"].map(|property| find(guesses, property));
    let (beside, property) = match (first, family) {
        (Some(first), None) => (first, "family_name"),
        (None, Some(family)) => (family, "first_name"),
        _ => return,
    };
    let Some(full) = full.filter(|&full| guesses[full].each == guesses[beside].each) else { return };
    let guess = &mut guesses[full];
    if let Some(target) = &mut guess.target {
        property.clone_into(&mut target.property);
    }
    guess.confidence = guess.confidence.min(Confidence::Medium);
    guess.reasons.push("the other part of the name stands in a column of its own".to_owned());
}

/// Each sum takes its currency from its cells, or else from the nearest column of currencies, behind it rather than before.
pub(super) fn find_currencies(groups: &[Group<'_>], guesses: &mut [ColumnGuess], codebook: &Codebook) {
    let is_named = |place: usize| meanings(&groups[place].name).iter().any(|word| word == "currency");
    let share = |place: usize| groups[place].cells.codes_in("currencies");
    let columns: Vec<usize> = (0..groups.len()).filter(|&place| is_named(place) && share(place) >= 0.5).collect();
    let is_sum = |guess: &ColumnGuess| {
        guess.target.as_ref().is_some_and(|target| {
            let property = codebook.schema(&target.schema).and_then(|schema| schema.property(&target.property));
            property.is_some_and(|property| matches!(property.kind, Kind::Money { .. }))
        })
    };
    let sums: Vec<usize> =
        (0..guesses.len()).filter(|place| !columns.contains(place) && is_sum(&guesses[*place])).collect();
    let nearest = |of: usize, among: &[usize], behind_first: bool| {
        let far = |other: &usize| (other.abs_diff(of), (*other > of) != behind_first);
        among.iter().copied().filter(|other| groups[of].each == groups[*other].each).min_by_key(far)
    };
    let of_sums: Vec<_> = sums.iter().map(|&sum| (sum, nearest(sum, &columns, true))).collect();
    let of_columns: Vec<_> = columns.iter().map(|&column| (column, nearest(column, &sums, false))).collect();
    for (sum, column) in of_sums {
        let cells = &groups[sum].cells.profile;
        guesses[sum].currency = match column {
            Some(column) => Currency::Column(groups[column].name.clone()),
            None if cells.marked_sums > 0.9 * cells.numbers => Currency::InCell,
            None => Currency::Nowhere,
        };
    }
    for (column, sum) in of_columns {
        let Some(Some(money)) = sum.map(|sum| guesses[sum].target.clone()) else { continue };
        let guess = &mut guesses[column];
        guess.target = Some(Target { part: Some(Part::Currency), ..money });
        guess.score = NAME_SHARE + (1.0 - NAME_SHARE) * share(column);
        guess.confidence = if share(column) >= 0.8 { Confidence::High } else { Confidence::Medium };
        guess.reasons = vec!["the name speaks of a currency".to_owned(), "the cells are currencies".to_owned()];
        guess.split = None;
    }
}

/// Words that name the row itself.
const OF_ROW: &[&str] = &[
    "case",
    "client",
    "incident",
    "intake",
    "number",
    "person",
    "received",
    "record",
    "reference",
    "report",
    "row",
    "uuid",
    "victim",
];

/// The first column that tells every row from the others and is named for it.
pub(super) fn key_column(groups: &[Group<'_>]) -> Option<usize> {
    /// Numbers that are of papers, telephones and accounts, and not of the row.
    const OF_SOMETHING: &[&str] =
        &["account", "badge", "document", "identity", "mobile", "national", "phone", "postal", "tax"];
    (0..groups.len()).find(|&place| {
        let cells = &groups[place].cells.profile;
        let words = meanings(&groups[place].name);
        let says_number = words.iter().any(|word| matches!(word.as_str(), "number" | "reference" | "uuid" | "case"));
        let is_named = says_number && !words.iter().any(|word| OF_SOMETHING.contains(&word.as_str()));
        let is_one_word = cells.several_words < 0.2 && cells.dates < 0.2 && cells.phones < 0.5;
        let tells_rows_apart = cells.unlike() > 0.97 && cells.filled() > 0.97 && cells.told >= CELLS_MIN;
        groups[place].each.is_empty() && is_named && is_one_word && tells_rows_apart
    })
}

pub(super) fn make_key(guess: &mut ColumnGuess, main: &str) {
    guess.is_key = true;
    guess.reasons.insert(0, "every row has another value, and the name is that of a number".to_owned());
    let keeps = guess.confidence > Confidence::Low
        && guess.target.as_ref().is_some_and(|target| {
            target.schema == main
                && ["number", "reference", "external_id"].iter().any(|word| target.property.contains(word))
        });
    if !keeps {
        guess.target = Some(Target { schema: main.to_owned(), property: "external_id".to_owned(), part: None });
        // A number of something else may be different in every row too.
        let is_of_row = |word: &String| OF_ROW.contains(&word.as_str());
        let is_sure = meanings(&guess.column).iter().all(is_of_row);
        (guess.score, guess.confidence) = if is_sure { (0.9, Confidence::High) } else { (0.7, Confidence::Medium) };
        guess.split = None;
    }
}
