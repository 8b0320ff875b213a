//! The whole report, or rows of what ten rows have in common, of a file given by its domain (JSON: the values of each column)
//! and its rows (CSV). The question is as hard as it gets: every column may be known, and every value of it.

use std::collections::BTreeMap;
use std::time::Instant;

use overt_protect::aggregate::Recipe;
use overt_protect::risk::{Generalisation, Quasi, Question, Risk, Sensitive};
use overt_protect::{ColumnDomain, Domain, Rows, Table};

fn read(domain: &str, rows: &str) -> Table {
    let values: BTreeMap<String, Vec<String>> =
        serde_json::from_reader(std::fs::File::open(domain).expect("the domain is there")).expect("it is JSON");
    let mut reader = csv::Reader::from_path(rows).expect("the rows are there");
    let names = reader.headers().expect("it has a header").clone();
    let columns = names.iter().map(|name| ColumnDomain::new(name, values[name].clone()).expect("it is sound"));
    let mut rows = Rows::new(Domain::new(columns.collect()).expect("names are different"));
    for record in reader.records() {
        rows.push(record.expect("it is CSV").iter()).expect("values are declared");
    }
    let table = rows.finish();
    match table.domain().place("contributor") {
        Some(place) => {
            let contributors = table.column(place).iter().copied().map(u32::from).collect();
            table.with_contributors(contributors).expect("there is one for each row")
        }
        None => table,
    }
}

fn question(table: &Table, empty_is_absent: bool) -> Question {
    let columns = table.domain().columns();
    let place = |name: &str| table.domain().place(name);
    let absent = |column: usize| if empty_is_absent { columns[column].code("") } else { None };
    let quasi = (0..columns.len()).map(|column| Quasi { column, absent: absent(column) }).collect();
    let coarser = |(name, width): (&str, usize)| {
        let column = place(name)?;
        let values = columns[column].values().len();
        let coarser = (0..values).map(|code| u16::try_from(code / width).expect("it is smaller")).collect();
        Some(Generalisation { name: format!("{name} by {width}"), column, coarser })
    };
    let coarser = [
        ("ageBroad", 3),
        ("citizenship", 10),
        ("countryOfExploitation", 10),
        ("yearOfRegistration", 5),
        ("typeOfLabour", 4),
    ]
    .map(coarser);
    let sensitive = [("corruptionAct", false), ("bribeAmountBand", true)];
    let sensitive = sensitive.map(|(name, ordered)| Some(Sensitive { column: place(name)?, ordered }));
    Question {
        sensitive: sensitive.into_iter().flatten().collect(),
        generalisations: coarser.into_iter().flatten().collect(),
        population: Some(40 * table.rows() as u64),
        ..Question::about(quasi)
    }
}

/// Makes rows of what ten rows have in common, in which some columns matter three times as much, and writes them.
fn aggregate(table: &Table, output: &str, preferred: &[&str]) {
    let columns = table.domain().columns();
    let empty = columns.iter().map(|column| column.code("").expect("every column has an empty value")).collect();
    let start = Instant::now();
    let mut recipe = Recipe::new(10, empty);
    for name in preferred {
        recipe.weights[table.domain().place(name).expect("the column is there")] = 3.0;
    }
    let seeded = recipe.make(table).expect("the recipe fits");
    eprintln!("{:?} {:#?}", start.elapsed(), seeded.figures);
    let mut writer = csv::Writer::from_path(output).expect("it can be written");
    writer.write_record(columns.iter().map(ColumnDomain::name)).expect("it can be written");
    for row in 0..seeded.table.rows() {
        let value = |(place, column): (usize, &ColumnDomain)| {
            column.values()[usize::from(seeded.table.column(place)[row])].clone()
        };
        writer.write_record(columns.iter().enumerate().map(value)).expect("it can be written");
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let [domain, rows, ref rest @ ..] = arguments[..] else {
        eprintln!(
            "usage: cargo bench -p overt-protect --bench risk -- DOMAIN.json ROWS.csv [absent|aggregate OUTPUT.csv [COLUMN...]]"
        );
        return;
    };
    let table = read(domain, rows);
    if let ["aggregate", output, ref preferred @ ..] = *rest {
        return aggregate(&table, output, preferred);
    }
    let question = question(&table, *rest == ["absent"]);
    eprintln!("{:?}", question.cost(table.rows()));
    let start = Instant::now();
    let risk = Risk::measure(&table, &question).expect("the question fits");
    eprintln!("{:?}", start.elapsed());
    eprintln!("{}", serde_json::to_string_pretty(&risk).expect("numbers and texts"));
}
