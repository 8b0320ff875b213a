//! Chained equations: each column with gaps is filled from all others, in turn.

use nalgebra::{Cholesky, DMatrix, DVector};

use super::{Complete, Filled, Recipe, Source};
use crate::Problem;
use crate::chance::Chance;
use crate::regress::errors::number;
use crate::regress::{Column, LeftOut, Table};

/// Added to the diagonal of the normal equations of standardised columns, in shares of it, so that columns which follow from each
/// other in completed rows stop nothing.
const RIDGE: f64 = 1e-5;

const IMPUTATIONS_MAX: usize = 1000;

const ROUNDS_MAX: usize = 1000;

pub(super) fn complete(table: &Table, recipe: &Recipe) -> Result<Complete, Problem> {
    let counts = (2..=IMPUTATIONS_MAX).contains(&recipe.imputations) && (1..=ROUNDS_MAX).contains(&recipe.rounds);
    if !counts || recipe.from == Source::Donors(0) {
        return Err(Problem::new(
            "Gaps cannot be filled by this recipe.",
            format!("Ask for 2 to {IMPUTATIONS_MAX} imputations, 1 to {ROUNDS_MAX} rounds, and at least one donor."),
        ));
    }
    let (kept, without): (Vec<usize>, Vec<usize>) =
        (0..table.rows.len()).partition(|&row| table.outcome.values[row].is_some());
    let columns = table.columns.iter().map(|column| Gappy::new(column, &kept, table.columns.len()));
    let columns = columns.collect::<Result<Vec<_>, _>>()?;
    let filled = columns.iter().filter(|column| !column.gaps.is_empty()).map(|column| Filled {
        column: column.name.clone(),
        rows: column.gaps.iter().map(|&row| table.rows[kept[row]].clone()).collect(),
    });
    let filled: Vec<Filled> = filled.collect();
    if filled.is_empty() {
        return Err(Problem::new(
            "No column has a gap in a row with the outcome.",
            "Fit the model to the rows as they are.",
        ));
    }
    let outcome: Vec<f64> = kept.iter().filter_map(|&row| table.outcome.values[row]).collect();
    let mut chance = Chance::new(recipe.seed);
    let tables = (0..recipe.imputations).map(|_| {
        let filled = fill(&columns, &outcome, recipe, &mut chance)?;
        Ok(completed(table, &kept, &filled))
    });
    let tables = tables.collect::<Result<_, Problem>>()?;
    let left_out = |&row: &usize| LeftOut { row: table.rows[row].clone(), missing: vec![table.outcome.name.clone()] };
    Ok(Complete { tables, filled, left_out: without.iter().map(left_out).collect() })
}

/// A column by where it has values and where gaps.
struct Gappy {
    name: String,
    /// 0 in the gaps.
    values: Vec<f64>,
    known: Vec<usize>,
    gaps: Vec<usize>,
}

impl Gappy {
    fn new(column: &Column, kept: &[usize], columns: usize) -> Result<Self, Problem> {
        let values: Vec<Option<f64>> = kept.iter().map(|&row| column.values[row]).collect();
        let (known, gaps): (Vec<usize>, Vec<usize>) = (0..values.len()).partition(|&row| values[row].is_some());
        if !gaps.is_empty() && known.len() <= columns + 1 {
            return Err(Problem::new(
                format!(
                    "“{}” has values in {} rows, too few to fill its gaps from {columns} others.",
                    column.name,
                    known.len()
                ),
                "Leave this column out, or take fewer columns.",
            ));
        }
        Ok(Self {
            name: column.name.clone(),
            values: values.into_iter().map(Option::unwrap_or_default).collect(),
            known,
            gaps,
        })
    }
}

