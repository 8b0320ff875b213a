//! What is wrong with a record, without repeating what it says.

use compact_str::{CompactString, ToCompactString, format_compact};
use serde::{Serialize, Serializer};

use crate::codebook::{Codebook, Property, Rule, Schema, Severity};
use crate::{Lang, Text};

/// One problem of a record. It never holds a value of the record, so it may be logged and shown to anybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The property, with the position among several values, or the part of the claim; blank for the whole record.
    pub path: CompactString,
    /// What kind of problem it is.
    pub code: ProblemCode,
    /// How it weighs.
    pub severity: Severity,
    label: Option<Box<Text>>,
    details: Vec<(&'static str, CompactString)>,
}

macro_rules! problem_codes {
    ($($(#[$doc:meta])* $variant:ident = $code:literal $severity:ident,)*) => {
        /// The kinds of problem. Those that a schema declares itself are [`ProblemCode::Rule`].
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        pub enum ProblemCode {
            $($(#[$doc])* $variant,)*
            /// A rule of the schema, by its name.
            Rule(CompactString),
        }

        impl ProblemCode {
            /// Every code that is not a rule's, as it stands in `messages.toml`.
            pub const BUILT_IN: &'static [&'static str] = &[$($code,)*];

            /// The stable identifier.
            pub fn as_str(&self) -> &str {
                match self { $(Self::$variant => $code,)* Self::Rule(id) => id }
            }

            const fn severity(&self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)* Self::Rule(_) => Severity::Error }
            }
        }
    };
}

problem_codes! {
    /// The JSON is not a record.
    NotARecord = "not-a-record" Error,
    /// There is no such schema.
    UnknownSchema = "unknown-schema" Error,
    /// The schema only lends its properties to others.
    AbstractSchema = "abstract-schema" Error,
    /// The schema has no such property.
    UnknownProperty = "unknown-property" Error,
    /// The value is of another type.
    WrongType = "wrong-type" Error,
    /// A required property has no answer, not even "unknown".
    NotAnswered = "not-answered" Gap,
    /// The property does not allow this value state.
    StateNotAllowed = "state-not-allowed" Error,
    /// The state says there is a value, and there is none.
    NoValue = "no-value" Error,
    /// There is a value where the state or the type leaves no room for one.
    UnexpectedValue = "unexpected-value" Error,
    /// More than one value where one is allowed.
    TooMany = "too-many" Error,
    /// The same value twice.
    Repeated = "repeated" Error,
    /// The code is not in the list.
    UnknownCode = "unknown-code" Error,
    /// The code is in the list, but belongs to another field.
    CodeOfOtherField = "code-of-other-field" Error,
    /// The code has been retired.
    RetiredCode = "retired-code" Notice,
    /// The text is too long.
    TooLong = "too-long" Error,
    /// The text does not have the expected form.
    Pattern = "pattern" Error,
    /// The number is outside its range.
    OutOfRange = "out-of-range" Error,
    /// The range is upside down.
    ReversedRange = "reversed-range" Error,
    /// The date lies before anything possible.
    TooEarly = "too-early" Error,
    /// The date lies after anything possible.
    TooLate = "too-late" Error,
    /// The date lies in the future.
    InFuture = "in-future" Error,
    /// The coordinates are not on Earth.
    NotOnEarth = "not-on-earth" Error,
}

impl Serialize for ProblemCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl Problem {
    pub(crate) fn of_record(code: ProblemCode) -> Self {
        Self { path: CompactString::default(), severity: code.severity(), code, label: None, details: Vec::new() }
    }

    /// At a property that the schema does not know. Its name is data from outside, so only the plain shape of one is kept.
    pub(crate) fn at(code: ProblemCode, name: &str) -> Self {
        let is_plain = name.len() <= 64 && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        Self { path: if is_plain { name.into() } else { "?".into() }, ..Self::of_record(code) }
    }

    /// At a property, and where it has several values at one of them.
    pub fn on(code: ProblemCode, property: &Property, position: Option<usize>) -> Self {
        Self { path: property.id.clone(), label: Some(Box::new(property.label.clone())), ..Self::of_record(code) }
            .in_position(position)
    }

    pub(crate) fn of_rule(rule: &Rule, schema: &Schema) -> Self {
        let label = schema.property(&rule.at).map(|property| Box::new(property.label.clone()));
        let severity = rule.severity;
        Self { path: rule.at.clone(), label, severity, ..Self::of_record(ProblemCode::Rule(rule.id.clone())) }
    }

    pub(crate) fn in_position(mut self, position: Option<usize>) -> Self {
        if let Some(position) = position {
            self.path = format_compact!("{}[{position}]", self.path);
        }
        self
    }

    pub(crate) fn with(mut self, name: &'static str, value: &impl ToCompactString) -> Self {
        self.details.push((name, value.to_compact_string()));
        self
    }

    /// What the person is told.
    pub fn sentence(&self, codebook: &Codebook, lang: Lang) -> String {
        let mut sentence = codebook.message(&self.code).get(lang).to_owned();
        let label = self.label.as_ref().map_or(self.path.as_str(), |label| label.get(lang));
        sentence = sentence.replace("{label}", label);
        for (name, value) in &self.details {
            sentence = sentence.replace(&format!("{{{name}}}"), value);
        }
        sentence
    }
}

/// Problems as they are found.
#[derive(Debug, Default)]
pub struct Problems(pub Vec<Problem>);

impl Problems {
    pub(crate) fn add(&mut self, problem: Problem) {
        self.0.push(problem);
    }
}
