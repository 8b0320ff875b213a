//! A proposal as a mapping for a person to mend.

use std::fmt::Write as _;

use overt_model::codebook::{Codebook, Kind, Property, Schema};

use super::{ColumnGuess, Confidence, Currency, Part, Proposal, Target, record_name};
use crate::mapping::Order;

impl Proposal {
    /// The mapping as a file. Above each field stands why it is proposed; what is uncertain is commented out, with what else it could
    /// be; columns of which nothing is known are listed at the head.
    pub fn to_toml(&self, title: &str, codebook: &Codebook) -> String {
        let mut out = String::from(
            "# This mapping was guessed from the names and cells of a file. Nothing is imported before somebody has read it. Lines with\n\
             # a single # before a field are uncertain: take the # away, or mend them.\n",
        );
        let _ = writeln!(out, "format = 1\ntitle = {}", quoted(title));
        if let Some(order) = self.order() {
            let _ = writeln!(out, "dates = \"{order}\" # a date beyond the twelfth shows it");
        }
        let unknown: Vec<&str> =
            self.columns.iter().filter(|guess| guess.target.is_none()).map(|guess| guess.column.as_str()).collect();
        if !unknown.is_empty() {
            out.push_str("\n# For these columns nothing was found. Map them below, or leave them out on purpose:\n# ignored = [\n");
            for column in unknown {
                let _ = writeln!(out, "#     {},", quoted(column));
            }
            out.push_str("# ]\n");
        }
        if !self.words.is_empty() {
            out.push_str("\n[words] # spellings in the cells that say why there is no answer\n");
            for (spelling, state) in &self.words {
                let _ = writeln!(out, "{} = \"{}\"", quoted(spelling), state.code());
            }
        }
        for record in &self.records {
            if self.is_certain(record) {
                self.write_record(&mut out, record, codebook);
                continue;
            }
            // Of a record of which nothing is certain, nothing may stand alone.
            let mut whole = String::new();
            self.write_record(&mut whole, record, codebook);
            for line in whole.lines() {
                let _ = writeln!(out, "{}{line}", if line.is_empty() { "" } else { "# " });
            }
        }
        out
    }

    /// The order of day and month that all columns agree on.
    fn order(&self) -> Option<&'static str> {
        let mut orders = self.columns.iter().filter_map(|guess| guess.dates);
        let first = orders.next()?;
        orders.all(|order| order == first).then_some(match first {
            Order::MonthFirst => "month-first",
            _ => "day-first",
        })
    }

    /// Whether any field of the record is written without a mark before it.
    fn is_certain(&self, (schema, each): &(String, String)) -> bool {
        let fills = |guess: &ColumnGuess| {
            let is_whole = |target: &Target| target.schema == *schema && target.part != Some(Part::Currency);
            guess.each == *each && guess.is_certain() && guess.target.as_ref().is_some_and(is_whole)
        };
        self.columns.iter().any(fills)
    }

    fn write_record(&self, out: &mut String, record: &(String, String), codebook: &Codebook) {
        let (id, each) = record;
        let Some(schema) = codebook.schema(id) else { return };
        let mine: Vec<(&ColumnGuess, &Target)> = self
            .columns
            .iter()
            .filter(|guess| guess.each == *each)
            .filter_map(|guess| Some((guess, guess.target.as_ref()?)))
            .filter(|(_, target)| target.schema == *id)
            .collect();
        let _ = writeln!(
            out,
            "\n[[record]] # {}\nname = {}\nschema = \"{id}\"",
            schema.label.en,
            quoted(&record_name(&self.records, record))
        );
        if !each.is_empty() {
            let _ = writeln!(out, "each = {}", quoted(each));
        }
        if let Some((key, _)) = mine.iter().find(|(guess, _)| guess.is_key) {
            let _ = writeln!(out, "key = [{}]", quoted(&key.column));
        }
        let is_first = self.records.first() == Some(record);
        let certain = mine.iter().filter(|(guess, _)| guess.is_certain());
        let columns: Vec<String> = certain.map(|(guess, _)| quoted(&guess.column)).collect();
        if !is_first && each.is_empty() && !columns.is_empty() {
            let _ = writeln!(out, "when = [{}]", columns.join(", "));
        }
        out.push_str("\n[record.fields]\n");
        for property in &schema.properties {
            let of_it: Vec<_> = mine.iter().filter(|(_, target)| target.property == property.id).copied().collect();
            if !of_it.is_empty() {
                write_field(out, property, &of_it);
            } else if property.required && !self.refer(out, property, codebook, record) {
                let _ = writeln!(
                    out,
                    "# “{}” has to be answered, if only with \"asked-unknown\":\n# {} = {{ value = \"…\" }}",
                    property.label.en, property.id
                );
            }
        }
        self.refer_to_the_rest(out, schema, codebook, record);
    }

    /// Fills a reference with the one other record of the row that it may refer to.
    fn refer(&self, out: &mut String, property: &Property, codebook: &Codebook, from: &(String, String)) -> bool {
        let Kind::Reference { to } = &property.kind else { return false };
        let may = |other: &&(String, String)| {
            *other != from
                && self.is_certain(other)
                && codebook.schema(&other.0).is_some_and(|schema| to.iter().any(|to| to != "Record" && schema.is_a(to)))
        };
        let mut fitting = self.records.iter().filter(may);
        let (Some(only), None) = (fitting.next(), fitting.next()) else { return false };
        let _ = writeln!(out, "{} = {{ record = {} }}", property.id, quoted(&record_name(&self.records, only)));
        true
    }

    /// References that are the only ones between two kinds of record; where both refer to each other, the later one does.
    fn refer_to_the_rest(&self, out: &mut String, schema: &Schema, codebook: &Codebook, from: &(String, String)) {
        let place = self.records.iter().position(|record| record == from).unwrap_or(0);
        for other in &self.records[..place] {
            let Some(target) = codebook.schema(&other.0) else { continue };
            let may = |property: &&std::sync::Arc<Property>| match &property.kind {
                Kind::Reference { to } => to.iter().any(|to| to != "Record" && target.is_a(to)) && !property.required,
                _ => false,
            };
            let mut fitting = schema.properties.iter().filter(may);
            if let (Some(only), None) = (fitting.next(), fitting.next()) {
                self.refer(out, only, codebook, from);
            }
        }
    }
}

