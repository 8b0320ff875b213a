//! A policy as a file: what an auditor keeps, and gives to the program that verifies.
//!
//! ```text
//! origin overt.example.org/log
//! log overt.example.org/log+a6854888+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c
//! witness witness.example.com/w1+745fb5e8+BIE5dw6ofRdfVqNUZsNMfszLjYqRtO43ol32D1uPybOU
//! witnesses-min 1
//! ```
//!
//! | line | how often | what follows the space |
//! |---|---|---|
//! | `origin` | once, first | the origin of the log, to the end of the line |
//! | `log` | once or more | the public key of the log; several, when the key was replaced |
//! | `witness` | any number | the public key of a witness |
//! | `witnesses-min` | once, last | how many witnesses must have cosigned, in decimal digits |
//!
//! Reading is strict: no empty lines, no comments, no other order. A text that is read is what [`Policy`] displays as, so
//! that two people can compare their policies by comparing the files.

use std::fmt;

use super::policy::{check_key, check_origin};
use super::{KeyError, KeyKind, Policy, PolicyError, VerifierKey};

/// The longest text of a policy that is read, in bytes.
pub const POLICY_BYTES_MAX: usize = 16 * 1024;

/// One thing that is wrong with the text of a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyFinding {
    /// Number of the line, from 1. `None`: the text as a whole.
    pub line: Option<usize>,
    /// What is wrong.
    pub problem: PolicyProblem,
}

/// What is wrong with a line of a policy, or with all of it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PolicyProblem {
    /// Longer than [`POLICY_BYTES_MAX`].
    #[error("the text is longer than {POLICY_BYTES_MAX} bytes; it is not a policy")]
    TooLong,
    /// Not one of the four kinds of line.
    #[error(
        "the line is none of a policy; write “origin”, “log”, “witness” or “witnesses-min”, one space and the value, without empty lines"
    )]
    Line,
    /// A line where it does not belong.
    #[error(
        "“{word}” does not belong here; write “origin”, then “log”, then “witness”, and “witnesses-min” once at the end"
    )]
    Order {
        /// How the line begins.
        word: &'static str,
    },
    /// A line without which the policy says nothing.
    #[error("there is no line “{word}”; add it")]
    Missing {
        /// How the line begins.
        word: &'static str,
    },
    /// Not a key.
    #[error("{0}")]
    Key(KeyError),
    /// Not a number of witnesses.
    #[error("the number of witnesses is written in digits alone, such as 0 or 2")]
    Number,
    /// The last line is not ended.
    #[error("the last line has no line end; the end of the file was cut off")]
    End,
    /// Each line can be read, and the policy would not mean what it says.
    #[error("{0}")]
    Policy(PolicyError),
}

impl fmt::Display for PolicyFinding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "line {line} of the policy: {}", self.problem),
            None => write!(f, "the policy: {}", self.problem),
        }
    }
}

/// How a line begins, in the order of the lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Word {
    Origin,
    Log,
    Witness,
    WitnessesMin,
}

impl Word {
    const ALL: [Self; 4] = [Self::Origin, Self::Log, Self::Witness, Self::WitnessesMin];

    const fn text(self) -> &'static str {
        match self {
            Self::Origin => "origin",
            Self::Log => "log",
            Self::Witness => "witness",
            Self::WitnessesMin => "witnesses-min",
        }
    }

    /// Whether there may be several such lines.
    const fn repeats(self) -> bool {
        matches!(self, Self::Log | Self::Witness)
    }

    /// Whether there must be such a line.
    const fn required(self) -> bool {
        !matches!(self, Self::Witness)
    }
}

impl fmt::Display for Policy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} {}", Word::Origin.text(), self.origin())?;
        for key in self.log_keys() {
            writeln!(f, "{} {key}", Word::Log.text())?;
        }
        for key in self.witnesses() {
            writeln!(f, "{} {key}", Word::Witness.text())?;
        }
        writeln!(f, "{} {}", Word::WitnessesMin.text(), self.witnesses_min())
    }
}

