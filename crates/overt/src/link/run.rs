//! `overt link run`: pairs are compared, weighed, and joined to entities.

use std::fmt::Write as _;
use std::path::PathBuf;

use clap::Args;
use overt_link::{Constraints, Linked, Linker, Model, Watch};
use overt_publish::charts::{number, probability};
use serde_json::{Value as Json, json};

use super::decisions::{self, Counts, Decisions};
use super::given::{Files, How, Versioned, Weighed};
use super::load::{Loaded, load};
use super::outputs::{Outputs, Unfinished, refuse_replacing};
use super::spec::failure;
use super::store::{self, Desk};
use super::warning::{self, Warning};
use super::{Telling, plan, train};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::import::fingerprint;
use crate::output::Output;
use crate::progress::Progress;

/// Arguments of `overt link run`.
#[derive(Args)]
pub(super) struct Choice {
    #[command(flatten)]
    files: Files,
    #[command(flatten)]
    weighed: Weighed,
    /// Write pairs that may be the same into this file: `.csv`, `.json` or `.parquet`.
    #[arg(long, value_name = "FILE")]
    pairs: Option<PathBuf>,
    /// Write into this file to which entity each record belongs: `.csv`, `.json` or `.parquet`. An entity is called by the smallest
    /// identifier of its records.
    #[arg(long, value_name = "FILE")]
    entities: Option<PathBuf>,
    /// What people decided about pairs: a file with the columns `a`, `b` and `decision`. It always wins.
    #[arg(long, value_name = "FILE")]
    decisions: Option<PathBuf>,
    /// Each contributor has everybody only once, so two of its records are never joined.
    #[arg(long)]
    one_to_one: bool,
    /// The probability from which on two records are joined; that of the model or specification when left out.
    #[arg(long, value_name = "PROBABILITY", value_parser = threshold)]
    threshold: Option<f64>,
    /// Only say how many pairs each rule would make, as `overt link plan` does.
    #[arg(long, conflicts_with_all = ["pairs", "entities", "decisions"])]
    plan: bool,
}

fn threshold(text: &str) -> Result<f64, &'static str> {
    let threshold = text.parse().ok().filter(|threshold| *threshold > 0.0 && *threshold < 1.0);
    threshold.ok_or("a number between 0 and 1, such as 0.95")
}

impl Choice {
    /// Model or specification, with what the options say instead.
    fn how(&self) -> Result<How, Failure> {
        let mut how = self.weighed.read()?;
        let spec = match &mut how {
            How::Model(versioned) => &mut versioned.model.spec,
            How::Spec(spec) => spec,
        };
        spec.threshold = self.threshold.unwrap_or(spec.threshold);
        spec.sources_have_no_duplicates |= self.one_to_one;
        Ok(how)
    }
}

/// Tells a bar how many pairs were compared.
struct Compared(Progress);

impl Watch for Compared {
    fn compared(&self, pairs: u64) {
        self.0.advance(pairs);
    }
}

impl Choice {
    /// The files, if any were named.
    pub(super) fn files(&self) -> &Files {
        &self.files
    }

    /// Links the records of a store instead. What only files need is refused.
    pub(super) fn run_at(&self, telling: Telling, desk: &Desk<'_>) -> anyhow::Result<Output> {
        let how = self.how()?;
        if self.plan {
            let loaded = store::load(telling, desk, &how)?;
            return plan::tell(telling, &loaded, self.files.threads(), &how);
        }
        store::link(telling, desk, how, self.files.threads())
    }

    /// Refuses options that say something about files, where there is none.
    pub(super) fn refuse_options_of_files(&self) -> Result<(), Failure> {
        self.files.refuse_options_of_files()?;
        if self.pairs.is_none() && self.entities.is_none() && self.decisions.is_none() {
            return Ok(());
        }
        let message = "what is joined in a store stays in the store, and so do decisions";
        let hint =
            "name FILEs to link, or leave out `--pairs`, `--entities` and `--decisions`; `overt link review` decides";
        Err(Failure::new(Exit::WrongUse, "wrong-use", message).with_hint(hint))
    }
}

