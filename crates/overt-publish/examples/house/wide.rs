//! A release as wide as a real one: every stage, and as many actors and acts as fit on a page only by scrolling.

use overt_model::Codebook;
use overt_protect::ColumnDomain;
use overt_protect::release::{Facts, Ledger, Release};

use super::house::{column, drawn, facts};

const COUNTS: &str =
    "kind = 'table'\nsets = [['stage', 'actor'], ['actor', 'act'], ['stage', 'year']]\nrules = { threshold = 11 }";
const COLUMNS_MOST: usize = 16;
const RECORDS: usize = 12_000;

pub(crate) fn release() -> Release {
    let codebook = Codebook::embedded();
    let codes = |list: &str, most: usize| -> Vec<&str> {
        let list = codebook.list(list).expect("it is there");
        list.codes().iter().take(most).map(|code| &*code.code).collect()
    };
    let years = ["2019", "2020", "2021", "2022", "2023", "2024"];
    let columns = vec![
        column(codebook, "stage", Some("stages"), &codes("stages", usize::MAX)),
        column(codebook, "actor", Some("actors"), &codes("actors", COLUMNS_MOST)),
        column(codebook, "act", Some("acts"), &codes("acts", COLUMNS_MOST)),
        column(codebook, "year", None, &years),
        column(codebook, "country", Some("countries"), &["COL", "NPL"]),
    ];
    drawn(
        Ledger::default(),
        "all-acts-that-were-recorded-by-everybody",
        1,
        COUNTS,
        Facts { columns, ..facts() },
        RECORDS,
        value,
    )
}

/// Values of which some are frequent and most are rare, as they are in the world.
fn value(record: usize, (column, domain): (usize, &ColumnDomain)) -> String {
    let values = domain.values();
    let spread = (record * (2 * column + 3) + record * record / 7) % (values.len() * values.len());
    values[spread.isqrt()].clone()
}
