//! The figures of a risk, as tables.

use overt_protect::risk::{Attack, Figures, Risk, Standout};

use super::words::{self, cell};
use crate::charts::{amount, capitalised, listed, number, share};
use crate::screen::Grid;

/// How many rows fewer than the k asked for share combinations of each length.
pub(super) fn combinations(risk: &Risk) -> Grid {
    let rows = risk.combinations.iter().map(|length| {
        let told = length.rows_unique as u64;
        let counts = [told, length.distinct, length.below_k, length.unique, length.minimal].map(number);
        let [told_count, distinct, below, unique, minimal] = counts;
        let told_share = share(words::share_of(told, risk));
        let name = capitalised(&words::columns_at_once(length.length));
        (name, [told_count, told_share, number(length.sets as u64), distinct, below, unique, minimal])
    });
    Grid::new("Combinations of values, by how many columns are known", "Known")
        .figures("Records told", "Records that so many columns, or fewer, are enough to tell from all others.")
        .figures("Share", "The same as a share of all records.")
        .figures("Sets", "Ways to choose so many columns.")
        .figures("Combinations", "Different values together that some record has.")
        .figures("Rare", format!("Of them, those that fewer than {} records have.", risk.k))
        .figures("Unique", "Of them, those that one record has.")
        .figures(
            "Special",
            "Of those, the ones of which every part is shared with somebody: none of the columns is idle.",
        )
        .rows(rows)
}

/// Attackers.
pub(super) fn attackers(risk: &Risk) -> Grid {
    let row = |name: &str, attack: &Attack| {
        (name.to_owned(), [attack.highest, attack.average, attack.share_above].map(share))
    };
    let prosecutor = row("Prosecutor: knows that she is in the table", &risk.attackers.prosecutor);
    let journalist = risk.attackers.population.as_ref();
    let journalist = journalist.map(|population| row("Journalist: does not know that", &population.journalist));
    Grid::new("How often somebody is right who says “that record is she”", "Attacker")
        .figures("Highest", "For the record that is found most easily.")
        .figures(
            "Average",
            "Over all records. It is also what the marketer gets right, who guesses about everybody and minds no mistake.",
        )
        .figures("Above", format!("Records for which he is right more often than 1 in {}.", risk.k))
        .rows(std::iter::once(prosecutor).chain(journalist))
}

/// The sets of columns that tell the most records, up to so many of each length.
pub(super) fn revealing(risk: &Risk, each_max: usize) -> Grid {
    let mut taken = [0_usize; 8];
    let few = risk.revealing.iter().filter(|set| {
        let taken = &mut taken[set.columns.len().min(7)];
        *taken += 1;
        *taken <= each_max
    });
    let rows = few.map(|set| {
        let told = share(words::share_of(set.unique, risk));
        (listed(&set.columns), [number(set.unique), told])
    });
    Grid::new("The sets of columns that tell the most records, of each length", "Columns")
        .figures("Records told", "Records that nobody else is like in these columns.")
        .figures("Share", "The same as a share of all records.")
        .rows(rows)
}

/// The columns, by how much they drive it.
pub(super) fn columns(risk: &Risk) -> Grid {
    Grid::new("Columns, by how much they make records stand out", "Column")
        .figures(
            "Share",
            "The part of the score of all records that comes from sets with this column. Sets share columns, so the parts add up \
             to more than the whole.",
        )
        .rows(risk.columns.iter().map(|part| (part.column.clone(), [share(part.share)])))
}

/// The values that drive it, up to so many.
pub(super) fn values(risk: &Risk, most: usize) -> Grid {
    let rows = risk.values.iter().take(most);
    Grid::new("Values that make records stand out", "Value")
        .figures("Share", "The part of the score of all records that comes from sets with this value.")
        .rows(rows.map(|part| (cell(&part.cell), [share(part.share)])))
}

/// The records that stand out most, up to so many: where they are, and by which columns, but not what they hold.
pub(super) fn standouts(risk: &Risk, most: usize) -> Grid {
    let columns = |standout: &Standout| {
        let first = standout.unique_by.first().into_iter().flatten();
        listed(&first.map(|cell| cell.column.clone()).collect::<Vec<_>>())
    };
    let row = |standout: &Standout| {
        let cells = [number(standout.score), number(standout.sets as u64), columns(standout)];
        (format!("Record {}", number(standout.row as u64)), cells)
    };
    Grid::new("Records that stand out most", "Record, counted from 1")
        .figures("Score", "The more sets tell it, and the fewer columns they have, the higher (SUDA).")
        .figures("Sets", "Smallest sets of columns that are enough to tell it.")
        .words("First told by", "The columns of the first of them. What the record holds there is not repeated here.")
        .rows(risk.worst.iter().take(most).map(row))
}

