//! The fields of one record, read from the cells of one row.

use std::fmt::Write as _;

use compact_str::CompactString;
use overt_model::codebook::{Kind, Property};
use overt_model::{Claim, Field, Place, Private, RecordId, Rung, Secret, Standing, State, Value, Values};

use super::bind::{BesideColumns, BoundField, BoundFill, Instance};
use super::cell::{Beside, Fault, Meaning, Read, Reading, folded, is_point};
use super::key::Key;
use super::mapper::{Refusal, cell};
use super::pattern::Pattern;
use super::rule::{FieldRule, FillRule, Part, RecordRule, StandingRule};
use crate::rows::Row;

/// Reads the fields of one row.
pub(super) struct FieldReader<'r> {
    pub(super) row: &'r Row,
    pub(super) ids: &'r [Option<RecordId>],
    pub(super) source: [u8; 16],
    pub(super) secret: &'r Secret<[u8; 32]>,
    pub(super) refusals: &'r mut Vec<Refusal>,
}

impl<'r> FieldReader<'r> {
    fn cell(&self, column: usize) -> &'r str {
        cell(self.row, column)
    }

    fn refuse(&mut self, column: Option<usize>, property: &CompactString, fault: Fault) {
        self.refusals.push(Refusal { column, property: property.clone(), fault });
    }

    /// Adds a field to those that are filled already, or to the last of them when it is of the same property.
    pub(super) fn field(&mut self, rule: &mut FieldRule, bound: &BoundField, filled: &mut Vec<(CompactString, Field)>) {
        let FieldRule { fill, reading, split, blank, continues, .. } = rule;
        // What nobody asked stays out of the record.
        if *blank == State::NotAsked && bound.state.is_none() && self.is_blank(&bound.fill) {
            return;
        }
        if let Some(column) = bound.state {
            let text = self.cell(column);
            match State::from_code(text) {
                Some(State::NotAsked) => return,
                Some(State::AskedYes) => {}
                Some(state) => {
                    if reading.property.states.contains(state) {
                        filled.push((reading.property.id.clone(), Field::state(state)));
                    } else {
                        self.refuse(bound.state, &reading.property.id, Fault::StateNotAllowed(state));
                    }
                    return;
                }
                None if text.is_empty() => {}
                None => return self.refuse(bound.state, &reading.property.id, Fault::NoSuchCode),
            }
        }
        let property = &reading.property.id;
        if !*continues || filled.last().is_none_or(|(last, _)| last != property) {
            // Made where it stays: to push one that was made elsewhere takes a third of the time of a whole field.
            filled.extend(std::iter::once_with(|| (property.clone(), Field::state(State::NotAsked))));
        }
        let Some((_, field)) = filled.last_mut() else { return };
        let mut found = Found { before: field.values.len(), values: &mut field.values, state: None, column: None };
        match (&bound.fill, fill) {
            (BoundFill::Constant, FillRule::Constant(meanings)) => {
                for meaning in meanings {
                    found.add(constant(meaning, &reading.property.kind));
                }
            }
            (BoundFill::Cells { cells, .. }, FillRule::Column { join: Some(join), .. }) => {
                self.joined(cells, join, &mut found);
            }
            (BoundFill::Cells { cells, beside }, FillRule::Column { refers_to, .. }) => {
                let refers_to = refers_to.map(|schema| &schema.id);
                self.cells(reading, split, (cells, *beside), refers_to, &mut found);
            }
            (BoundFill::Ticks(columns), FillRule::Ticks(ticks)) => self.ticks(reading, columns, ticks, &mut found),
            (BoundFill::Parts(columns), FillRule::Parts { countries, .. }) => {
                self.place(countries, columns, &mut found);
            }
            (BoundFill::Records(instances), FillRule::Record(_)) => {
                let made = instances.iter().filter_map(|instance| self.ids[*instance]);
                found.values.extend(made.map(Value::Reference));
            }
            _ => unreachable!("a field is bound as its rule fills it"),
        }
        let column = found.column;
        match found.outcome(*blank, reading.property) {
            Ok(state) => field.state = state,
            Err(fault) => self.refuse(column, &reading.property.id, fault),
        }
        if field.state == State::NotAsked {
            filled.pop();
        }
    }

    /// Whether every cell that may fill a field is blank.
    fn is_blank(&self, fill: &BoundFill) -> bool {
        let is_blank = |column: usize| self.cell(column).is_empty();
        match fill {
            BoundFill::Constant | BoundFill::Records(_) => false,
            BoundFill::Cells { cells, .. } => cells.iter().all(|column| is_blank(*column)),
            BoundFill::Ticks(columns) => columns.iter().all(|(column, _)| is_blank(*column)),
            BoundFill::Parts(columns) => columns.iter().all(|(_, column)| is_blank(*column)),
        }
    }

    fn cells(
        &mut self,
        reading: &mut Reading,
        split: &[String],
        (cells, columns): (&[usize], BesideColumns),
        refers_to: Option<&CompactString>,
        found: &mut Found<'_>,
    ) {
        for column in cells {
            let text = self.cell(*column);
            if text.is_empty() {
                continue;
            }
            let told = |column: Option<usize>| column.map(|column| self.cell(column)).filter(|text| !text.is_empty());
            let mut beside = Beside { currency: told(columns.currency), high: told(columns.high), on: None };
            if let Some(text) = told(columns.date) {
                match reading.date(text) {
                    Ok(on) => beside.on = Some(on),
                    Err(fault) => self.refuse(columns.date, &reading.property.id, fault),
                }
            }
            found.column = Some(*column);
            let (secret, source) = (self.secret, self.source);
            let reference = |text: &str| {
                let schema = refers_to.expect("a column of a reference says whose key it holds");
                let mut key = Key::default();
                key.begin(&source, schema);
                key.part(text.as_bytes());
                key.id(secret)
            };
            let mut read = |piece: &str| {
                if let Err(fault) = reading.cell(piece, &beside, reference, (found.values, &mut found.state)) {
                    self.refusals.push(Refusal { column: Some(*column), property: reading.property.id.clone(), fault });
                }
            };
            match split {
                [] => read(text),
                separators => pieces(text, separators).for_each(&mut read),
            }
        }
    }

    fn joined(&self, cells: &[usize], join: &str, found: &mut Found<'_>) {
        let mut joined = String::new();
        for text in cells.iter().map(|column| self.cell(*column)).filter(|text| !text.is_empty()) {
            let before = if joined.is_empty() { "" } else { join };
            let _ = write!(joined, "{before}{text}");
        }
        found.column = cells.first().copied();
        found.values.extend((!joined.is_empty()).then(|| Value::text(joined)));
    }

    fn ticks(
        &mut self,
        reading: &Reading,
        columns: &[(usize, usize)],
        ticks: &[(Vec<Pattern>, CompactString)],
        found: &mut Found<'_>,
    ) {
        let mut has_no = false;
        for (column, tick) in columns {
            let text = self.cell(*column);
            if text.is_empty() {
                continue;
            }
            match reading.tick(text) {
                Some(true) => {
                    found.column = Some(*column);
                    found.add(Read::Value(Value::Code(ticks[*tick].1.clone())));
                }
                Some(false) => has_no = true,
                None => match reading.words.get(text) {
                    Some(state) => {
                        found.state = found.state.or(Some(*state).filter(|state| *state != State::NotAsked));
                    }
                    None => self.refuse(Some(*column), &reading.property.id, Fault::NotYesOrNo),
                },
            }
        }
        // A tick beside an unknown one is still a tick; a no beside nothing else is a no.
        found.state = match (found.is_valued(), found.state) {
            (true, _) => None,
            (false, Some(state)) => Some(state),
            (false, None) => has_no.then_some(State::AskedNo),
        };
    }

    fn place(&mut self, countries: &mut Reading, columns: &[(Part, usize)], found: &mut Found<'_>) {
        let mut place = Place::default();
        let mut point = [None, None];
        for (part, column) in columns {
            let text = self.cell(*column);
            if text.is_empty() {
                continue;
            }
            found.column = Some(*column);
            let degrees = || text.parse::<f64>().ok().filter(|degrees| degrees.is_finite());
            let named = || Some(Private::new(text.to_owned()));
            match part {
                Part::Named(Rung::Country) => match countries.code_cell(text) {
                    Ok(Read::Value(Value::Code(code))) => place.country = Some(code),
                    Ok(Read::State(state)) => found.state = Some(state),
                    Ok(Read::Value(_)) => unreachable!("a country is a code"),
                    Err(fault) => self.refuse(Some(*column), &countries.property.id, fault),
                },
                _ if countries.words.contains_key(text) => {}
                Part::Named(Rung::Region) => place.region = named(),
                Part::Named(Rung::District) => place.district = named(),
                Part::Named(Rung::Locality) => place.locality = named(),
                Part::Named(_) => place.site = named(),
                Part::Latitude => point[0] = Some((*column, degrees())),
                Part::Longitude => point[1] = Some((*column, degrees())),
            }
        }
        match point {
            [None, None] => {}
            [Some((_, Some(latitude))), Some((_, Some(longitude)))] if is_point([latitude, longitude]) => {
                place.point = Some(Private::new([latitude, longitude]));
            }
            [latitude, longitude] => {
                let column = latitude.or(longitude).map(|(column, _)| column);
                self.refuse(column, &countries.property.id, Fault::NotAPoint);
            }
        }
        if place != Place::default() {
            found.state = None;
            found.values.push(Value::Place(Box::new(place)));
        }
    }

    pub(super) fn claim(&mut self, source: &Claim, rule: &RecordRule, instance: &Instance) -> Claim {
        let mut claim = source.clone();
        let own = &rule.claim;
        claim.grade = own.grade.unwrap_or(claim.grade);
        claim.handling = own.handling.unwrap_or(claim.handling);
        match (&own.standing, instance.standing) {
            (Some(StandingRule::Constant(standing)), _) => claim.standing = *standing,
            (Some(StandingRule::Column { codes, otherwise, .. }), Some(column)) => {
                let text = self.cell(column);
                let known = codes.get(&folded(text)).or(otherwise.as_ref());
                match known {
                    Some(standing) => claim.standing = *standing,
                    None if text.is_empty() => {}
                    None => self.refuse(Some(column), &"standing".into(), Fault::NoSuchCode),
                }
            }
            _ => {}
        }
        if matches!(claim.standing, Standing::Convicted | Standing::Cleared) {
            claim.decision = instance.decision.and_then(|decision| self.ids[decision]);
        }
        if claim.standing == Standing::Convicted && claim.decision.is_none() {
            self.refuse(instance.standing, &"standing".into(), Fault::NoDecision);
        }
        if let Some(column) = instance.asserted {
            let text = self.cell(column);
            if !text.is_empty() {
                match super::cell::date(text) {
                    Ok(asserted) => claim.asserted = Some(asserted),
                    Err(fault) => self.refuse(Some(column), &"asserted".into(), fault),
                }
            }
        }
        claim
    }
}

