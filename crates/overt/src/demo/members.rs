//! The members of the consortium: their files are invented, and imported as those of anybody.

use std::collections::BTreeMap;
use std::fs;
use std::ops::ControlFlow;
use std::path::Path;

use anyhow::Context as _;
use overt_demo::{File, MEMBERS, Mapping as Written, Member, generate as invent};
use overt_intake::mapping::Mapping;
use overt_model::{Codebook, Field, Handling, Record, RecordId, Source, SourceId, Value};
use overt_publish::charts::number;
use overt_store::{Counts, ImportState, Reason, Session, new_id};

use super::Teller;
use super::folder::{self, Folder};
use crate::file;
use crate::import::{Importing, fingerprint, named, survey, take};
use crate::nexus::Contribution;
use crate::record::allegation;
use crate::stop::Stop;
use crate::store_options::StoreOptions;
use crate::workspace::Workspace;

/// Invents the files, or leaves those that are there.
pub(super) fn generate(
    folder: &Folder,
    options: &StoreOptions,
    stop: &Stop,
    teller: &mut Teller,
) -> anyhow::Result<()> {
    let (root, plan) = (&folder.root, folder.plan);
    let complete = root.join("truth").join("complete");
    if !complete.exists() {
        let steps = u64::from(plan.scale) * MEMBERS.len() as u64;
        let progress = options.progress("Inventing files", Some(steps));
        invent(&plan, root, &mut |_| {
            progress.advance(1);
            if stop.is_wanted() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })
        .with_context(|| format!("cannot write the files into {}", root.display()))?;
        progress.finish();
        file::replace(&complete, b"Every file of this folder is whole.\n")?;
    }
    let bytes: u64 = MEMBERS.iter().flat_map(Member::files).map(|file| size(&path(root, &file))).sum();
    teller.done(&format!("Files of {} invented organisations, {:.1} MB", MEMBERS.len(), megabytes(bytes)));
    Ok(())
}

/// Imports the files that are not imported yet; answers what each source gave.
pub(super) fn import(
    folder: &Folder,
    options: &StoreOptions,
    workspace: &Workspace,
    stop: &Stop,
    teller: &mut Teller,
) -> anyhow::Result<BTreeMap<String, Contribution>> {
    let session = folder::session(workspace)?;
    let mut contributions = BTreeMap::new();
    for member in MEMBERS {
        let source = source(workspace, &session, &member)?;
        let mut contribution = Contribution { what: member.about.to_owned(), ..Contribution::default() };
        let mut records = 0;
        for one in member.files() {
            stop.check()?;
            let counts = import_file(folder, options, (workspace, &session, &source), stop, &one)?;
            let name = one.table.map_or_else(|| one.name.to_string(), |table| format!("{} ({table})", one.name));
            contribution.files.push(name);
            contribution.rows += counts.rows;
            contribution.rejects += counts.rejected;
            records += counts.made + counts.revised + counts.unchanged;
        }
        let Contribution { rows, rejects, .. } = contribution;
        let [rows, records, rejects] = [rows, records, rejects].map(number);
        let Member { code, title, .. } = member;
        teller.done(&format!("{code}, {title}: {rows} rows became {records} records; rejects: {rejects}"));
        contributions.insert(source.id.to_string(), contribution);
    }
    Ok(contributions)
}

/// The contributor, added if it is not there.
fn source(workspace: &Workspace, session: &Session, member: &Member) -> anyhow::Result<Source> {
    let facts = member.source;
    let known = workspace.wait(workspace.store.sources())?;
    if let Some(known) = known.into_iter().find(|source| source.name == facts.name) {
        return Ok(known);
    }
    let source = Source {
        id: new_id(),
        name: facts.name.to_owned(),
        legal_basis: facts.legal_basis.into(),
        purpose: facts.purpose.to_owned(),
        agreement: None,
        expires: None,
        grade: facts.grade.parse()?,
        handling: Handling::from_code(facts.handling).context("a member has no such handling")?,
    };
    workspace.wait(workspace.store.put_source(session, &source, workspace.today))?;
    let source = Source { agreement: Some(agreement(workspace, session, (&source, member.title))?), ..source };
    workspace.wait(workspace.store.put_source(session, &source, workspace.today))?;
    Ok(source)
}

