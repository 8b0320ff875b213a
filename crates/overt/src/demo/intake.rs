//! The part of the tour about files of others: an invented table is looked at, mapped, and one of its rows refused.

use std::fmt::Write as _;
use std::io::Cursor;

use anyhow::Context as _;
use overt_intake::guess::propose;
use overt_intake::mapping::Mapping;
use overt_intake::rows::{Row, Rows as _};
use overt_intake::table::Reader;
use overt_model::{Claim, Codebook, Secret, SourceId};

/// As a hotline may hand it over, in Latin-1 and with a semicolon.
const FILE: &[u8] = b"Caso;Sexo;Nacionalidad;Fecha;Cruce;Monto\n\
    C-1;Femenino;Nepal;14/03/2026;Puente inventado;1.500 NPR\n\
    C-2;Femenino;Per\xfa;31/02/2026;;\n\
    C-3;Masculino;Bangladesh;02/04/2026;;\n";

const MAPPING: &str = r#"
format = 1
title = "An invented hotline"
decimal = ","
[[record]]
name = "victim"
schema = "Victim"
key = ["Caso"]
[record.fields]
gender = "Sexo"
citizenships = "Nacionalidad"
registered_on = "Fecha"
trafficking_status = { value = "PossibleVictimOfTrafficking" }
[[record]]
name = "act"
schema = "CorruptAct"
key = ["Caso"]
when = ["Monto"]
[record.fields]
stage = { value = "T4" }
act = { value = "A18" }
actor_role = { value = "P06" }
advantage_amount = "Monto"
place = { parts = { site = "Cruce" } }
"#;

pub(super) fn tour(codebook: &'static Codebook, text: &mut String) -> anyhow::Result<()> {
    text.push_str("\n5. Anybody's file becomes records, and what cannot be read is given back (an invented file).\n");
    let mut rows = Reader::open(Cursor::new(FILE)).context("the file of the tour")?;
    let _ = writeln!(text, "   found by looking at it: {}", rows.about());
    let mut mapping = Mapping::read(MAPPING, codebook).context("the mapping of the tour")?;
    let (mut survey, mut row, mut cells) = (mapping.survey(), Row::default(), Vec::new());
    survey.bind(rows.columns());
    while rows.next(&mut row)?.is_some() {
        survey.row(&row);
        cells.push(row.cells().map(str::to_owned).collect());
    }
    for column in propose(rows.columns(), &cells, codebook).columns.iter().take(3) {
        let target = column.target.as_ref().map_or_else(|| "?".to_owned(), ToString::to_string);
        let _ = writeln!(text, "   a guess, {} confidence: {} is {target}", column.confidence.name(), column.column);
    }
    let orders = survey.found();
    for order in orders.iter().filter_map(|found| found.order) {
        let _ = writeln!(text, "   the dates themselves show: {}", order.name());
    }
    mapping.decide(&orders);
    let nobody = Claim::alleged(SourceId::from_bits(0), jiff::Timestamp::UNIX_EPOCH);
    let mut mapper = mapping.mapper(nobody, Secret::new([0; 32]));
    let mut rows = Reader::open(Cursor::new(FILE)).context("the file of the tour")?;
    mapper.bind(rows.columns());
    while let Some(item) = rows.next(&mut row)? {
        let line = *item.lines().start();
        match mapper.row(&row) {
            Ok(made) => {
                let kinds: Vec<String> = made.map(|made| made.record.schema.to_string()).collect();
                let _ = writeln!(text, "   line {line} becomes {}", kinds.join(" and "));
            }
            Err(refusals) => {
                for refusal in refusals {
                    let column = refusal.column.map_or("", |column| &*rows.columns()[column]);
                    let _ = writeln!(text, "   line {line} is given back: {column}: {}", refusal.fault);
                }
            }
        }
    }
    Ok(())
}