impl Policy {
    /// Reads the text of a policy.
    ///
    /// # Errors
    ///
    /// Returns everything that is wrong: first line by line, then what is wrong with the whole.
    pub fn parse(text: &str) -> Result<Self, Vec<PolicyFinding>> {
        if text.len() > POLICY_BYTES_MAX {
            return Err(vec![PolicyFinding { line: None, problem: PolicyProblem::TooLong }]);
        }
        let mut reader = Reader::default();
        for line in text.strip_suffix('\n').unwrap_or(text).split('\n') {
            reader.line += 1;
            reader.read(line);
        }
        if !text.ends_with('\n') {
            reader.find(PolicyProblem::End);
        }
        reader.finish()
    }
}

#[derive(Default)]
struct Reader {
    line: usize,
    /// The words that were read.
    words: Vec<Word>,
    origin: String,
    log_keys: Vec<VerifierKey>,
    witnesses: Vec<VerifierKey>,
    witnesses_min: usize,
    findings: Vec<PolicyFinding>,
}

impl Reader {
    fn find(&mut self, problem: PolicyProblem) {
        self.findings.push(PolicyFinding { line: Some(self.line), problem });
    }

    fn read(&mut self, line: &str) {
        let split = line.split_once(' ');
        let word = split.and_then(|(word, _)| Word::ALL.into_iter().find(|known| known.text() == word));
        let (Some((_, value)), Some(word)) = (split, word) else {
            return self.find(PolicyProblem::Line);
        };
        let last = self.words.iter().max();
        if last.is_some_and(|&last| word < last || word == last && !word.repeats()) {
            self.find(PolicyProblem::Order { word: word.text() });
        }
        self.words.push(word);
        let read = match word {
            Word::Origin => {
                value.clone_into(&mut self.origin);
                check_origin(value).map_err(PolicyProblem::Policy)
            }
            Word::Log => self.key(value, KeyKind::Log).map(|key| self.log_keys.push(key)),
            Word::Witness => self.key(value, KeyKind::Witness).map(|key| self.witnesses.push(key)),
            Word::WitnessesMin => number(value).map(|number| self.witnesses_min = number),
        };
        if let Err(problem) = read {
            self.find(problem);
        }
    }

    fn key(&self, value: &str, kind: KeyKind) -> Result<VerifierKey, PolicyProblem> {
        let key = value.parse().map_err(PolicyProblem::Key)?;
        let earlier = self.log_keys.iter().chain(&self.witnesses);
        check_key(&key, kind, earlier).map_err(PolicyProblem::Policy)?;
        Ok(key)
    }

    fn finish(mut self) -> Result<Policy, Vec<PolicyFinding>> {
        let missing = Word::ALL.into_iter().filter(|word| word.required() && !self.words.contains(word));
        let missing = missing.map(|word| PolicyProblem::Missing { word: word.text() });
        self.findings.extend(missing.map(|problem| PolicyFinding { line: None, problem }));
        if !self.findings.is_empty() {
            return Err(self.findings);
        }
        // What is left to go wrong is the number of witnesses, which stands in the last line.
        Policy::new(&self.origin, self.log_keys, self.witnesses, self.witnesses_min)
            .map_err(|error| vec![PolicyFinding { line: Some(self.line), problem: PolicyProblem::Policy(error) }])
    }
}

