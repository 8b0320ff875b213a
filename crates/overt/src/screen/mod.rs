//! `overt screen`: names of one list, looked for in another.

mod answer;
mod fields;
mod load;

use std::io::Write as _;
use std::path::PathBuf;

use anyhow::Context as _;
use clap::{Args, ValueEnum};
use overt_link::names::Kind;
use overt_link::screen::{CUTOFF, Index, IndexBuilder, LIMIT, Scratch, Screened, Settings, THRESHOLD};

use self::answer::{Answer, Asked, Base};
use self::load::{Loaded, load};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::file;
use crate::output::Output;
use crate::pprl::refuse_existing;
use crate::progress::Progress;
use crate::threads::all_threads;
use crate::written::Form;

/// Arguments of `overt screen`.
#[derive(Args)]
pub(crate) struct Arguments {
    /// Who is asked for, one in each row: CSV, XLSX, ODS, JSON, JSON lines of FollowTheMoney or others, Parquet.
    file: PathBuf,
    /// The list that they are looked for in, in a file of the same kinds.
    #[arg(long, value_name = "BASE")]
    base: PathBuf,
    /// The column of identifiers in FILE; when left out, the one called `id`, or else the number of the row.
    #[arg(long, value_name = "COLUMN")]
    id: Option<String>,
    /// The column of identifiers in BASE.
    #[arg(long, value_name = "COLUMN")]
    base_id: Option<String>,
    /// The sheet of a workbook, or the path to the list in JSON, of FILE.
    #[arg(long, value_name = "NAME")]
    table: Option<String>,
    /// The sheet of a workbook, or the path to the list in JSON, of BASE.
    #[arg(long, value_name = "NAME")]
    base_table: Option<String>,
    /// What the rows are about that do not say it themselves; when left out, those with given names or surnames are people, and others
    /// may be either.
    #[arg(long, value_enum)]
    kind: Option<Kinds>,
    /// From this score on a hit is a match.
    #[arg(long, value_name = "SCORE", default_value_t = THRESHOLD)]
    threshold: f64,
    /// Hits below this score are not told, unless they abstain.
    #[arg(long, value_name = "SCORE", default_value_t = CUTOFF)]
    cutoff: f64,
    /// Hits of each row that are told at most.
    #[arg(long, value_name = "N", default_value_t = LIMIT, value_parser = limit)]
    limit: usize,
    /// Where to write the answer, as `.csv` or `.json`; when left out, it is printed.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Processors to work with; all of them when left out. The answer is the same.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1024))]
    threads: Option<u32>,
    /// Answer in JSON, in the shape of the matching service yente.
    #[arg(long)]
    json: bool,
    /// Show no progress.
    #[arg(long)]
    quiet: bool,
}

/// What rows are about.
#[derive(Clone, Copy, ValueEnum)]
enum Kinds {
    Person,
    Organisation,
}

fn limit(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|limit| (1..=500).contains(limit)).ok_or_else(|| "a number from 1 to 500".to_owned())
}

impl Arguments {
    pub(crate) const fn json(&self) -> bool {
        self.json
    }

    fn progress(&self, label: &str, total: Option<u64>) -> Progress {
        if self.json || self.quiet { Progress::silent() } else { Progress::new(label, total) }
    }

    fn settings(&self) -> Result<Settings, Failure> {
        let Self { threshold, cutoff, limit, .. } = *self;
        for (option, score) in [("--threshold", threshold), ("--cutoff", cutoff)] {
            if !(score > 0.0 && score < 1.0) {
                let message = format!("`{option}` takes a number above 0 and below 1: no score reaches either");
                return Err(Failure::new(Exit::WrongUse, "wrong-use", message));
            }
        }
        Ok(Settings { threshold, cutoff: cutoff.min(threshold), limit })
    }

    fn load(&self, is_base: bool) -> Result<Loaded, Failure> {
        let (path, id, table, label) = if is_base {
            (&self.base, &self.base_id, &self.base_table, "Reading the base")
        } else {
            (&self.file, &self.id, &self.table, "Reading the list")
        };
        let kind = self.kind.map(|kind| match kind {
            Kinds::Person => Kind::Person,
            Kinds::Organisation => Kind::Organisation,
        });
        load(path, (id.as_deref(), table.as_deref(), kind), &self.progress(label, None))
    }
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Output> {
    let settings = arguments.settings()?;
    let form = arguments.out.as_deref().map(Form::of).transpose()?;
    if let Some(out) = &arguments.out {
        refuse_existing(&[out])?;
    }
    let asked = arguments.load(false)?;
    let Loaded { items, facts: base_facts } = arguments.load(true)?;
    let mut builder = IndexBuilder::new();
    let progress = arguments.progress("Indexing the base", Some(items.len() as u64));
    let mut schemas = Vec::with_capacity(items.len());
    for item in items {
        builder.push(&item.key, item.subject).context("the base is too large")?;
        schemas.push(item.schema);
        progress.advance(1);
    }
    progress.finish();
    let index = builder.finish();
    let progress = arguments.progress("Screening", Some(asked.items.len() as u64));
    let screened = screen(&index, &asked, &settings, (arguments.threads, &progress));
    progress.finish();
    let base = Base { index: &index, schemas: &schemas, facts: &base_facts };
    let answer =
        Answer { asked: Asked { items: &asked.items, facts: &asked.facts }, base, screened: &screened, settings };
    let has_left_out = asked.facts.left_out.rows + base_facts.left_out.rows > 0;
    let output = match (&arguments.out, form) {
        (Some(out), Some(form)) => {
            let text = answer.write(form)?;
            file::stream(out, |writer| {
                writer.write_all(text.as_bytes()).with_context(|| format!("cannot write {}", out.display()))
            })?;
            let mut counts = answer.counts_json();
            counts["out"] = serde_json::json!(out);
            let text = format!("The answer is in {}, which only you can read.\n{}", out.display(), answer.summary());
            Output::answer(arguments.json, &counts, text)?
        }
        _ if arguments.json => Output::json(&answer.json())?,
        _ => Output::text(answer.text()),
    };
    Ok(output.failing_if(has_left_out))
}

/// Asks for each, in parts of which each thread has one.
fn screen(
    index: &Index,
    asked: &Loaded,
    settings: &Settings,
    (threads, progress): (Option<u32>, &Progress),
) -> Vec<Screened> {
    let threads = threads.map_or_else(all_threads, |threads| threads as usize);
    let length = asked.items.len().div_ceil(threads).max(1);
    let ask = &|items: &[load::Item]| {
        let mut scratch = Scratch::new();
        let each = items.iter().map(|item| {
            let screened = index.screen(&item.subject, settings, &mut scratch);
            progress.advance(1);
            screened
        });
        each.collect::<Vec<_>>()
    };
    std::thread::scope(|scope| {
        let parts: Vec<_> = asked.items.chunks(length).map(|items| scope.spawn(move || ask(items))).collect();
        parts.into_iter().flat_map(|part| part.join().expect("screening does not panic")).collect()
    })
}
