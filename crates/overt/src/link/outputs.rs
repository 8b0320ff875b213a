//! What a run writes: pairs, entities, with which model and of which files, all of it or nothing.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use overt_link::PairRow;
use serde_json::{Value as Json, json};

use super::parquet;
use crate::exit::Exit;
use crate::export::files::Files;
use crate::failure::Failure;
use crate::written::ending;

/// How a table is written.
#[derive(Clone, Copy)]
enum Form {
    Csv,
    Json,
    Parquet,
}

impl Form {
    fn of(path: &Path) -> Result<Self, Failure> {
        Ok(match ending(path, &["csv", "json", "parquet"])? {
            "csv" => Self::Csv,
            "json" => Self::Json,
            _ => Self::Parquet,
        })
    }
}

/// The files that were asked for.
pub(super) struct Outputs {
    pairs: Option<(PathBuf, Form)>,
    entities: Option<(PathBuf, Form)>,
    /// The name to which the endings of the files beside it are added.
    first: PathBuf,
}

/// The files, open and not yet there.
pub(super) struct Unfinished {
    files: Files,
    pairs: Option<(BufWriter<File>, Form)>,
    entities: Option<(BufWriter<File>, Form)>,
    facts: BufWriter<File>,
    model: Option<BufWriter<File>>,
}

impl Outputs {
    pub(super) fn new(pairs: Option<&PathBuf>, entities: Option<&PathBuf>) -> Result<Self, Failure> {
        let Some(first) = entities.or(pairs).cloned() else {
            let failure = Failure::new(Exit::WrongUse, "wrong-use", "nothing says where the result should go");
            return Err(failure.with_hint(
                "`--entities FILE` takes who belongs together, `--pairs FILE` the pairs; `--plan` only says what would be compared",
            ));
        };
        if pairs.is_some() && pairs == entities {
            let message = "pairs and entities cannot go into the same file";
            return Err(Failure::new(Exit::WrongUse, "wrong-use", message));
        }
        let form = |path: Option<&PathBuf>| -> Result<Option<(PathBuf, Form)>, Failure> {
            path.map(|path| Ok((path.clone(), Form::of(path)?))).transpose()
        };
        Ok(Self { pairs: form(pairs)?, entities: form(entities)?, first })
    }

    /// All files, for a run that learns its model or is given one.
    pub(super) fn paths(&self, learns: bool) -> Vec<PathBuf> {
        let tables = [&self.entities, &self.pairs].into_iter().flatten().map(|(path, _)| path.clone());
        tables.chain([self.facts()]).chain(learns.then(|| self.model())).collect()
    }

    fn facts(&self) -> PathBuf {
        self.first.with_added_extension("run.json")
    }

    /// Where a model goes that a run has learned.
    pub(super) fn model(&self) -> PathBuf {
        self.first.with_added_extension("model.toml")
    }

    /// Begins the files, before long work shows that there is no room for them.
    pub(super) fn create(&self, learns: bool) -> anyhow::Result<Unfinished> {
        let files = Files::default();
        let create = |path: PathBuf| {
            let told = format!("cannot write {}", path.display());
            files.create(path).context(told)
        };
        let begin = || {
            let begin = |wanted: &Option<(PathBuf, Form)>| -> anyhow::Result<Option<(BufWriter<File>, Form)>> {
                wanted.as_ref().map(|(path, form)| Ok((create(path.clone())?, *form))).transpose()
            };
            Ok(Unfinished {
                files: files.clone(),
                pairs: begin(&self.pairs)?,
                entities: begin(&self.entities)?,
                facts: create(self.facts())?,
                model: learns.then(|| create(self.model())).transpose()?,
            })
        };
        begin().inspect_err(|_: &anyhow::Error| files.remove())
    }
}

impl Unfinished {
    /// Writes everything and gives the files their names. `model` is the text of a model that was learned.
    pub(super) fn write<'r>(
        self,
        pairs: impl Iterator<Item = PairRow<'r>>,
        entities: impl Iterator<Item = [&'r str; 2]>,
        (facts, model): (&Json, &str),
    ) -> anyhow::Result<Vec<PathBuf>> {
        let files = self.files.clone();
        let written = self.write_all(pairs, entities, (facts, model)).context("cannot write the result");
        let finished = written.and_then(|()| files.finish());
        finished.inspect_err(|_| files.remove())
    }

    /// Takes away what was begun.
    pub(super) fn remove(&self) {
        self.files.remove();
    }

