//! Sums as columns: in bands, each column of one currency, and which currency it was.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use overt_model::codebook::Property;
use overt_model::{Band, Codebook, State, Text};

use super::{PublicColumn, listed};

/// The currency of a sum, and the sum in bands of each currency. Amounts of several currencies are never in one column.
pub(super) fn columns(codebook: &Codebook, property: &Property) -> Vec<PublicColumn> {
    let deidentify = property.deidentify.to_string();
    let id = &property.id;
    let column = |name: String, currency: Option<String>, mut values: Vec<(String, Text)>, sql: String| {
        let about = currency.as_deref().unwrap_or("ISO 4217");
        let named = |words: &str| format!("{words} ({about})");
        let Text { en, es, fr } = &property.label;
        values.extend(listed(codebook, State::LIST));
        PublicColumn {
            name,
            label: Text { en: named(en), es: named(es), fr: named(fr) },
            property: id.to_string(),
            class: property.class,
            is_deidentified: matches!(&*deidentify, "keep" | "amount-band"),
            deidentify: deidentify.clone(),
            currency,
            rung: None,
            values,
            coarser: BTreeMap::new(),
            sql,
        }
    };
    let currencies = listed(codebook, "currencies");
    let codes: Vec<String> = currencies.iter().map(|(code, _)| code.clone()).collect();
    let which = column(format!("{id}_currency"), None, currencies, format!("coalesce({id}_currency, {id}_state)"));
    let in_bands = codes.into_iter().map(|code| {
        let sql = sql(property, &code);
        column(Band::column(property, &code), Some(code), values(), sql)
    });
    std::iter::once(which).chain(in_bands).collect()
}

fn values() -> Vec<(String, Text)> {
    let text = |[en, es, fr]: [&str; 3]| Text { en: en.to_owned(), es: es.to_owned(), fr: fr.to_owned() };
    let several = ["In one of several bands", "En uno de varios tramos", "Dans l’une de plusieurs tranches"];
    let other = ["In another currency", "En otra moneda", "Dans une autre monnaie"];
    let bands = Band::all().map(|band| (band.code(), band.label()));
    let beside = [(Band::SEVERAL, several), (Band::OTHER_CURRENCY, other)];
    bands.chain(beside.map(|(code, words)| (code.to_owned(), text(words)))).collect()
}

/// The band of a sum in this currency.
fn sql(property: &Property, currency: &str) -> String {
    let id = &property.id;
    let (low, high) = (format!("{id}_low"), format!("{id}_high"));
    let mut cases = String::new();
    for band in Band::all() {
        let (least, code) = (band.least, band.code());
        let _ = match band.below {
            Some(0) => write!(cases, " WHEN {low} = 0 AND {high} = 0 THEN '{code}'"),
            Some(below) if least == 0 => write!(cases, " WHEN {low} > 0 AND {high} < {below} THEN '{code}'"),
            Some(below) => write!(cases, " WHEN {low} >= {least} AND {high} < {below} THEN '{code}'"),
            None => write!(cases, " WHEN {low} >= {least} THEN '{code}'"),
        };
    }
    format!(
        "CASE WHEN {id}_currency = '{currency}' THEN CASE{cases} ELSE '{}' END \
         WHEN {id}_currency IS NOT NULL THEN '{}' ELSE {id}_state END",
        Band::SEVERAL,
        Band::OTHER_CURRENCY
    )
}
