//! `overt demo`: the main job from files to numbers, on the files of an invented consortium.
//!
//! Every step is repeatable: what an earlier run did is found and not done again, so a run that was stopped or killed goes on by
//! beginning again.

mod folder;
mod members;
mod open;
mod releases;
mod truth;

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use anyhow::Context as _;
use clap::Args;
use overt_demo::Plan;
use overt_model::Codebook;
use overt_publish::charts::number;
use overt_publish::site::{About, Site};
use overt_store::Query;
use overt_warehouse::nexus::{BY, Request};
use serde_json::json;

use crate::exit::Exit;
use crate::nexus::{Around, matrix, page};
use crate::output::Output;
use crate::stop::Stop;
use crate::store_options::StoreOptions;
use crate::warehouse::{analyst, eprint, runtime};
use crate::workspace::Workspace;
use crate::{file, link, release, serve, snapshot};
use folder::Folder;

/// Arguments of `overt demo`.
#[derive(Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(crate) struct Arguments {
    /// How much to invent: about 5,000 people who were trafficked for each.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=i64::from(overt_demo::SCALE_MAX)))]
    scale: u32,
    /// Where chance begins: the same number invents the same consortium.
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,
    /// Where to keep the files, the store, the snapshot and the page. A later run goes on there.
    #[arg(long, value_name = "DIR", default_value = "overt-demo")]
    keep: PathBuf,
    /// Throw away what an earlier demonstration left in the folder.
    #[arg(long)]
    fresh: bool,
    /// Answer in JSON, for programs.
    #[arg(long)]
    pub(crate) json: bool,
    /// Say nothing while it works.
    #[arg(long)]
    quiet: bool,
    /// Where the observatory listens at the end, and the desk at the next port of this machine. Where one is taken, at any port that is free.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// End without opening the observatory and the desk; so does `--json`.
    #[arg(long)]
    no_serve: bool,
}

/// Who publishes the observatory of the demonstration.
const ABOUT: &str = include_str!("about.toml");

/// Tells each step when it is done, with the time it took.
struct Teller {
    quiet: bool,
    began: Instant,
    step: Instant,
}

