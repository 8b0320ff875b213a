//! Holding a mapping against the codebook.

use compact_str::CompactString;
use overt_model::codebook::{Kind, Property, Schema};
use overt_model::{Codebook, Rung, State};
use rustc_hash::FxHashMap;

use super::cell::{Meaning, Reading, folded};
use super::pattern::Pattern;
use super::rule::{ClaimRule, FieldRule, FillRule, KeyRule, Part, RecordRule, StandingRule, WhenRule};
use super::written::{Claim, Field, File, Fill, How, Key, KeyPart, Record, StandingOf, When};

/// What says yes where the mapping does not name it.
const YES: [&str; 13] = ["1", "yes", "y", "true", "x", "si", "sí", "s", "oui", "o", "verdadero", "vrai", "✓"];
/// What says no.
const NO: [&str; 6] = ["0", "no", "n", "false", "non", "falso"];

/// What is wrong with a mapping: where, and what.
pub(super) type Faults = Vec<String>;

/// The rules of a file, or all that is wrong with it.
pub(super) fn rules(file: &File, codebook: &'static Codebook) -> Result<Vec<RecordRule>, Faults> {
    let mut check = Check { file, codebook, faults: Vec::new() };
    if file.format != 1 {
        check.faults.push(format!("format {} is not known here: 1 is", file.format));
    }
    if file.record.is_empty() {
        check.faults.push("there is no [[record]], so nothing would be made".to_owned());
    }
    let rules: Vec<_> = file.record.iter().filter_map(|record| check.record(record)).collect();
    if check.faults.is_empty() { Ok(rules) } else { Err(check.faults) }
}

struct Check<'a> {
    file: &'a File,
    codebook: &'static Codebook,
    faults: Faults,
}