    fn write_all<'r>(
        self,
        pairs: impl Iterator<Item = PairRow<'r>>,
        entities: impl Iterator<Item = [&'r str; 2]>,
        (facts, model): (&Json, &str),
    ) -> anyhow::Result<()> {
        let Self { pairs: pairs_file, entities: entities_file, facts: mut facts_file, model: model_file, .. } = self;
        if let Some((out, form)) = pairs_file {
            match form {
                Form::Csv => pairs_csv(out, pairs)?,
                Form::Json => list(out, pairs.map(|row| pair_json(&row)))?,
                Form::Parquet => parquet::pairs(out, pairs, &facts["model"])?,
            }
        }
        if let Some((out, form)) = entities_file {
            match form {
                Form::Csv => entities_csv(out, entities)?,
                Form::Json => list(out, entities.map(|[id, entity]| json!({ "id": id, "entity": entity })))?,
                Form::Parquet => parquet::entities(out, entities, &facts["model"])?,
            }
        }
        serde_json::to_writer_pretty(&mut facts_file, facts)?;
        facts_file.write_all(b"\n").and_then(|()| facts_file.flush())?;
        if let Some(mut file) = model_file {
            file.write_all(model.as_bytes()).and_then(|()| file.flush())?;
        }
        Ok(())
    }
}

/// With as many digits as mean something, so that files of two runs can be compared line by line.
fn probability(value: f64) -> String {
    format!("{value:.9}")
}

fn pairs_csv<'r>(mut out: impl Write, pairs: impl Iterator<Item = PairRow<'r>>) -> io::Result<()> {
    out.write_all(b"a,b,probability,weight,joined\n")?;
    for PairRow { a, b, probability: likely, weight, joined } in pairs {
        cell(&mut out, a)?;
        out.write_all(b",")?;
        cell(&mut out, b)?;
        writeln!(out, ",{},{weight:.3},{joined}", probability(likely))?;
    }
    out.flush()
}

fn entities_csv<'r>(mut out: impl Write, entities: impl Iterator<Item = [&'r str; 2]>) -> io::Result<()> {
    out.write_all(b"id,entity\n")?;
    for [id, entity] in entities {
        cell(&mut out, id)?;
        out.write_all(b",")?;
        cell(&mut out, entity)?;
        out.write_all(b"\n")?;
    }
    out.flush()
}

fn cell(out: &mut impl Write, text: &str) -> io::Result<()> {
    if text.contains([',', '"', '\n', '\r']) {
        write!(out, "\"{}\"", text.replace('"', "\"\""))
    } else {
        out.write_all(text.as_bytes())
    }
}

fn pair_json(row: &PairRow<'_>) -> Json {
    let rounded = |text: String| text.parse::<f64>().expect("a number that was written can be read");
    json!({
        "a": row.a, "b": row.b, "probability": rounded(probability(row.probability)),
        "weight": rounded(format!("{:.3}", row.weight)), "joined": row.joined,
    })
}

/// A list with one object in each line.
fn list(mut out: impl Write, objects: impl Iterator<Item = Json>) -> anyhow::Result<()> {
    out.write_all(b"[")?;
    for (position, object) in objects.enumerate() {
        out.write_all(if position == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut out, &object)?;
    }
    out.write_all(b"\n]\n")?;
    out.flush()?;
    Ok(())
}

/// Refuses to replace what is read.
pub(super) fn refuse_replacing<'p>(
    outputs: &[impl AsRef<Path>],
    inputs: impl IntoIterator<Item = &'p PathBuf>,
) -> Result<(), Failure> {
    let read: Vec<PathBuf> = inputs.into_iter().filter_map(|path| fs::canonicalize(path).ok()).collect();
    for output in outputs.iter().map(AsRef::as_ref) {
        if fs::canonicalize(output).is_ok_and(|path| read.contains(&path)) {
            let message = format!("{} is read, so it cannot be written as well", output.display());
            return Err(Failure::new(Exit::WrongUse, "file-exists", message).with_hint("name another file"));
        }
        if output.is_dir() {
            let message = format!("{} is a folder; name a file in it", output.display());
            return Err(Failure::new(Exit::WrongUse, "file-exists", message));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_with_commas_and_quotation_marks_stays_one_cell() {
        let mut out = Vec::new();
        entities_csv(&mut out, [["a,1", "say \"a\""], ["b", "b"]].into_iter()).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "id,entity\n\"a,1\",\"say \"\"a\"\"\"\nb,b\n");
    }

    #[test]
    fn lists_are_json_with_an_object_in_each_line() {
        for (objects, text) in [(vec![], "[\n]\n"), (vec![json!(1), json!(2)], "[\n1,\n2\n]\n")] {
            let mut out = Vec::new();
            list(&mut out, objects.into_iter()).unwrap();
            assert_eq!(String::from_utf8(out).unwrap(), text);
        }
    }
}
