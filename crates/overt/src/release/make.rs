//! `overt release plan` and `make`.

use std::path::Path;

use anyhow::Context as _;
use overt_model::Codebook;
use overt_protect::release::{Cells, Files, Made, Manifest, Planned, Policy, Sheet, plan as planned};
use overt_publish::evaluate::evaluate_page;
use overt_store::{ReleaseId, ReleasePlan};
use overt_warehouse::Warehouse;
use overt_warehouse::protect::{PublicColumn, parquet};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng as _;
use serde_json::json;

use super::draft;
use super::facts::{columns_of, earlier, facts, fresh, refused};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Output;
use crate::secret::PassphraseOptions;
use crate::snapshot::failure;
use crate::store_options::StoreOptions;
use crate::warehouse::runtime;
use crate::workspace::Workspace;

/// A policy to begin with.
const EXAMPLE: &str = include_str!("example.toml");

/// The example, for the codebook that came with the program.
pub(crate) fn example() -> String {
    EXAMPLE.replace("CODEBOOK", Codebook::embedded().version.as_str())
}

fn read(path: &Path) -> anyhow::Result<Policy> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    Policy::read(&text).map_err(|refusal| refused(&[refusal]).into())
}

/// A plan over the snapshot as it is now.
struct Over {
    warehouse: Warehouse,
    planned: Planned,
    /// The contributors in the order of their numbers.
    contributors: Vec<String>,
    /// The plan before, on whose ledger this one rests.
    after: Option<u64>,
}

fn plan_over(options: &StoreOptions, workspace: &Workspace, policy: Policy) -> anyhow::Result<Over> {
    let warehouse = fresh(options, workspace)?;
    let (facts, contributors) = facts(options, &warehouse, &policy)?;
    let (earlier, after) = earlier(workspace)?;
    let planned = planned(policy, facts, earlier).map_err(|refusals| refused(&refusals))?;
    Ok(Over { warehouse, planned, contributors, after })
}

pub(super) fn plan(options: &StoreOptions, policy: &Path) -> anyhow::Result<Output> {
    let policy = read(policy)?;
    let workspace = Workspace::open(options)?;
    let answer = plan_over(options, &workspace, policy).and_then(|Over { planned, .. }| {
        let json = json!({ "policy": planned.policy().canonical(), "cost": planned.cost() });
        let text = format!(
            "{}\n\nNothing was drawn or spent. To draw it:  overt release make POLICY\n",
            planned.cost().trim_end()
        );
        Output::answer(options.json, &json, text)
    });
    workspace.close_after(answer)
}

pub(super) fn make(
    (options, passphrase): (&StoreOptions, &PassphraseOptions),
    policy: &Path,
) -> anyhow::Result<Output> {
    let policy = read(policy)?;
    let workspace = Workspace::open(options)?;
    let answer = workspace.sign_in(options, passphrase).map_err(anyhow::Error::from).and_then(|session| {
        let name = format!("{} {}", policy.name, policy.version);
        let answer = drawn(options, (&workspace, &session), policy);
        if let Err(error) = &answer {
            note_refusal(&workspace, &session, &name, error)?;
        }
        let (id, made) = answer?;
        told(options, id, &made)
    });
    workspace.close_after(answer)
}

