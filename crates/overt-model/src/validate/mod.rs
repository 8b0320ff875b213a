//! Whether a record says what its schema allows: every problem at once, each with its place, its code and a sentence.

mod problem;
#[cfg(test)]
mod tests;
mod value;

use jiff::civil::Date;

pub use problem::{Problem, ProblemCode, Problems};

use crate::codebook::{Codebook, Kind, Property, Schema};
use crate::{Field, Record, State};

/// Validates records of one codebook as of one day.
#[derive(Debug, Clone, Copy)]
pub struct Validator<'a> {
    codebook: &'a Codebook,
    today: Date,
}

impl<'a> Validator<'a> {
    /// A validator; dates after `today` are refused where the schema does not expect them.
    pub const fn new(codebook: &'a Codebook, today: Date) -> Self {
        Self { codebook, today }
    }

    /// Every problem of a record; none when it is finished and right.
    pub fn problems(&self, record: &Record) -> Vec<Problem> {
        let mut problems = Problems::default();
        match self.codebook.schema(&record.schema) {
            None => problems.add(Problem::of_record(ProblemCode::UnknownSchema)),
            Some(schema) if schema.is_abstract => problems.add(Problem::of_record(ProblemCode::AbstractSchema)),
            Some(schema) => self.check(record, schema, &mut problems),
        }
        problems.0
    }

    fn check(&self, record: &Record, schema: &Schema, problems: &mut Problems) {
        for (id, field) in &record.fields {
            match schema.property(id) {
                Some(property) => self.field(property, field, problems),
                None => problems.add(Problem::at(ProblemCode::UnknownProperty, id)),
            }
        }
        for property in schema.properties.iter().filter(|property| property.required) {
            if record.state(&property.id) == State::NotAsked {
                problems.add(Problem::on(ProblemCode::NotAnswered, property, None));
            }
        }
        for rule in &schema.rules {
            if rule.when.holds(record) {
                problems.add(Problem::of_rule(rule, schema));
            }
        }
    }

    fn field(&self, property: &Property, field: &Field, problems: &mut Problems) {
        if !property.states.contains(field.state) {
            problems.add(Problem::on(ProblemCode::StateNotAllowed, property, None));
        }
        let may_have_values = field.state == State::AskedYes && !matches!(property.kind, Kind::Flag);
        if may_have_values && field.values.is_empty() {
            problems.add(Problem::on(ProblemCode::NoValue, property, None));
        }
        if !may_have_values && !field.values.is_empty() {
            problems.add(Problem::on(ProblemCode::UnexpectedValue, property, None));
        }
        if !property.many && field.values.len() > 1 {
            problems.add(Problem::on(ProblemCode::TooMany, property, None));
        }
        for (position, value) in field.values.iter().enumerate() {
            let position = property.many.then_some(position);
            value::check(self.codebook, self.today, property, value, &mut |problem| {
                problems.add(problem.in_position(position));
            });
            if field.values[..position.unwrap_or(0)].contains(value) {
                problems.add(Problem::on(ProblemCode::Repeated, property, position));
            }
        }
    }
}