/// What groups tell.
pub(super) fn sensitive(risk: &Risk) -> Grid {
    let rows = risk.sensitive.iter().map(|column| {
        let [distinct, recursive] = [column.distinct, column.recursive].map(|count| number(count as u64));
        let [farthest, distance] = [column.farthest, column.distance].map(share);
        (
            column.column.clone(),
            [share(column.share_told), distinct, amount(column.entropy), recursive, farthest, distance],
        )
    });
    Grid::new("What the group tells about a column that nobody should learn", "Column")
        .figures("Told", "Records whose whole group has one value: who finds the group knows it.")
        .figures("Fewest", "The fewest different values in a group (distinct l-diversity); at 1 something is told.")
        .figures("Entropy", "The same if frequent and rare values count by their share (entropy l-diversity).")
        .figures(
            "Recursive",
            "The largest l for which no value is too frequent in any group (recursive (3, l)-diversity).",
        )
        .figures(
            "Farthest",
            "How far the group that differs most is from the whole table (t-closeness); 0 is no difference.",
        )
        .figures("Distance", "The same on average over the records.")
        .rows(rows)
}

fn effect_row(name: String, figures: &Figures) -> (String, [String; 7]) {
    let shares =
        [figures.share_below_k, figures.share_unique, figures.share_unique_by_pairs, figures.average_risk].map(share);
    let [below, unique, pairs, risk] = shares;
    let smallest = number(figures.smallest.into());
    (name, [below, unique, pairs, risk, number(figures.groups as u64), smallest, number(figures.rare_pairs)])
}

/// What each generalisation changes by itself, and then one after the other.
pub(super) fn effects(risk: &Risk) -> Grid {
    let effects = risk.effects.iter();
    let rows = effects.flat_map(|effects| {
        let now = effect_row("As it is".to_owned(), &effects.now);
        let each = effects.each.iter().map(|effect| effect_row(words::last_step(effect).to_owned(), &effect.figures));
        let path = effects.path.iter().zip(1..).map(|(effect, step)| {
            let name = if step == 1 { "first" } else { "then" };
            effect_row(format!("Step {step}, {name} {}", words::last_step(effect)), &effect.figures)
        });
        std::iter::once(now).chain(each).chain(path).collect::<Vec<_>>()
    });
    Grid::new("The table as it is, with each generalisation by itself, and with one after the other", "Generalisation")
        .figures("Small groups", format!("Records in groups smaller than {}.", risk.k))
        .figures("Alone", "Records that nobody is like in all that may be known.")
        .figures("Told", format!("Records that {} are enough to tell.", words::little(risk)))
        .figures("Right", "How often somebody is right, on average, who knows that a person is in the table.")
        .figures("Groups", "Groups of records that are alike; fewer and larger ones are better.")
        .figures("Smallest", "Records in the smallest group.")
        .figures("Rare", format!("Values, and pairs of values, that fewer than {} records have.", risk.k))
        .rows(rows)
}

/// The organisations.
pub(super) fn contributors(risk: &Risk) -> Grid {
    let rows = words::contributors_in_order(risk).into_iter().map(|contributor| {
        let shares = [
            contributor.share_by_values,
            contributor.share_by_pairs,
            contributor.share_in_own_groups,
            contributor.share_alone,
        ];
        let [values, pairs, own, alone] = shares.map(share);
        let told = if contributor.told { "yes" } else { "no" };
        // Of few records the values would say what one of them holds together.
        let is_few = (contributor.rows as u64) < u64::from(risk.k);
        let by = match (&contributor.whole, contributor.signatures.first()) {
            (Some(cells), _) if is_few => listed(&cells.iter().map(|cell| cell.column.clone()).collect::<Vec<_>>()),
            (Some(cells), _) => listed(&cells.iter().map(cell).collect::<Vec<_>>()),
            (None, Some(signature)) => {
                format!("{} ({})", cell(&signature.cell), words::records(signature.rows.into()))
            }
            (None, None) => "no single value".to_owned(),
        };
        let name = capitalised(&words::contributor(contributor));
        (name, [number(contributor.rows as u64), told.to_owned(), values, pairs, own, alone, by])
    });
    Grid::new("Whether the records of an organisation can be told from those of the others", "Organisation")
        .figures("Records", "Its records.")
        .figures(
            "Told",
            "Whether its whole file can be told: all its records share values that nobody else has, or one or two values tell \
             95 in 100 of them.",
        )
        .figures("By one", format!("Its records with a value that at least {} of them have and nobody else.", risk.k))
        .figures("By two", "The same with one value or two together.")
        .figures("Own groups", "Its records in groups of two or more that it fills alone.")
        .figures("Alone", "Its records that are alone. They tell the person, and are counted above.")
        .words(
            "Told by",
            format!(
                "The values that all its records have and nobody else, or the most frequent one that is only its own. Where it has \
                 fewer than {} records, only the columns are named.",
                risk.k
            ),
        )
        .rows(rows)
}
