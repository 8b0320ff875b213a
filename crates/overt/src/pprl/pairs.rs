//! What was agreed, as a file: random numbers and how alike they are, and nothing else.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use overt_intake::rows::{Item, Row};
use overt_link::pprl::{Agreed, Encoded, RecordId};
use serde::{Deserialize, Serialize};

use super::csv::line;
use super::input::unreadable;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::import::open;
use crate::written::Form;

/// Columns before those of the numbers of each file.
const SCORE: &str = "score";
const FILE: &str = "file_";

/// Files of pairs that are longer are refused.
const BYTES_MAX: u64 = 1 << 31;

/// Groups that probably are one person each.
#[derive(Debug, Serialize, Deserialize, PartialEq)]
pub(super) struct Pairs {
    pub(super) files: Vec<FileFacts>,
    pub(super) groups: Vec<Group>,
}

/// One of the files that were joined.
#[derive(Debug, Serialize, Deserialize, PartialEq)]
pub(super) struct FileFacts {
    /// Without its folder, which is nobody else's business.
    pub(super) name: String,
    pub(super) agreement: String,
    pub(super) run: String,
    pub(super) records: usize,
}

#[derive(Debug, Serialize, Deserialize, PartialEq)]
pub(super) struct Group {
    /// Of each file the number, or none.
    pub(super) numbers: Vec<Option<String>>,
    pub(super) score: f64,
}

impl Pairs {
    /// As a file of this form.
    pub(super) fn written(&self, form: Form) -> anyhow::Result<String> {
        match form {
            Form::Csv => Ok(self.csv()),
            Form::Json => Ok(serde_json::to_string_pretty(self).context("could not write the pairs as JSON")? + "\n"),
        }
    }

    pub(super) fn new(paths: &[PathBuf], files: &[Encoded], agreed: &[Agreed]) -> Self {
        let facts = paths.iter().zip(files).map(|(path, file)| FileFacts {
            name: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            agreement: file.header.agreement.clone(),
            run: file.header.run.clone(),
            records: file.ids.len(),
        });
        let groups = agreed.iter().map(|agreed| {
            let number = |file: usize| agreed.members.iter().find(|member| member.file == file);
            let numbers = (0..files.len()).map(|file| number(file).map(|member| member.id.to_string())).collect();
            Group { numbers, score: agreed.score }
        });
        Self { files: facts.collect(), groups: groups.collect() }
    }

    pub(super) fn csv(&self) -> String {
        let names = (1..=self.files.len()).map(|file| format!("{FILE}{file}"));
        let mut text = line(names.chain([SCORE.to_owned()]));
        for group in &self.groups {
            let numbers = group.numbers.iter().map(|number| number.clone().unwrap_or_default());
            text.push_str(&line(numbers.chain([group.score.to_string()])));
        }
        text
    }

    /// Reads what `overt pprl match` wrote, in either form.
    pub(super) fn read(path: &Path) -> Result<Self, Failure> {
        let say = |why: &str| {
            let message = format!("{} cannot be used: {why}", path.display());
            Failure::new(Exit::WrongUse, "pprl-pairs", message)
                .with_hint("this is the file that `overt pprl match --out` writes")
        };
        let is_json = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json"));
        let pairs = if is_json {
            let length = std::fs::metadata(path).map_err(|error| say(&error.to_string()))?.len();
            if length > BYTES_MAX {
                return Err(say("it is far too long"));
            }
            let bytes = std::fs::read(path).map_err(|error| say(&error.to_string()))?;
            // What stands there is not repeated: it may be a file of something else.
            serde_json::from_slice(&bytes)
                .map_err(|error| say(&format!("line {} is not as it was written", error.line())))?
        } else {
            Self::read_csv(path, &say)?
        };
        let is_number =
            |number: &Option<String>| number.as_deref().is_none_or(|text| RecordId::from_text(text).is_some());
        match pairs.groups.iter().position(|group| !group.numbers.iter().all(is_number)) {
            Some(place) => Err(say(&format!("group {} has what is no number of an encoded file", place + 1))),
            None => Ok(pairs),
        }
    }

    fn read_csv(path: &Path, say: &dyn Fn(&str) -> Failure) -> Result<Self, Failure> {
        let mut rows = open(path, None)?;
        let names: Vec<String> = rows.columns().iter().map(|name| name.trim().to_lowercase()).collect();
        let columns: Vec<usize> = (0..names.len()).filter(|column| names[*column].starts_with(FILE)).collect();
        let score = names.iter().position(|name| name == SCORE);
        let (Some(score), 2..) = (score, columns.len()) else {
            return Err(say("it has no columns `file_1`, `file_2` and `score`"));
        };
        let (mut row, mut groups) = (Row::default(), Vec::new());
        while let Some(item) = rows.next(&mut row).map_err(|error| unreadable(path, &error))? {
            let line = *item.lines().start();
            let cell = |column: usize| row.cell(column).unwrap_or_default().trim();
            let (Item::Row(_), Ok(score)) = (&item, cell(score).parse::<f64>()) else {
                return Err(say(&format!("line {line} is not as it was written")));
            };
            let numbers = columns.iter().map(|column| Some(cell(*column).to_owned()).filter(|text| !text.is_empty()));
            groups.push(Group { numbers: numbers.collect(), score });
        }
        Ok(Self { files: Vec::new(), groups })
    }
}
