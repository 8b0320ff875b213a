//! What is said of the largest counts.

use jiff::civil::date;
use overt_protect::ColumnDomain;
use overt_protect::release::{Ledger, Release, ShownCount};
use overt_publish::site::{Parts, Site};

use super::house::{NOISY, Open, drawn, facts, parts, release};

const SHARES: &str = "kind = 'table'\nsets = [['stage', 'actor'], ['country', 'actor']]\nshares = 'actor'";

/// A release with noise of so few records that they are hardly more than noise.
fn of_few(records: usize) -> Release {
    let value = |record: usize, (column, domain): (usize, &ColumnDomain)| {
        domain.values()[(record / (column + 1)) % domain.values().len()].clone()
    };
    drawn(Ledger::default(), "few", 1, NOISY, facts(), records, value)
}

/// Every cell of its table, without totals.
fn cells(release: &Release) -> Vec<(ShownCount, bool)> {
    let table = &release.tables()[0];
    let sizes = [0, 1].map(|column| table.columns[column].values.len());
    let places = (0..sizes[0]).flat_map(|row| (0..sizes[1]).map(move |column| [Some(row), Some(column)]));
    places.filter_map(|at| table.at(&at)).map(|count| (count, table.tells(count))).collect()
}

#[test]
fn what_noise_alone_could_have_made_is_never_called_the_largest() {
    let seems = |count: &ShownCount| matches!(count, ShownCount::Noisy { supported: true, count, .. } if *count > 0);
    let is_only_noise = |release: &Release| {
        let cells = cells(release);
        cells.iter().any(|(count, _)| seems(count)) && cells.iter().all(|(_, tells)| !tells)
    };
    let few = (0..200).map(of_few).find(is_only_noise).expect("a cell of one of them seems to be more than noise");
    let of_few = || Parts { releases: vec![few.clone()], ..parts() };
    let site = Open::of(of_few());
    let page = site.get("/en/nexus?by=stage-act");
    assert!(page.text().contains("No number here tells of anybody. No cell is hidden."), "{}", page.text());
    assert!(!page.text().contains("Most are in"));
    let report = Site::new(of_few()).expect("the parts fit").period_report(date(2026, 1, 1), date(2026, 12, 31));
    assert!(report.to_text(200).contains("no number can be told"), "{}", report.to_text(200));
    let many = Open::new().get("/en/nexus?by=stage-act");
    assert!(many.text().contains("Most are in") && many.text().contains(": ≈ "), "with how it is told");
}

#[test]
fn a_share_is_told_as_a_share_and_never_as_a_count() {
    let site = Open::of(Parts { releases: vec![release("shares", 1, SHARES)], ..parts() });
    let page = site.get("/en/nexus?by=stage-actor");
    let (_, finding) = page.text().split_once("Most are in ").expect("there is a largest share");
    let (finding, _) = finding.split_once(" %").expect("it is told in percent");
    assert!(finding.len() < 80, "{finding}");
    assert!(page.text().contains("<td class=\"s5\">"), "{}", page.text());
    let country = site.get("/en/countries/NPL");
    assert!(!country.text().contains("From the release"), "shares are no counts of acts in a country");
}