/// Plans, writes down what it costs, draws, and keeps the draft.
pub(crate) fn drawn(
    options: &StoreOptions,
    (workspace, session): (&Workspace, &overt_store::Session),
    policy: Policy,
) -> anyhow::Result<(ReleaseId, Made)> {
    let Over { warehouse, planned, contributors, after } = plan_over(options, workspace, policy)?;
    let ledger = String::from_utf8(planned.ledger().write()).context("a ledger is text")?;
    let plan = ReleasePlan {
        name: format!("{} {}", planned.policy().name, planned.policy().version),
        policy: planned.policy().canonical(),
        spent: ledger,
        after,
    };
    let schema = crate::codes::schema(Codebook::embedded(), &planned.policy().schema)?;
    let only = planned.policy().only.clone();
    let all = columns_of(schema);
    let wanted: Vec<&PublicColumn> = planned
        .domain()
        .columns()
        .iter()
        .map(|column| all.iter().find(|known| known.name == column.name()).expect("the plan knows only these"))
        .collect();
    let progress = options.progress("steps of the release", Some(3));
    // From here on it is spent, whatever happens.
    let id = workspace.wait(workspace.store.plan_release(session, plan, workspace.today))?;
    let table =
        runtime()?.block_on(warehouse.protected(schema, &wanted, (only.as_deref(), &contributors))).map_err(failure)?;
    progress.advance(1);
    let mut seed = [0_u8; 32];
    getrandom::fill(&mut seed).context("the operating system gives no randomness")?;
    let mut rng = ChaCha20Rng::from_seed(seed);
    zeroize::Zeroize::zeroize(&mut seed);
    let made = planned.draw(table, &mut rng).map_err(|refusal| refused(&[refusal]))?;
    progress.advance(1);
    let made = made.with_parquet(columnar);
    draft::write(&draft::folder(options, id).join("kept"), &kept(&made)?)?;
    draft::write(&draft::public(options, id), &made.files)?;
    progress.finish();
    let hash = made.manifest().draft_hash();
    let remembered = serde_json::to_string(&made.shown)?;
    workspace.wait(workspace.store.release_drawn(session, id, (&hash, &remembered), workspace.today))?;
    Ok((id, made))
}

fn told(options: &StoreOptions, id: ReleaseId, made: &Made) -> anyhow::Result<Output> {
    let folder = draft::public(options, id);
    let text = format!(
        "{id} is drawn and waits for two different persons.\n\nLook at it:   {}\nThen each:    overt release approve {id} --as NAME\nAfter that:   overt release publish {id} --out DIR\n",
        folder.display()
    );
    let files: Vec<&str> = made.files.iter().map(|(name, _)| name.as_str()).collect();
    let hash = made.manifest().draft_hash();
    Output::answer(options.json, &json!({ "release": id, "folder": folder, "manifest": hash, "files": files }), text)
}

/// What stays in the house: why tables are safe, and how like the real records those are that are shown.
fn kept(made: &Made) -> anyhow::Result<Files> {
    let mut kept = made.kept.clone();
    if let Some(evaluation) = &made.evaluation {
        let evaluation = evaluation.for_the_team();
        let Manifest { name, version, day, .. } = made.manifest();
        let page = evaluate_page(evaluation, &format!("{name} {version}"), &[("Day", &day.to_string())])?;
        kept.push(("evaluation.html".to_owned(), page.into_bytes()));
        kept.push(("evaluation.json".to_owned(), serde_json::to_vec_pretty(evaluation)?));
    }
    Ok(kept)
}

/// What was refused is in the log, with the reasons.
fn note_refusal(
    workspace: &Workspace,
    session: &overt_store::Session,
    name: &str,
    error: &anyhow::Error,
) -> anyhow::Result<()> {
    let Some(failure) = error.downcast_ref::<Failure>().filter(|failure| failure.exit == Exit::Refused) else {
        return Ok(());
    };
    let of = |problem: &serde_json::Value| problem["message"].as_str().map(str::to_owned);
    let mut reasons: Vec<String> = failure.problems.iter().filter_map(of).collect();
    if reasons.is_empty() {
        reasons.push(failure.message.clone());
    }
    workspace.wait(workspace.store.refuse_release(session, (name, reasons), workspace.today))?;
    Ok(())
}

/// A sheet as Parquet.
fn columnar(sheet: &Sheet) -> Vec<u8> {
    let columns = sheet.columns.iter().map(|column| {
        let cells = match &column.cells {
            Cells::Text(texts) => parquet::Cells::Texts(texts),
            Cells::Coded { values, numbers } => parquet::Cells::Coded(values, numbers),
            Cells::Number(numbers) => parquet::Cells::Numbers(numbers),
            Cells::Flag(flags) => parquet::Cells::Flags(flags),
        };
        (column.name.as_str(), cells)
    });
    parquet::write(columns.collect()).expect("columns of one length become Parquet in memory")
}