/// Compares all pairs of the plan and groups the records, with a bar.
pub(super) fn compare(
    telling: Telling,
    linker: &Linker<'_>,
    model: &Model,
    constraints: &Constraints,
) -> Result<Linked, Failure> {
    let watch = Compared(telling.progress("Comparing pairs", Some(plan::pairs(linker.plan()))));
    let joined = linker.link(model, constraints, &watch).map_err(|error| failure(&error));
    watch.0.finish();
    joined
}

pub(super) fn run(telling: Telling, choice: &Choice) -> anyhow::Result<Output> {
    let how = choice.how()?;
    if choice.plan {
        let loaded = load(telling, &choice.files, &how, &[])?;
        return plan::tell(telling, &loaded, choice.files.threads(), &how);
    }
    let outputs = Outputs::new(choice.pairs.as_ref(), choice.entities.as_ref())?;
    let learns = matches!(how, How::Spec(_));
    let read = choice.files.paths.iter().chain(&choice.weighed.model).chain(choice.weighed.specified.path());
    refuse_replacing(&outputs.paths(learns), read.chain(&choice.decisions))?;
    let loaded = load(telling, &choice.files, &how, &[])?;
    if loaded.records.spec().sources_have_no_duplicates && loaded.records.sources() < 2 {
        let message = "there is one contributor, and none of its records may be joined with each other";
        let hint = "name the column of the contributors with `--source COLUMN`, or give one file for each; or leave out `--one-to-one`";
        return Err(Failure::new(Exit::WrongUse, "link-one-source", message).with_hint(hint).into());
    }
    let decisions = choice.decisions.as_ref().map(|path| decisions::read(path, &loaded.records)).transpose()?;
    let unfinished = outputs.create(learns)?;
    let joined = join(telling, choice, &loaded, (how, decisions.unwrap_or_default()));
    match joined {
        Ok(joined) => joined.write(telling, (choice, &loaded), (unfinished, &outputs)),
        Err(error) => {
            unfinished.remove();
            Err(error)
        }
    }
}

/// What a run came to, before it is written.
struct Outcome<'l> {
    linker: Linker<'l>,
    joined: Linked,
    versioned: Versioned,
    learned: bool,
    warnings: Vec<Warning>,
    facts: Json,
}

fn join<'l>(
    telling: Telling,
    choice: &Choice,
    loaded: &'l Loaded,
    (how, decisions): (How, Decisions),
) -> anyhow::Result<Outcome<'l>> {
    let linker = Linker::new(&loaded.records, choice.files.threads()).map_err(|error| failure(&error))?;
    let mut warnings = plan::warnings(loaded, linker.plan(), &how);
    if decisions.counts.elsewhere > 0 {
        let message = format!("{} decision(s) are about records that are not in the files", decisions.counts.elsewhere);
        warnings.push(Warning::new("decision-elsewhere", message, "they bind nobody here"));
    }
    telling.note(&warning::text(&warnings));
    let (versioned, learned) = match how {
        How::Model(versioned) => (versioned, false),
        How::Spec(_) => {
            let (versioned, training) = train::learn(telling, &linker);
            let doubts = train::training_warnings(&training);
            telling.note(&warning::text(&doubts));
            warnings.extend(doubts);
            (versioned, true)
        }
    };
    let joined = compare(telling, &linker, &versioned.model, &decisions.constraints)?;
    let facts = facts(choice, loaded, (&versioned, &joined, decisions.counts))?;
    Ok(Outcome { linker, joined, versioned, learned, warnings, facts })
}

