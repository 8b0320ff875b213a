//! Why a cell cannot be read.

use std::fmt;

use overt_model::{Problem, State};

/// Why a cell, or a record that was made of cells, is refused. The value itself is not repeated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Neither the mapping nor the code list knows the value.
    NoSuchCode,
    /// It is neither yes nor no.
    NotYesOrNo,
    /// It is no date.
    NotADate,
    /// The date has the right form, but there is no such day.
    NoSuchDay,
    /// The day may come first or the month, and nothing shows which.
    DayOrMonth,
    /// The year has two digits.
    TwoDigitYear,
    /// The end lies before the beginning.
    Reversed,
    /// It is no number, or a number of the other decimal sign.
    NotANumber,
    /// It is no whole number.
    NotWhole,
    /// Money without a currency.
    NoCurrency,
    /// Money in another currency than the mapping or the row states.
    OtherCurrency,
    /// There is no such currency.
    NoSuchCurrency,
    /// It is no place on the globe.
    NotAPoint,
    /// A value beside a value state, such as "beaten; unknown".
    ValueAndState,
    /// Several values where the property has one.
    SeveralValues,
    /// What the cell means is not allowed for the property.
    StateNotAllowed(State),
    /// All columns of the key are blank.
    KeyBlank,
    /// The record that the claim's decision is in is not made in this row.
    NoDecision,
    /// A record of the row breaks a rule of the codebook.
    Rule(Box<Problem>),
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            Self::NoSuchCode => "not in the code list, and the mapping does not say what it means",
            Self::NotYesOrNo => "neither yes nor no, and the mapping does not say what it means",
            Self::NotADate => "not a date",
            Self::NoSuchDay => "there is no such day",
            Self::DayOrMonth => "the day may come first or the month: say `dates` in the mapping",
            Self::TwoDigitYear => "the year has two digits: say `century` in the mapping",
            Self::Reversed => "it ends before it begins",
            Self::NotANumber => "not a number as the mapping's `decimal` has it",
            Self::NotWhole => "not a whole number",
            Self::NoCurrency => "money without a currency: say `currency` or `currency_column` in the mapping",
            Self::OtherCurrency => "another currency than the mapping or the row states",
            Self::NoSuchCurrency => "there is no such currency",
            Self::NotAPoint => "latitude and longitude are not both given in degrees",
            Self::ValueAndState => "a value beside a word such as \"unknown\"",
            Self::SeveralValues => "several values, and the property has one",
            Self::StateNotAllowed(state) => {
                return write!(formatter, "`{}` is not an answer to this property", state.code());
            }
            Self::KeyBlank => "the key is blank, so nobody could tell this record from others",
            Self::NoDecision => "the record with the decision is not in this row",
            Self::Rule(problem) => return write!(formatter, "against the rules: {}", problem.code.as_str()),
        };
        formatter.write_str(text)
    }
}
