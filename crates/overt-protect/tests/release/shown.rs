//! What a release is shown as is what its files tell, and noise is not shown as somebody.

use overt_protect::release::{ShownCount, ShownTable};

use crate::house::{COUNTS, TABLE, column, draw, earlier, facts, planned, policy, read, released, table};
use overt_protect::release::{Facts, Policy, plan};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng as _;

/// The places of every row, in the order of the file: the last column fastest, totals last.
fn places(table: &ShownTable, has_totals: bool) -> Vec<Vec<Option<usize>>> {
    table.columns.iter().fold(vec![Vec::new()], |rows, column| {
        let values = || (0..column.values.len()).map(Some).chain(has_totals.then_some(None));
        rows.into_iter().flat_map(|row| values().map(move |value| [&row[..], &[value]].concat())).collect()
    })
}

#[test]
fn every_count_is_that_of_its_row_in_the_file() {
    for (method, has_totals) in [(TABLE, true), (COUNTS, false)] {
        let release = released(draw(planned(policy(1, method), earlier()), 3).expect("it can be drawn"));
        assert_eq!(release.tables().len(), 2);
        for table in release.tables() {
            let mut rows = csv::Reader::from_reader(read(release.files(), &table.file).as_bytes());
            let names = rows.headers().expect("it has some").clone();
            let rows: Vec<csv::StringRecord> = rows.records().collect::<Result<_, _>>().expect("a table");
            let places = places(&table, has_totals);
            assert_eq!(places.len(), rows.len());
            for (at, row) in places.iter().zip(&rows) {
                let cell = |name: &str| &row[names.iter().position(|other| other == name).expect("it is there")];
                for (column, place) in table.columns.iter().zip(at) {
                    assert_eq!(cell(&column.name), place.map_or("_T", |place| &column.values[place].0));
                }
                let told = match table.at(at).expect("it is there") {
                    ShownCount::Exact(count) => vec![("state", "shown".to_owned()), ("count", count.to_string())],
                    ShownCount::Suppressed => vec![("state", "suppressed".to_owned()), ("count", String::new())],
                    ShownCount::Noisy { count, least, most, supported } => vec![
                        ("count", count.to_string()),
                        ("least", least.to_string()),
                        ("most", most.to_string()),
                        ("supported", supported.to_string()),
                    ],
                    other => panic!("{other:?} is in no such table"),
                };
                for (name, words) in told {
                    assert_eq!(cell(name), words);
                }
            }
        }
    }
}

#[test]
fn a_place_that_there_is_not_has_no_count() {
    let release = released(draw(planned(policy(1, COUNTS), earlier()), 3).expect("it can be drawn"));
    let table = &release.tables()[0];
    for at in [&[None][..], &[Some(99)], &[], &[Some(0), Some(0)]] {
        assert_eq!(table.at(at), None, "{at:?}");
    }
}

#[test]
fn noise_is_seldom_shown_as_somebody_however_many_cells_are_empty() {
    let codes: Vec<String> = (0..2_000).map(|code| format!("C{code}")).collect();
    let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
    let facts = Facts { columns: vec![column("place", &codes)], rows_are_people: false, ..facts() };
    let text = "name = 'places'\nversion = 1\ntitle = 't'\npurpose = 'statistics'\ncodebook = '1.1.0'\nschema = 'CorruptAct'\n\
                columns = ['place']\nlicence = 'CC-BY-4.0'\n\n[method]\nkind = 'counts'\n\
                promise = { epsilon = 1.0, delta = 1e-6, unit = 'record', rows_most = 1 }\nsets = [{ columns = ['place'] }]";
    let (mut supported, mut told, mut releases) = (0, 0, 0);
    for seed in 0..40 {
        let planned =
            plan(Policy::read(text).expect("a policy"), facts.clone(), earlier()).expect("nothing against it");
        let records = table(planned.domain(), std::iter::repeat_n(0, 300));
        let made = planned.draw(records, &mut ChaCha20Rng::seed_from_u64(seed)).expect("it can be drawn");
        let shown = released(made).tables().remove(0);
        assert!(shown.tells(shown.at(&[Some(0)]).expect("it is there")), "300 are told");
        let empty: Vec<ShownCount> = (1..2_000).filter_map(|place| shown.at(&[Some(place)])).collect();
        supported += empty.iter().filter(|count| count.number().is_some_and(|number| number > 0)).count();
        let lifted = empty.iter().filter(|count| shown.tells(**count)).count();
        told += lifted;
        releases += usize::from(lifted > 0);
    }
    assert!(supported > 1_000, "by their own intervals {supported} empty cells look as if there were somebody");
    assert!(releases <= 6, "{told} of 80,000 empty cells in {releases} of 40 releases");
}