/// What the cells of a field say together.
struct Found<'f> {
    /// How many values other parts of the field have brought.
    before: usize,
    values: &'f mut Values,
    state: Option<State>,
    column: Option<usize>,
}

impl Found<'_> {
    fn add(&mut self, read: Read) {
        read.put_own((self.values, &mut self.state));
    }

    /// Whether these cells have brought a value.
    fn is_valued(&self) -> bool {
        self.values.len() > self.before
    }

    /// The state of the field, or why there is none.
    fn outcome(&self, blank: State, property: &Property) -> Result<State, Fault> {
        if self.values.len() > 1 && !property.many {
            return Err(Fault::SeveralValues);
        }
        let state = match (self.is_valued(), self.state) {
            // A piece that stands for "not asked" says nothing, so it may stand beside values.
            (true, None | Some(State::NotAsked)) => State::AskedYes,
            (true, Some(_)) => return Err(Fault::ValueAndState),
            (false, _) if self.before > 0 => State::AskedYes,
            (false, state) => state.unwrap_or(blank),
        };
        if property.states.contains(state) { Ok(state) } else { Err(Fault::StateNotAllowed(state)) }
    }
}

fn constant(meaning: &Meaning, kind: &Kind) -> Read {
    match meaning {
        Meaning::State(state) => Read::State(*state),
        Meaning::Code(text) if matches!(kind, Kind::Text { .. }) => Read::Value(Value::text(text.as_str())),
        Meaning::Code(code) => Read::Value(Value::Code(code.clone())),
    }
}

/// Where a separator stands. Most are one letter, for which the general search takes longer than the cell is.
fn find(text: &str, separator: &str) -> Option<usize> {
    match separator.as_bytes() {
        [letter] => text.bytes().position(|byte| byte == *letter),
        _ => text.find(separator),
    }
}

/// The pieces of a cell with several values.
fn pieces<'t>(text: &'t str, separators: &'t [String]) -> impl Iterator<Item = &'t str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let cut = separators.iter().filter_map(|separator| Some((find(text, separator)?, separator.len()))).min();
        let piece = if let Some((place, length)) = cut {
            rest = Some(&text[place + length..]);
            &text[..place]
        } else {
            rest = None;
            text
        };
        Some(piece.trim())
    })
    .filter(|piece| !piece.is_empty())
}