/// With what the joins were made, so that each can be explained and made again.
fn facts(
    choice: &Choice,
    loaded: &Loaded,
    (versioned, joined, decided): (&Versioned, &Linked, Counts),
) -> anyhow::Result<Json> {
    let mut facts = counts_json(loaded, versioned, joined);
    facts["inputs"] = loaded.inputs_json()?;
    facts["decisions"] = match &choice.decisions {
        None => Json::Null,
        Some(path) => json!({ "file": path, "sha256": fingerprint(path)?, "counts": decided }),
    };
    Ok(facts)
}

/// What was joined, in numbers, and with which model.
pub(super) fn counts_json(loaded: &Loaded, versioned: &Versioned, joined: &Linked) -> Json {
    let spec = &versioned.model.spec;
    let entities = &joined.entities;
    let mut sizes = vec![0_u64; entities.len()];
    for first in entities {
        sizes[*first as usize] += 1;
    }
    let (alone, several) = (count(&sizes, |size| size == 1), count(&sizes, |size| size > 1));
    let is_joined = |pair: &&overt_link::Pair| entities[pair.a as usize] == entities[pair.b as usize];
    json!({
        "program": concat!("overt ", env!("CARGO_PKG_VERSION")),
        "schema": spec.schema,
        "model": versioned.version,
        "threshold": spec.threshold,
        "one_to_one": loaded.records.spec().sources_have_no_duplicates,
        "records": entities.len(),
        "compared": joined.compared,
        "pairs": joined.pairs.len(),
        "pairs_joined": joined.pairs.iter().filter(is_joined).count(),
        "entities": alone + several,
        "entities_of_several": several,
        "records_alone": alone,
        "largest_entity": sizes.iter().max(),
    })
}

fn count(sizes: &[u64], is_meant: impl Fn(u64) -> bool) -> u64 {
    sizes.iter().filter(|size| is_meant(**size)).count() as u64
}

impl Outcome<'_> {
    fn write(
        self,
        telling: Telling,
        (choice, loaded): (&Choice, &Loaded),
        (unfinished, outputs): (Unfinished, &Outputs),
    ) -> anyhow::Result<Output> {
        let Self { linker, joined, versioned, learned, warnings, facts } = self;
        let records = &loaded.records;
        let numbers = 0..u32::try_from(records.len()).expect("there are fewer records than numbers");
        let entities = numbers.map(|record| [records.id(record), records.id(joined.entities[record as usize])]);
        let rows = linker.rows(&versioned.model, &joined);
        let paths = unfinished.write(rows, entities, (&facts, &versioned.text))?;
        let mut text = said(&facts, versioned.model.spec.threshold);
        for path in &paths {
            let _ = writeln!(text, "Written: {}", path.display());
        }
        let _ = writeln!(
            text,
            "\nA match is a reason to look, not a finding. Why two records are held to be the same, or not:"
        );
        let learned = learned.then(|| outputs.model());
        let model = choice.weighed.model.as_ref().or(learned.as_ref()).expect("a model is given or learned");
        let _ = writeln!(text, "  overt link explain A B {} --model {}", choice.files.again(), model.display());
        text.push_str(&loaded.left_out_text());
        let mut json = facts;
        json["files"] = json!(paths);
        json["rules"] = plan::rules_json(linker.plan());
        json["warnings"] = json!(warnings);
        Ok(Output::answer(telling.json, &json, text)?.failing_if(loaded.has_left_out()))
    }
}

/// The result in words.
pub(super) fn said(facts: &Json, threshold: f64) -> String {
    let of = |name: &str| number(facts[name].as_u64().unwrap_or_default());
    format!(
        "{} records, {} pairs compared; {} may be the same, and {} are joined (from a probability of {} on).\n\
         {} entities of several records, the largest of {}; {} records stand alone. Model {}.\n",
        of("records"),
        of("compared"),
        of("pairs"),
        of("pairs_joined"),
        probability(threshold),
        of("entities_of_several"),
        of("largest_entity"),
        of("records_alone"),
        facts["model"].as_str().unwrap_or_default(),
    )
}