/// A number in its one spelling.
fn number(text: &str) -> Result<usize, PolicyProblem> {
    text.parse().ok().filter(|number: &usize| number.to_string() == text).ok_or(PolicyProblem::Number)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::tests::signer;
    use super::*;

    fn key(name: &str, kind: KeyKind, seed: u8) -> String {
        signer(name, kind, seed).public().to_string()
    }

    /// A policy with two keys of the log and two witnesses.
    fn text() -> String {
        format!(
            "origin log.example/1\nlog {}\nlog {}\nwitness {}\nwitness {}\nwitnesses-min 2\n",
            key("log.example/1", KeyKind::Log, 1),
            key("log.example/1", KeyKind::Log, 2),
            key("w.example/1", KeyKind::Witness, 3),
            key("w.example/2", KeyKind::Witness, 4),
        )
    }

    /// What is wrong. A text in which nothing is comes out as it went in.
    fn found(text: &str) -> Vec<(Option<usize>, PolicyProblem)> {
        match Policy::parse(text) {
            Ok(policy) => {
                assert_eq!(policy.to_string(), text);
                Vec::new()
            }
            Err(findings) => findings.into_iter().map(|finding| (finding.line, finding.problem)).collect(),
        }
    }

    #[test]
    fn a_policy_is_read_as_it_is_written() {
        let text = text();
        let policy = Policy::parse(&text).unwrap();
        assert_eq!((policy.to_string(), policy.witnesses_min()), (text.clone(), 2));
        let keys = (policy.log_keys().to_vec(), policy.witnesses().to_vec());
        assert_eq!(Policy::new("log.example/1", keys.0, keys.1, 2).unwrap().to_string(), text);
    }

    #[test]
    fn everything_that_is_wrong_is_told_with_its_line() {
        use PolicyProblem::{End, Key, Line, Missing, Number, Order, Policy as Whole, TooLong};
        let text = text();
        let lines: Vec<&str> = text.lines().collect();
        let joined = |lines: &[&str]| lines.join("\n") + "\n";
        let with = |at: usize, line: &str| {
            let mut lines = lines.clone();
            lines[at] = line;
            found(&joined(&lines))
        };
        let without = |at: usize| {
            let mut lines = lines.clone();
            lines.remove(at);
            found(&joined(&lines))
        };
        let swapped = |one: usize, other: usize| {
            let mut lines = lines.clone();
            lines.swap(one, other);
            found(&joined(&lines))
        };
        assert_eq!(found(&text), []);
        assert_eq!(without(1), []);
        assert_eq!(with(1, ""), [(Some(2), Line)]);
        assert_eq!(with(1, "# a comment"), [(Some(2), Line)]);
        assert_eq!(with(1, "log"), [(Some(2), Line)]);
        assert_eq!(with(1, "log  x"), [(Some(2), Key(KeyError::Form))]);
        assert_eq!(with(1, &format!("{}\r", lines[1])), [(Some(2), Key(KeyError::Form))]);
        assert_eq!(with(0, "origin "), [(Some(1), Whole(PolicyError::Origin))]);
        assert_eq!(with(0, "origin log.example/1\r"), [(Some(1), Whole(PolicyError::Origin))]);
        assert_eq!(with(5, "witnesses-min 02"), [(Some(6), Number)]);
        assert_eq!(with(5, "witnesses-min +2"), [(Some(6), Number)]);
        let whole = PolicyError::TooFewWitnesses { needed: 3, listed: 2 };
        assert_eq!(with(5, "witnesses-min 3"), [(Some(6), Whole(whole))]);
        let repeated = PolicyError::Repeated { name: "w.example/1".to_owned() };
        assert_eq!(with(4, lines[3]), [(Some(5), Whole(repeated))]);
        let kind = PolicyError::WrongKind { name: "w.example/2".to_owned() };
        assert_eq!(with(2, &lines[4].replace("witness ", "log ")), [(Some(3), Whole(kind))]);
        assert_eq!(without(0), [(None, Missing { word: "origin" })]);
        assert_eq!(without(5), [(None, Missing { word: "witnesses-min" })]);
        assert_eq!(swapped(2, 3), [(Some(4), Order { word: "log" })]);
        assert_eq!(swapped(0, 1), [(Some(2), Order { word: "origin" })]);
        assert_eq!(found(text.trim_end()), [(Some(6), End)]);
        assert_eq!(found(&" ".repeat(POLICY_BYTES_MAX + 1)), [(None, TooLong)]);
        let word = |word| (None, Missing { word });
        assert_eq!(found(""), [(Some(1), Line), (Some(1), End), word("origin"), word("log"), word("witnesses-min")]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(500))]

        #[test]
        fn a_text_that_is_read_is_the_one_that_is_written(at: prop::sample::Index, letter in "[ -~\n]") {
            let mut text = text();
            let at = at.index(text.len());
            text.replace_range(at..=at, &letter);
            let _ = found(&text);
        }
    }

    #[test]
    fn a_finding_says_what_where_and_what_to_do() {
        let findings = Policy::parse("origin a\nlog b\nwitnesses-min 0\n").unwrap_err();
        let texts: Vec<String> = findings.iter().map(ToString::to_string).collect();
        assert_eq!(texts, ["line 2 of the policy: a key is written name+id+base64; copy it whole"]);
    }
}