impl Check<'_> {
    fn record(&mut self, record: &Record) -> Option<RecordRule> {
        let place = format!("record `{}`", record.name);
        if self.file.record.iter().filter(|other| other.name == record.name).count() > 1 {
            self.faults.push(format!("{place}: the name is taken by another record"));
        }
        let schema = self.codebook.schema(&record.schema).filter(|schema| !schema.is_abstract);
        let Some(schema) = schema else {
            let hint = nearest(&record.schema, self.codebook.schemas().map(|schema| schema.id.as_str()));
            self.faults.push(format!("{place}: there is no kind of record `{}`{hint}", record.schema));
            return None;
        };
        let mut fields = Vec::with_capacity(record.fields.len());
        for (name, parts) in &record.fields {
            let place = format!("{place}, field `{name}`");
            if let Some(property) = schema.property(name) {
                if parts.0.len() > 1 && !property.many {
                    self.faults.push(format!("{place}: it holds one value, so one table fills it"));
                }
                let read = parts.0.iter().filter_map(|part| self.field(&place, property, part));
                fields.extend(read.enumerate().map(|(nth, part)| FieldRule { continues: nth > 0, ..part }));
            } else {
                let hint = nearest(name, schema.properties.iter().map(|property| property.id.as_str()));
                self.faults.push(format!("{place}: {} has no such property{hint}", schema.id));
            }
        }
        if record.fields.is_empty() {
            self.faults.push(format!("{place}: no field is filled"));
        }
        let columns = |names: &[String]| names.iter().map(|name| Pattern::spellings(name)).collect::<Vec<_>>();
        let when = match &record.when {
            When::AnyField => WhenRule::AnyField,
            When::NotBlank(names) => WhenRule::NotBlank(columns(names)),
            When::Is(values) => {
                WhenRule::Is(values.iter().map(|(name, values)| (Pattern::spellings(name), values.0.clone())).collect())
            }
        };
        Some(RecordRule {
            name: record.name.clone(),
            schema,
            key: self.key(&place, &record.key),
            when,
            unless: columns(&record.unless),
            each: record.each.as_deref().map(Pattern::new),
            fields,
            claim: self.claim(&place, &record.claim),
        })
    }

    fn key(&mut self, place: &str, key: &Key) -> KeyRule {
        let (mut columns, mut constants) = (Vec::new(), Vec::new());
        match key {
            Key::One(name) => columns.push(name.as_str()),
            Key::Parts(parts) => {
                for part in parts {
                    match part {
                        KeyPart::Column(name) => columns.push(name.as_str()),
                        KeyPart::Constant { value } => constants.push(value.clone()),
                    }
                }
            }
        }
        if columns.is_empty() && !constants.is_empty() {
            self.faults.push(format!("{place}: a key without a column would make one record of all rows"));
        }
        match columns.as_slice() {
            [] => KeyRule::Content,
            ["row"] if constants.is_empty() => KeyRule::Row,
            names => {
                KeyRule::Columns { columns: names.iter().map(|name| Pattern::spellings(name)).collect(), constants }
            }
        }
    }

    fn claim(&mut self, place: &str, claim: &Claim) -> ClaimRule {
        let whole = &self.file.claim;
        let standing = claim.standing.as_ref().or(whole.standing.as_ref()).map(|standing| match standing {
            StandingOf::Constant(standing) => StandingRule::Constant(*standing),
            StandingOf::Column { column, codes, otherwise } => StandingRule::Column {
                column: spellings(&column.0),
                codes: codes.iter().map(|(spelling, standing)| (folded(spelling), *standing)).collect(),
                otherwise: *otherwise,
            },
        });
        let decision = claim.decision.as_ref().or(whole.decision.as_ref());
        ClaimRule {
            standing,
            grade: claim.grade.or(whole.grade),
            handling: claim.handling.or(whole.handling),
            decision: decision.and_then(|name| self.rule_named(place, name)),
            asserted: claim
                .asserted
                .as_ref()
                .or(whole.asserted.as_ref())
                .map_or_else(Vec::new, |name| Pattern::spellings(name)),
        }
    }

    fn rule_named(&mut self, place: &str, name: &str) -> Option<usize> {
        let found = self.file.record.iter().position(|record| record.name == name);
        if found.is_none() {
            self.faults.push(format!("{place}: the mapping has no record `{name}`"));
        }
        found
    }

    fn field(&mut self, place: &str, property: &'static Property, field: &Field) -> Option<FieldRule> {
        let before = self.faults.len();
        self.refuse_idle_words(place, property, field);
        let how = &field.how;
        let fill = match (&field.fill, &property.kind) {
            (Fill::Column(_), Kind::Place { .. }) => {
                self.fault(place, "a place is filled by `parts`, each from a column")
            }
            (_, Kind::File) => self.fault(place, "attachments cannot be imported from a table"),
            (Fill::Column(column), kind) => Some(FillRule::Column {
                column: spellings(column),
                join: how.join.clone(),
                currency: spellings(how.currency_column.as_deref().unwrap_or_default()),
                high: spellings(how.high_column.as_deref().unwrap_or_default()),
                date: spellings(how.date_column.as_deref().unwrap_or_default()),
                refers_to: self.refers_to(place, kind, how.to.as_deref()),
            }),
            (Fill::Value(values), _) => self.constants(place, property, values).map(FillRule::Constant),
            (Fill::Ticks(ticks), Kind::Code { list, .. }) => {
                for code in ticks.values() {
                    self.code(place, list, code);
                }
                let ticks = ticks.iter().map(|(names, code)| (Pattern::spellings(names), code.into()));
                Some(FillRule::Ticks(ticks.collect()))
            }
            (Fill::Ticks(_), _) => self.fault(place, "`ticks` are for properties with codes"),
            (Fill::Parts(parts), Kind::Place { .. }) => {
                let mut found = Vec::new();
                for (name, columns) in parts {
                    match part(name) {
                        Some(part) => found.push((part, spellings(&columns.0))),
                        None => self.faults.push(format!("{place}: a place has no part `{name}`")),
                    }
                }
                let countries = Box::new(self.countries(property, how));
                Some(FillRule::Parts { parts: found, countries })
            }
            (Fill::Parts(_), _) => self.fault(place, "`parts` are for places"),
            (Fill::Record(name), Kind::Reference { to }) => {
                let target = self.file.record.iter().find(|record| record.name == *name);
                let schema = target.and_then(|record| self.codebook.schema(&record.schema));
                if schema.is_some_and(|schema| !to.iter().any(|allowed| schema.is_a(allowed))) {
                    self.faults
                        .push(format!("{place}: it may refer to {}, and `{name}` is something else", to.join(", ")));
                }
                self.rule_named(place, name).map(FillRule::Record)
            }
            (Fill::Record(_), _) => self.fault(place, "`record` is for references"),
        };
        let blank = how.blank.or(self.file.blank).unwrap_or(State::NotAsked);
        if blank != State::NotAsked && (blank == State::AskedYes || !property.states.contains(blank)) {
            self.faults.push(format!("{place}: `{}` is not an answer to this property", blank.code()));
        }
        if !how.split.is_empty() && !property.many {
            self.faults.push(format!("{place}: it holds one value, so there is nothing to `split`"));
        }
        if how.split.iter().any(String::is_empty) {
            self.faults.push(format!("{place}: `split` with nothing would part every letter"));
        }
        let state = spellings(how.state_column.as_deref().unwrap_or_default());
        let reading = self.reading(place, property, how);
        let fill = fill.filter(|_| self.faults.len() == before)?;
        Some(FieldRule { fill, reading, split: how.split.clone(), blank, state, continues: false })
    }

    fn fault<T>(&mut self, place: &str, what: &str) -> Option<T> {
        self.faults.push(format!("{place}: {what}"));
        None
    }

    /// What is said of a field and would do nothing is a mistake.
    fn refuse_idle_words(&mut self, place: &str, property: &Property, Field { how, fill }: &Field) {
        use Kind::{Code, Date, Flag, Integer, Money, Number, Reference};
        let kind = &property.kind;
        let is_tick = matches!(fill, Fill::Ticks(_));
        let said = [
            ("codes", !how.codes.is_empty(), matches!(kind, Code { .. } | Flag | Kind::Place { .. }) && !is_tick),
            ("otherwise", how.otherwise.is_some(), matches!(kind, Code { .. } | Flag)),
            ("yes", how.yes.is_some(), matches!(kind, Flag) || is_tick),
            ("no", how.no.is_some(), matches!(kind, Flag) || is_tick),
            ("dates", how.dates.is_some(), matches!(kind, Date { .. } | Money { .. })),
            ("century", how.century.is_some(), matches!(kind, Date { .. } | Money { .. })),
            ("decimal", how.decimal.is_some(), matches!(kind, Integer { .. } | Number { .. } | Money { .. })),
            ("times", how.times.is_some(), matches!(kind, Integer { .. } | Number { .. })),
            ("currency", how.currency.is_some(), matches!(kind, Money { .. })),
            ("currency_column", how.currency_column.is_some(), matches!(kind, Money { .. })),
            ("high_column", how.high_column.is_some(), matches!(kind, Money { .. })),
            ("date_column", how.date_column.is_some(), matches!(kind, Money { .. })),
            ("to", how.to.is_some(), matches!(kind, Reference { .. }) && matches!(fill, Fill::Column(_))),
            ("split", !how.split.is_empty(), matches!(fill, Fill::Column(_))),
            ("join", how.join.is_some(), matches!((fill, kind), (Fill::Column(_), Kind::Text { .. }))),
        ];
        for (word, is_said, is_heard) in said {
            if is_said && !is_heard {
                self.faults.push(format!("{place}: `{word}` does nothing for a property of type {}", kind.name()));
            }
        }
    }

    fn refers_to(&mut self, place: &str, kind: &Kind, named: Option<&str>) -> Option<&'static Schema> {
        let Kind::Reference { to } = kind else { return None };
        let name = match (named, &to[..]) {
            (Some(name), _) => name,
            (None, [only]) => only,
            (None, several) => {
                let several = several.join(", ");
                return self.fault(place, &format!("say with `to` whose key the column holds: {several}"));
            }
        };
        let schema = self.codebook.schema(name);
        if !schema.is_some_and(|schema| to.iter().any(|allowed| schema.is_a(allowed))) {
            return self.fault(place, &format!("it cannot refer to `{name}`"));
        }
        schema
    }

    fn constants(&mut self, place: &str, property: &Property, values: &[String]) -> Option<Vec<Meaning>> {
        let meanings: Vec<_> = values.iter().map(|value| self.meaning(place, property, value)).collect();
        let meanings: Option<Vec<_>> = meanings.into_iter().collect();
        if !matches!(property.kind, Kind::Code { .. } | Kind::Text { .. } | Kind::Flag)
            && values.iter().any(|value| State::from_code(value).is_none())
        {
            return self.fault(place, "a constant is a code, a text or a value state");
        }
        meanings
    }

    /// What a code or value state in the mapping means.
    fn meaning(&mut self, place: &str, property: &Property, written: &str) -> Option<Meaning> {
        if let Some(state) = State::from_code(written) {
            if !property.states.contains(state) || (state == State::AskedYes && !matches!(property.kind, Kind::Flag)) {
                return self.fault(place, &format!("`{written}` is not an answer to this property"));
            }
            return Some(Meaning::State(state));
        }
        match &property.kind {
            Kind::Code { list, .. } => self.code(place, list, written).then(|| Meaning::Code(written.into())),
            Kind::Flag => self.fault(place, &format!("`{written}` is no value state, such as asked-yes or asked-no")),
            _ => Some(Meaning::Code(written.into())),
        }
    }

    fn code(&mut self, place: &str, list: &str, code: &str) -> bool {
        let list = self.codebook.list(list).expect("the lists of properties are checked when the codebook is read");
        let is_there = list.contains(code);
        if !is_there {
            let hint = nearest(code, list.codes().iter().map(|code| code.code.as_str()));
            self.faults.push(format!("{place}: `{code}` is no code of the list {}{hint}", list.id));
        }
        is_there
    }

    fn reading(&mut self, place: &str, property: &'static Property, how: &How) -> Reading {
        let list = match &property.kind {
            Kind::Code { list, .. } => self.codebook.list(list),
            Kind::Money { .. } => self.codebook.list("currencies"),
            _ => None,
        };
        if let Some(currency) = &how.currency {
            self.code(place, "currencies", currency);
        }
        let mut codes = FxHashMap::default();
        if !matches!(property.kind, Kind::Place { .. }) {
            for (spelling, written) in &how.codes {
                codes.extend(self.meaning(place, property, written).map(|meaning| (spelling.into(), meaning)));
            }
        }
        let otherwise = how.otherwise.as_deref().and_then(|written| self.meaning(place, property, written));
        self.made(property, list, how, (codes, otherwise))
    }

    /// How the country of a place is read.
    fn countries(&mut self, property: &'static Property, how: &How) -> Reading {
        let codes = how.codes.iter().map(|(spelling, code)| (spelling.into(), Meaning::Code(code.into()))).collect();
        self.made(property, self.codebook.list("countries"), how, (codes, None))
    }

    fn made(
        &self,
        property: &'static Property,
        list: Option<&'static overt_model::codebook::List>,
        how: &How,
        (codes, otherwise): (FxHashMap<CompactString, Meaning>, Option<Meaning>),
    ) -> Reading {
        let own = how.words.iter();
        let of_file = self.file.words.iter().filter(|_| !matches!(property.kind, Kind::Text { .. }));
        let listed = |given: &Option<Vec<String>>, usual: &[&str]| {
            given.clone().unwrap_or_else(|| usual.iter().map(|word| (*word).to_owned()).collect())
        };
        Reading {
            property,
            list,
            folded_codes: codes.iter().map(|(spelling, meaning)| (folded(spelling), meaning.clone())).collect(),
            codes,
            otherwise,
            yes: listed(&how.yes, &YES),
            no: listed(&how.no, &NO),
            words: of_file.chain(own).map(|(word, state)| (word.into(), *state)).collect(),
            order: how.dates.unwrap_or(self.file.dates),
            century: how.century,
            decimal: how.decimal.unwrap_or(self.file.decimal),
            times: how.times.unwrap_or(1),
            currency: how.currency.as_ref().map(Into::into),
            remembered: FxHashMap::default(),
            times_dropped: 0,
        }
    }
}

fn spellings(names: &[String]) -> Vec<Pattern> {
    names.iter().flat_map(|name| Pattern::spellings(name)).collect()
}

fn part(name: &str) -> Option<Part> {
    match name {
        "latitude" => Some(Part::Latitude),
        "longitude" => Some(Part::Longitude),
        name => Rung::from_name(name).filter(|rung| *rung != Rung::Point).map(Part::Named),
    }
}

/// What was probably meant.
fn nearest<'a>(written: &str, known: impl Iterator<Item = &'a str>) -> String {
    let scored = known.map(|name| (strsim::jaro_winkler(&name.to_lowercase(), &written.to_lowercase()), name));
    let best = scored.max_by(|left, right| left.0.total_cmp(&right.0));
    best.filter(|(score, _)| *score > 0.8).map_or_else(String::new, |(_, name)| format!(" (did you mean `{name}`?)"))
}
