//! Releases of what was paid and of routes.

use overt_model::{Band, Codebook, Text};
use overt_protect::ColumnDomain;
use overt_protect::release::{ColumnFact, Facts, Ledger, Release, ValueFact};

use super::house::{column, drawn, facts};

const PRICES: &str = "kind = 'table'\nsets = [['stage', 'advantage_amount_npr'], ['actor', 'advantage_amount_npr']]\nrules = { threshold = 11 }";
const ROUTES: &str = "kind = 'table'\nsets = [['from_place_country', 'to_place_country'], ['crossing_kind', 'payment_asked']]\n\
                      rules = { threshold = 11 }";
const RECORDS: usize = 1200;

/// What people paid, by the step for which it was asked: little for papers, more for the journey.
pub(crate) fn fees(method: &str) -> Release {
    let codebook = Codebook::embedded();
    let paid = column(codebook, "paid_npr", None, &["0"]);
    let bands = Band::all().map(|band| ValueFact { code: band.code(), label: band.label() });
    let step = column(codebook, "step", Some("fee_steps"), &["visa", "transport"]);
    let facts = Facts { columns: vec![step, ColumnFact { values: bands.collect(), ..paid }], ..facts() };
    let value = |record: usize, (_, domain): (usize, &ColumnDomain)| {
        let is_visa = record.is_multiple_of(3);
        match domain.name() {
            "step" => if is_visa { "visa" } else { "transport" }.to_owned(),
            _ => domain.values()[if is_visa { 4 } else { 6 }].clone(),
        }
    };
    drawn(Ledger::default(), "fees", 1, method, facts, RECORDS, value)
}

/// What acts cost: a few at the first stage, and at the others more the later the stage.
pub(crate) fn prices() -> Release {
    let mut facts = facts();
    let bands = Band::all().map(|band| ValueFact { code: band.code(), label: band.label() });
    let beside = ["other-currency", "not-asked"]
        .map(|code| ValueFact { code: code.to_owned(), label: Text { en: code.replace('-', " "), ..Text::default() } });
    let amounts = column(Codebook::embedded(), "advantage_amount_npr", None, &["0"]);
    facts.columns.push(ColumnFact { values: bands.chain(beside).collect(), ..amounts });
    let value = |record: usize, (place, domain): (usize, &ColumnDomain)| {
        let values = domain.values();
        match domain.name() {
            "stage" if record < 4 => "R1".to_owned(),
            "stage" => ["T1", "T4"][record % 2].to_owned(),
            "advantage_amount_npr" if record.is_multiple_of(5) => values[values.len() - 1 - record % 2].clone(),
            "advantage_amount_npr" => values[5 + record % 2 + record % 3].clone(),
            _ => values[(record / 2 + place) % values.len()].clone(),
        }
    };
    drawn(Ledger::default(), "prices", 1, PRICES, facts, RECORDS, value)
}

/// Legs of journeys: many from Nepal to Qatar, fewer elsewhere, and some of which an end is not known.
pub(crate) fn routes() -> Release {
    let codebook = Codebook::embedded();
    let places = ["NPL", "QAT", "COL", "VEN", "BGD", "MYS", "not-asked"];
    let facts = Facts {
        columns: vec![
            column(codebook, "from_place_country", Some("countries"), &places),
            column(codebook, "to_place_country", Some("countries"), &places),
            column(codebook, "crossing_kind", Some("crossing_kinds"), &["land-post", "airport"]),
            column(codebook, "payment_asked", Some("value_states"), &["asked-yes", "asked-no", "not-asked"]),
        ],
        ..facts()
    };
    let value = |record: usize, (_, domain): (usize, &ColumnDomain)| {
        let way = match record % 20 {
            0..10 => ["NPL", "QAT"],
            10..15 => ["VEN", "COL"],
            15..18 => ["BGD", "MYS"],
            18 => ["COL", "not-asked"],
            _ if record < 240 => [["MYS", "BGD"], ["QAT", "VEN"]][record / 20 % 2],
            _ => ["NPL", "NPL"],
        };
        match domain.name() {
            "from_place_country" => way[0].to_owned(),
            "to_place_country" => way[1].to_owned(),
            _ => domain.values()[record * record / 7 % domain.values().len()].clone(),
        }
    };
    drawn(Ledger::default(), "routes", 1, ROUTES, facts, RECORDS, value)
}