/// One completed set of columns; in the same order, the outcome last.
fn fill(columns: &[Gappy], outcome: &[f64], recipe: &Recipe, chance: &mut Chance) -> Result<DMatrix<f64>, Problem> {
    let values = columns.iter().flat_map(|column| &column.values).chain(outcome).copied();
    let mut filled = DMatrix::from_iterator(outcome.len(), columns.len() + 1, values);
    for (place, column) in columns.iter().enumerate() {
        for &gap in &column.gaps {
            filled[(gap, place)] = column.values[column.known[chance.below(column.known.len())]];
        }
    }
    // Those with the fewest gaps first, as the others are filled from them.
    let mut order: Vec<usize> = (0..columns.len()).filter(|&place| !columns[place].gaps.is_empty()).collect();
    order.sort_by_key(|&place| columns[place].gaps.len());
    for _ in 0..recipe.rounds {
        for &place in &order {
            let drawn = draw(&columns[place], &filled.clone().remove_column(place), recipe.from, chance)?;
            for (&gap, value) in columns[place].gaps.iter().zip(drawn) {
                filled[(gap, place)] = value;
            }
        }
    }
    Ok(filled)
}

/// Values for the gaps of a column, from a linear model on the others that is itself drawn (Rubin 1987, page 167).
fn draw(column: &Gappy, others: &DMatrix<f64>, from: Source, chance: &mut Chance) -> Result<Vec<f64>, Problem> {
    let mut matrix = others.clone();
    for mut values in matrix.column_iter_mut() {
        values.add_scalar_mut(-values.mean());
        let deviation = values.norm() / number(values.len()).sqrt();
        if deviation > 0.0 {
            values.unscale_mut(deviation);
        }
    }
    let matrix = matrix.insert_column(0, 1.0);
    let known = matrix.select_rows(&column.known);
    let values = DVector::from_iterator(column.known.len(), column.known.iter().map(|&row| column.values[row]));
    let mut equations = known.tr_mul(&known);
    for place in 0..equations.ncols() {
        equations[(place, place)] *= 1.0 + RIDGE;
        // A column that does not vary has nothing on the diagonal.
        equations[(place, place)] += RIDGE;
    }
    let root = Cholesky::new(equations).ok_or_else(|| {
        Problem::new(
            format!("The gaps of “{}” cannot be filled from the other columns.", column.name),
            "Leave this column out.",
        )
    })?;
    let slopes = root.solve(&known.tr_mul(&values));
    let predicted = &known * &slopes;
    let degrees = column.known.len() - matrix.ncols();
    let deviation = ((values - &predicted).norm_squared() / chance.chi_square(degrees)).sqrt();
    let noise = DVector::from_fn(slopes.len(), |_, _| chance.normal());
    let turned = root.l_dirty().tr_solve_lower_triangular(&noise).unwrap_or_else(|| noise.clone());
    let drawn = slopes + turned * deviation;
    let for_gaps = matrix.select_rows(&column.gaps) * drawn;
    let value = |expected: &f64| match from {
        Source::Normal => expected + deviation * chance.normal(),
        Source::Donors(donors) => {
            let mut distances: Vec<(f64, usize)> =
                predicted.iter().map(|other| (other - expected).abs()).zip(0..).collect();
            let last = donors.min(distances.len()) - 1;
            distances.select_nth_unstable_by(last, |one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
            column.values[column.known[distances[chance.below(last + 1)].1]]
        }
    };
    Ok(for_gaps.iter().map(value).collect())
}

fn completed(table: &Table, kept: &[usize], filled: &DMatrix<f64>) -> Table {
    let values = |place: usize| filled.column(place).iter().copied().map(Some).collect();
    let label = |labels: &Vec<String>| kept.iter().map(|&row| labels[row].clone()).collect();
    let named = table.columns.iter().enumerate();
    Table {
        rows: label(&table.rows),
        groups: table.groups.as_ref().map(label),
        outcome: Column::new(table.outcome.name.clone(), values(table.columns.len())),
        columns: named.map(|(place, column)| Column::new(column.name.clone(), values(place))).collect(),
    }
}