impl Teller {
    fn done(&mut self, what: &str) {
        if !self.quiet {
            eprint(&format!("{what:<86} {:>6.1} s\n", self.step.elapsed().as_secs_f64()));
        }
        self.step = Instant::now();
    }
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Output> {
    let plan = Plan { scale: arguments.scale, seed: arguments.seed };
    let folder = Folder::take(&arguments.keep, plan, arguments.fresh)?;
    let options = StoreOptions {
        data: folder.store(),
        account: Some(folder::ACCOUNT.to_owned()),
        json: arguments.json,
        quiet: arguments.quiet,
    };
    let stop = Stop::on_interrupt()?;
    let quiet = arguments.json || arguments.quiet;
    let mut teller = Teller { quiet, began: Instant::now(), step: Instant::now() };
    let done = all(&folder, &options, &stop, &mut teller);
    let (output, site) = match done {
        Err(_) if stop.is_wanted() => return Err(folder.stopped().into()),
        other => other?,
    };
    if arguments.json || arguments.no_serve {
        return Ok(output);
    }
    let exit = output.deliver()?;
    open::open(site, &options, arguments.listen, &stop)?;
    Ok(Output::text(String::new()).failing_if(exit != Exit::Done))
}

/// What is linked, in this order: acts are told apart by who took part, and parts by who was linked as a person.
const LINKED: [(&str, &str, &str); 3] =
    [("person", "Person", "persons"), ("actor", "Actor", "parts"), ("corrupt_act", "CorruptAct", "records of acts")];

/// Links what an earlier run did not, and tells.
fn linked(options: &StoreOptions, workspace: &Workspace, stop: &Stop, teller: &mut Teller) -> anyhow::Result<()> {
    let session = folder::session(workspace)?;
    let runs = workspace.wait(workspace.store.link_runs())?;
    for (spec, schema, words) in LINKED {
        stop.check()?;
        if runs.iter().any(|run| !run.undone && run.facts.schema == schema) {
            teller.done(&format!("Linked before: {words}"));
            continue;
        }
        let told = link::in_store((workspace, &session), options, spec)?;
        let of = |name: &str| number(told[name].as_u64().unwrap_or(0));
        let (records, pairs, entities) = (of("records"), of("pairs"), of("entities_of_several"));
        teller
            .done(&format!("{records} {words} linked: {pairs} pairs may be the same, {entities} that several tell of"));
    }
    Ok(())
}

fn all(
    folder: &Folder,
    options: &StoreOptions,
    stop: &Stop,
    teller: &mut Teller,
) -> anyhow::Result<(Output, Arc<Site>)> {
    let codebook = Codebook::embedded();
    members::generate(folder, options, stop, teller)?;
    let workspace = folder.workspace(options)?;
    teller.done("A store, with its passphrase beside it because everything in it is invented");
    let imported = members::import(folder, options, &workspace, stop, teller);
    let imported = match imported {
        Ok(imported) => imported,
        Err(error) => {
            workspace.close()?;
            return Err(error);
        }
    };
    if let Err(error) = linked(options, &workspace, stop, teller) {
        workspace.close()?;
        return Err(error);
    }
    let (manifest, _) = snapshot::renew(options, &workspace, false)?;
    let victims = Query { schema: Some("Victim".to_owned()), ..Query::default() };
    let victim = workspace.wait(workspace.store.find(&victims, None, 1))?.found.pop();
    let victim = victim.context("the consortium has nobody who was trafficked")?.record.id;
    teller.done(&format!(
        "Snapshot {}: {} records as columns, nothing sealed among them",
        manifest.snapshot,
        number(manifest.counted)
    ));
    let releases = releases::publish(folder, options, &workspace, stop, teller);
    let releases = releases.and_then(|releases| {
        open::people(&workspace, &folder::session(&workspace)?)?;
        Ok(releases)
    });
    let releases = workspace.close_after(releases)?;
    let by = BY.map(str::to_owned);
    let request = Request::new(codebook, &by, Vec::new(), None).map_err(snapshot::failure)?;
    let warehouse = analyst(options)?;
    let cube = runtime()?.block_on(warehouse.nexus(codebook, &request)).map_err(snapshot::failure)?;
    teller.done(&format!("Nexus: {} acts of corruption in {} cells", number(cube.acts), cube.cells.len()));
    let compared = truth::compare(folder, &warehouse)?;
    let next = folder.next(&cube, victim);
    let around = Around {
        title: "Demonstration consortium".to_owned(),
        notice: Some("Everything on this page is invented. No person, office or event in it exists.".to_owned()),
        next: next.clone(),
    };
    let html = page(codebook, &warehouse, (&request, &cube), &imported, around)?;
    file::replace(&folder.page(), html.as_bytes())?;
    file::replace(&folder.policy(), release::example().as_bytes())?;
    file::replace(&folder.about(), ABOUT.as_bytes())?;
    let site = serve::site(About::read(ABOUT).context("the demonstration says who publishes it")?, releases)?;
    teller.done(&format!("A page that sums it up: {}", folder.page().display()));
    let seconds = teller.began.elapsed().as_secs_f64();
    if options.json {
        let answer = json!({
            "folder": folder.root, "page": folder.page(), "snapshot": manifest, "nexus": cube, "truth": compared, "seconds": seconds,
        });
        return Ok((Output::json(&answer)?.failing_if(!compared.is_same()), site));
    }
    let mut text = format!("\nEverything here is invented.\n\n{}\n", matrix::text(codebook, &request, &cube));
    let _ = writeln!(text, "{}\nIt took {seconds:.0} seconds.\n\nTo try next:", compared.sentence());
    for (what, command) in next {
        let _ = writeln!(text, "  {what}\n    {command}");
    }
    Ok((Output::text(text).failing_if(!compared.is_same()), site))
}
