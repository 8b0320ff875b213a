//! What of a record is given on the command line, or asked for because it must not stand there.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::Args;
use overt_model::codebook::{Property, Schema};
use overt_model::{Codebook, Field, Lang};

use super::value;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::{ask, codes};

/// Fields that are given one by one, or in a file.
#[derive(Args)]
pub(super) struct Fields {
    /// An open or quasi property: codes by any spelling, dates as 2017-05~, sums as '400..500 EUR', countries for places,
    /// yes or no, ? for not known, none, withheld; several values with commas.
    #[arg(long, value_name = "PROPERTY=VALUE")]
    set: Vec<String>,
    /// Ask for this property at the terminal, so that it does not stand on the command line.
    #[arg(long, value_name = "PROPERTY")]
    ask: Vec<String>,
    /// JSON from this file, or from standard input (-).
    #[arg(long, value_name = "FILE|-")]
    pub(super) file: Option<PathBuf>,
}

/// By property.
pub(super) type Given = BTreeMap<String, Field>;

impl Fields {
    pub(super) const fn are_named(&self) -> bool {
        !self.set.is_empty() || !self.ask.is_empty()
    }

    /// The fields of `--set`, with every mistake told at once.
    pub(super) fn set(&self, codebook: &Codebook, lang: Lang, schema: &Schema) -> Result<Given, Failure> {
        let (mut given, mut failures) = (Given::new(), Vec::new());
        for pair in &self.set {
            let read = codes::pair("--set", pair).and_then(|(name, text)| {
                let property = codes::property(schema, name)?;
                refuse_sealed(property, lang)?;
                Ok((property, value::field(codebook, lang, property, text)?))
            });
            match read {
                Ok((property, field)) => drop(given.insert(property.id.to_string(), field)),
                Err(failure) => failures.push(failure),
            }
        }
        for name in &self.ask {
            failures.extend(codes::property(schema, name).err());
        }
        Failure::all(failures).map_or(Ok(given), Err)
    }

    /// The fields of `--ask`, as somebody types them.
    pub(super) fn ask(&self, codebook: &Codebook, lang: Lang, schema: &Schema) -> Result<Given, Failure> {
        let mut given = Given::new();
        for name in &self.ask {
            let property = codes::property(schema, name)?;
            let prompt = format!("{}\n{}: ", property.help.get(lang), property.label.get(lang));
            let text = ask::line(&prompt)?;
            if !text.trim().is_empty() {
                given.insert(property.id.to_string(), value::field(codebook, lang, property, &text)?);
            }
        }
        Ok(given)
    }
}

/// A command line is written into the shell's history, and other programs can read it while it runs.
fn refuse_sealed(property: &Property, lang: Lang) -> Result<(), Failure> {
    if !property.class.is_sealed() {
        return Ok(());
    }
    let (id, label, class) = (&property.id, property.label.get(lang), property.class.code());
    let message = format!(
        "“{label}” ({id}) is sealed ({class}), and cannot stand on a command line: the shell keeps its lines, and other \
         programs can read them"
    );
    let hint = format!(
        "`--ask {id}` asks for it at the terminal; `--file FILE` takes it from a file, and `--file -` from standard input"
    );
    Err(Failure::new(Exit::WrongUse, "sealed-on-command-line", message).with_hint(hint))
}