/// The agreement under which a member contributes, as a record beside the member's own.
fn agreement(workspace: &Workspace, session: &Session, (source, title): (&Source, &str)) -> anyhow::Result<RecordId> {
    let record =
        |schema: &str| Record::new(new_id(), schema, &Codebook::embedded().version, allegation(workspace, source));
    let organisation = record("Organisation").with("name", Value::text(&source.name));
    let mut agreement = record("Agreement")
        .with("title", Value::text(format!("Invented agreement: {title}")))
        .with("parties", Value::Reference(organisation.id))
        .with("purposes", Value::code("statistics"))
        .with("legal_basis", Value::code(&source.legal_basis));
    agreement.fields.insert("classes".into(), Field::values(["open", "quasi"].map(Value::code)));
    let id = agreement.id;
    let records = [organisation, agreement];
    workspace.wait(workspace.store.insert(session, (None, Reason::Entered), &records, workspace.today))?;
    Ok(id)
}

fn import_file(
    folder: &Folder,
    options: &StoreOptions,
    (workspace, session, source): (&Workspace, &Session, &Source),
    stop: &Stop,
    one: &File,
) -> anyhow::Result<Counts> {
    let path = path(&folder.root, one);
    let mapping = mapping(folder, one)?;
    let table = one.table.map(str::to_owned).or_else(|| mapping.table.clone());
    let (title, print) = (mapping.title.clone(), fingerprint(&path)?);
    if let Some(counts) = imported(workspace, source.id, &title, &print)? {
        return Ok(counts);
    }
    let quiet = StoreOptions { quiet: true, ..options.clone() };
    let (chosen, mapping) = survey(&quiet, None, (&path, table), mapping)?;
    let progress = options.progress(&format!("Importing {}", one.name), Some(chosen.look.rows));
    let is_stopped = || stop.is_wanted();
    let importing = Importing { workspace, session, source, team: None, progress: &progress, is_stopped: &is_stopped };
    let imported = take(&importing, &chosen, mapping)?;
    progress.finish();
    Ok(imported.taken.counts)
}

/// What an earlier run counted when it imported the file.
fn imported(workspace: &Workspace, source: SourceId, title: &str, print: &str) -> anyhow::Result<Option<Counts>> {
    let runs = workspace.wait(workspace.store.imports())?;
    let is_it = |facts: &overt_store::ImportFacts| facts.file == print && facts.mapping == title;
    let run =
        runs.into_iter().find(|run| run.state == ImportState::Finished && run.source == source && is_it(&run.facts));
    Ok(run.map(|run| run.counts))
}

/// The mapping of a file, which then lies in the folder too.
fn mapping(folder: &Folder, one: &File) -> anyhow::Result<Mapping> {
    let codebook = Codebook::embedded();
    match one.mapping {
        Written::Ready(name) => named(name, codebook),
        Written::Text(text) => {
            let mapping = Mapping::read(text, codebook).with_context(|| format!("the mapping of {}", one.name))?;
            let stem = Path::new(&*one.name).with_extension("").to_string_lossy().replace('/', "-");
            let name = one.table.map_or_else(|| format!("{stem}.toml"), |table| format!("{stem}-{table}.toml"));
            let path = folder.mapping(&name);
            if fs::read_to_string(&path).ok().as_deref() != Some(text) {
                file::replace(&path, text.as_bytes())?;
            }
            Ok(mapping)
        }
    }
}

fn path(root: &Path, one: &File) -> std::path::PathBuf {
    root.join("files").join(&*one.name)
}

fn size(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |facts| facts.len())
}

#[expect(clippy::cast_precision_loss, reason = "it is told with one digit behind the point")]
fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1_000_000.0
}
