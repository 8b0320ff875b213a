//! Invented evaluations: one so small that it can be counted by hand, and one as large as those of real life.

use overt_protect::dp::{Measured, Noise};
use overt_protect::synth::evaluate::{Evaluation, Question};
use overt_protect::{Domain, Rows, Table};

use crate::invented_risk::{Dice, column, numbered};

fn table(domain: &Domain, rows: &[(&[&str], usize)]) -> Table {
    let mut made = Rows::new(domain.clone());
    for &(row, times) in rows {
        for _ in 0..times {
            made.push(row.iter().copied()).unwrap();
        }
    }
    made.finish()
}

fn evaluated(records: &Table, synthetic: &Table, question: &Question<'_>) -> Evaluation {
    Evaluation::of(records, synthetic, question).unwrap().for_the_team().clone()
}

/// A hundred people by stage and act, whose names and one value can be chosen, and a hundred synthetic records of which ten
/// have another act. Of the four combinations two are supported.
pub(crate) fn hundred(names: [&str; 2], last_act: &str) -> Evaluation {
    let domain =
        Domain::new(vec![column(names[0], &["T1", "T4"]), column(names[1], &["bribe", "threat", last_act])]).unwrap();
    let real: [(&[&str], usize); 3] = [(&["T1", "bribe"], 50), (&["T1", "threat"], 30), (&["T4", last_act], 20)];
    let made: [(&[&str], usize); 3] = [(&["T1", "bribe"], 60), (&["T1", "threat"], 20), (&["T4", "bribe"], 20)];
    let noise = Noise::gaussian(2.0).unwrap();
    let measured = [Measured { columns: vec![0, 1], noise, counts: vec![52, 29, 1, 1, -3, 3] }];
    let question = Question { sets: vec![vec![0, 1]], measured: &measured, ..Question::about(&domain) };
    evaluated(&table(&domain, &real), &table(&domain, &made), &question)
}

/// The same without a set that was asked for, of one column.
pub(crate) fn bare() -> Evaluation {
    let domain = Domain::new(vec![column("age", &["young", "old"])]).unwrap();
    let people = table(&domain, &[(&["young"], 5), (&["old"], 7)]);
    evaluated(&people, &people, &Question::about(&domain))
}

/// People of several kinds.
fn people(domain: &Domain, rows: usize, seed: u64) -> Table {
    let mut dice = Dice(seed);
    let mut made = Rows::new(domain.clone());
    for _ in 0..rows {
        let kind = dice.low(5);
        let cell = |column: &overt_protect::ColumnDomain| {
            let values = column.values().len();
            let drawn = if dice.even(3) > 0 { kind + dice.low(3) } else { dice.low(values) };
            drawn % values
        };
        let places: Vec<usize> = domain.columns().iter().map(cell).collect();
        made.push(domain.columns().iter().zip(places).map(|(column, place)| column.values()[place].as_str())).unwrap();
    }
    made.finish()
}

/// Three thousand people, nine columns, and other people of the same kinds for synthetic records; some were laid aside.
pub(crate) fn large() -> Evaluation {
    let domain = Domain::new(vec![
        column("ageBroad", &["0 to 8", "9 to 17", "18 to 20", "21 to 23", "24 to 26", "27 and over", ""]),
        column("gender", &["woman", "man", "other"]),
        numbered("citizenship", "Country", 12),
        numbered("countryOfExploitation", "Country", 6),
        numbered("yearOfRegistration", "Year", 4),
        numbered("typeOfLabour", "Kind of work", 4),
        column("stage", &["", "T1", "T2", "T3", "T4", "T5", "T6"]),
        column("actor", &["", "P01", "P02", "P03", "P06", "P07", "P11", "P14"]),
        column("act", &["", "A01", "A02", "A05", "A11", "A18", "A21"]),
    ])
    .unwrap();
    let [real, made, others] = [(3_000, 1), (2_950, 2), (1_000, 3)].map(|(rows, seed)| people(&domain, rows, seed));
    // As a measurement with noise would give it.
    let mut dice = Dice(4);
    let mut counts = vec![0_i64; 7 * 8 * 7];
    for row in 0..real.rows() {
        let [stage, actor, act] = [6, 7, 8].map(|column| usize::from(real.column(column)[row]));
        counts[(stage * 8 + actor) * 7 + act] += 1;
    }
    for count in &mut counts {
        *count += (0..12).map(|_| i64::try_from(dice.even(3)).unwrap() - 1).sum::<i64>();
    }
    let noise = Noise::gaussian(2.8).unwrap();
    let measured = [Measured { columns: vec![6, 7, 8], noise, counts }];
    let question = Question {
        measured: &measured,
        others: Some(&others),
        sets: vec![vec![6, 7, 8], vec![0, 2]],
        sets_max: 100,
        targets: 300,
        ..Question::about(&domain)
    };
    evaluated(&real, &made, &question)
}
