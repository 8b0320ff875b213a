//! Who says so, how far it has come, how good it is and who may see it.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{Credibility, Edtf, Handling, RecordId, Reliability, Source, SourceId, Standing};

/// A source letter and an information digit, such as `B2`. Grades are stored and shown, never averaged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Grade {
    /// How reliable the source has proved.
    pub reliability: Reliability,
    /// How far the information can be believed.
    pub credibility: Credibility,
}

impl Grade {
    /// `F6`: nobody has judged source or information.
    pub const UNJUDGED: Self = Self { reliability: Reliability::F, credibility: Credibility::CannotBeJudged };
}

impl fmt::Display for Grade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.reliability.code(), self.credibility.code())
    }
}

/// The text is not a grade.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected a letter from A to G and a digit from 1 to 6, such as B2")]
pub struct GradeError;

impl FromStr for Grade {
    type Err = GradeError;

    fn from_str(text: &str) -> Result<Self, GradeError> {
        let (letter, digit) = text.split_at_checked(1).ok_or(GradeError)?;
        let reliability = Reliability::from_code(letter).ok_or(GradeError)?;
        let credibility = Credibility::from_code(digit).ok_or(GradeError)?;
        Ok(Self { reliability, credibility })
    }
}

impl Serialize for Grade {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Grade {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        std::borrow::Cow::<'de, str>::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// Whose fact this is. Every record carries one, and any of its values may differ from it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// The contributor it came through.
    pub source: SourceId,
    /// Who said it to the contributor, as a record of its own (a person, report or story).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asserter: Option<RecordId>,
    /// When it was said, as far as known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asserted: Option<Edtf>,
    /// How far it has come.
    pub standing: Standing,
    /// The proceeding that decided it; required once convicted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<RecordId>,
    /// How good it is.
    pub grade: Grade,
    /// Who may receive it.
    pub handling: Handling,
    /// When it was recorded here.
    pub recorded: Timestamp,
}

/// Why a claim cannot take another standing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StandingError {
    /// The step does not exist.
    #[error("a claim that is {} cannot become {}", .from.code(), .to.code())]
    NoSuchStep {
        /// The standing it has.
        from: Standing,
        /// The standing asked for.
        to: Standing,
    },
    /// A conviction without its decision.
    #[error("a claim becomes convicted only with the decision that says so")]
    NoDecision,
}

impl Claim {
    /// What a source says and nobody has looked at yet: alleged, not judged, for those who need to know.
    pub const fn alleged(source: SourceId, recorded: Timestamp) -> Self {
        Self {
            source,
            asserter: None,
            asserted: None,
            standing: Standing::Alleged,
            decision: None,
            grade: Grade::UNJUDGED,
            handling: Handling::Amber,
            recorded,
        }
    }

    /// What a source says as of a day, with its grade and handling. The time of day is not kept: it would tell who was there.
    pub fn of_source(source: &Source, day: Date) -> Self {
        let midnight = TimeZone::UTC.to_timestamp(day.at(0, 0, 0, 0)).unwrap_or(Timestamp::UNIX_EPOCH);
        Self { grade: source.grade, handling: source.handling, ..Self::alleged(source.id, midnight) }
    }

    /// The same claim with another standing.
    ///
    /// # Errors
    /// When the step is not allowed (see [`Standing::may_become`]) or a conviction comes without its decision.
    pub fn moved_to(&self, standing: Standing, decision: Option<RecordId>) -> Result<Self, StandingError> {
        if !self.standing.may_become(standing) {
            return Err(StandingError::NoSuchStep { from: self.standing, to: standing });
        }
        let decision = decision.or(self.decision);
        if standing == Standing::Convicted && decision.is_none() {
            return Err(StandingError::NoDecision);
        }
        Ok(Self { standing, decision, ..self.clone() })
    }

    /// The claim of a value that differs from its record's in some respects.
    #[must_use]
    pub fn with(&self, difference: &ClaimDifference) -> Self {
        Self {
            source: difference.source.unwrap_or(self.source),
            standing: difference.standing.unwrap_or(self.standing),
            decision: difference.decision.or(self.decision),
            grade: difference.grade.unwrap_or(self.grade),
            handling: difference.handling.unwrap_or(self.handling),
            ..self.clone()
        }
    }
}

/// In what one value's claim differs from its record's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimDifference {
    /// Another contributor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceId>,
    /// Another standing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standing: Option<Standing>,
    /// Another decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<RecordId>,
    /// Another grade.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<Grade>,
    /// Another circle of recipients.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handling: Option<Handling>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alleged() -> Claim {
        Claim::alleged(SourceId::from_bits(1), Timestamp::UNIX_EPOCH)
    }

    #[test]
    fn nobody_becomes_convicted_without_a_decision() {
        let decision = RecordId::from_bits(9);
        assert_eq!(alleged().moved_to(Standing::Convicted, None), Err(StandingError::NoDecision));
        let convicted = alleged().moved_to(Standing::Convicted, Some(decision)).unwrap();
        assert_eq!((convicted.standing, convicted.decision), (Standing::Convicted, Some(decision)));
    }

    #[test]
    fn a_withdrawn_claim_stays_withdrawn_and_a_cleared_one_never_returns_to_an_allegation() {
        let withdrawn = alleged().moved_to(Standing::Withdrawn, None).unwrap();
        assert!(Standing::ALL.iter().all(|&next| withdrawn.moved_to(next, None).is_err()));
        let cleared = alleged().moved_to(Standing::Cleared, None).unwrap();
        assert!(cleared.moved_to(Standing::Alleged, None).is_err());
    }

    #[test]
    fn a_grade_is_a_letter_and_a_digit() {
        assert_eq!("B2".parse::<Grade>().map(|grade| grade.to_string()), Ok("B2".to_owned()));
        for text in ["", "B", "2B", "B7", "H1", "B22", "é1"] {
            assert_eq!(text.parse::<Grade>(), Err(GradeError), "{text}");
        }
    }
}