impl ColumnGuess {
    /// Whether it may stand as it is.
    fn is_certain(&self) -> bool {
        self.confidence > Confidence::Low && self.currency != Currency::Nowhere
    }
}

/// One field, from one column or, for ticks and places, from several.
fn write_field(out: &mut String, property: &Property, guesses: &[(&ColumnGuess, &Target)]) {
    for (guess, _) in guesses {
        let reasons = guess.reasons.join("; ");
        let _ = writeln!(
            out,
            "# {}: {} ({:.2}). {}.",
            one_line(&guess.column),
            guess.confidence.name(),
            guess.score,
            one_line(&reasons)
        );
        for (target, score) in guess.alternatives.iter().filter(|_| guess.confidence < Confidence::High) {
            let _ = writeln!(out, "#   or {target} ({score:.2})");
        }
    }
    if guesses.iter().any(|(guess, _)| guess.currency == Currency::Nowhere) {
        out.push_str("# Nothing says its currency: name it, and take the # away.\n");
    }
    let (certain, open): (Vec<_>, Vec<_>) = guesses.iter().partition(|(guess, _)| guess.is_certain());
    for (guesses, before) in [(certain, ""), (open, "# ")] {
        if let Some(field) = field(property, &guesses) {
            let _ = writeln!(out, "{before}{} = {field}", property.id);
        }
    }
}

/// What fills the property, on one line.
fn field(property: &Property, guesses: &[&(&ColumnGuess, &Target)]) -> Option<String> {
    let with = |wanted: fn(&Part) -> bool| -> Vec<&&(&ColumnGuess, &Target)> {
        guesses.iter().filter(|(_, target)| target.part.as_ref().is_some_and(wanted)).collect()
    };
    let ticks = with(|part| matches!(part, Part::Tick(_)));
    if !ticks.is_empty() {
        let each = ticks.iter().map(|(guess, target)| match &target.part {
            Some(Part::Tick(code)) => format!("{} = {}", quoted(&guess.column), quoted(code)),
            _ => String::new(),
        });
        return Some(format!("{{ ticks = {{ {} }} }}", each.collect::<Vec<_>>().join(", ")));
    }
    let parts = with(|part| matches!(part, Part::Place(_)));
    if !parts.is_empty() {
        let each = parts.iter().map(|(guess, target)| match target.part {
            Some(Part::Place(part)) => format!("{part} = {}", quoted(&guess.column)),
            _ => String::new(),
        });
        return Some(format!("{{ parts = {{ {} }} }}", each.collect::<Vec<_>>().join(", ")));
    }
    let (column, _) = guesses.iter().find(|(_, target)| target.part.is_none())?;
    let mut said = vec![format!("column = {}", quoted(&column.column))];
    said.extend(column.split.map(|separator| format!("split = {}", quoted(separator))));
    if column.decimal_comma && matches!(property.kind, Kind::Integer { .. } | Kind::Number { .. } | Kind::Money { .. })
    {
        said.push("decimal = \",\"".to_owned());
    }
    match &column.currency {
        Currency::InCell => {}
        Currency::Column(currency) => said.push(format!("currency_column = {}", quoted(currency))),
        Currency::Nowhere => said.push("currency = \"…\"".to_owned()),
    }
    Some(match &said[..] {
        [_] => quoted(&column.column),
        _ => format!("{{ {} }}", said.join(", ")),
    })
}

/// A text as TOML writes it on one line.
fn quoted(text: &str) -> String {
    toml::Value::String(one_line(text)).to_string()
}

/// Without breaks and signs that no line shows.
fn one_line(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}
