//! `overt nexus`: acts of corruption by stage, actor, act and whatever else is known of them.

mod cell;
pub(crate) mod matrix;
mod page;
mod picture;
mod words;

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::{Args, Subcommand};
use overt_model::{Codebook, Standing};
use overt_warehouse::nexus::{BY, Cube, Request, dimensions, to_csv, to_parquet};

pub(crate) use page::{Around, Contribution, page};

use crate::failure::Failure;
use crate::output::{Output, table};
use crate::snapshot::failure;
use crate::store_options::StoreOptions;
use crate::workspace::Workspace;
use crate::written::ending;
use crate::{codes, file, warehouse};

/// Arguments of `overt nexus`.
#[derive(Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    action: Option<Action>,
    #[command(flatten)]
    what: What,
    /// Write into this file: `.csv`, `.json`, `.parquet`, a heat map as `.svg`, or a page that sums up the snapshot as `.html`.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    #[command(flatten)]
    role: warehouse::RoleOption,
    #[command(flatten)]
    options: StoreOptions,
}

/// Which acts are counted, and by what.
#[derive(Args)]
struct What {
    /// By what to divide the acts: `overt nexus dimensions` names all there is.
    #[arg(long, value_name = "NAMES", value_delimiter = ',', default_values_t = BY.map(str::to_owned))]
    by: Vec<String>,
    /// The standings that count. If none is named, all but cleared and withdrawn.
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    standing: Vec<String>,
    /// A condition in SQL on the table `corrupt_act`, such as `place_country = 'NPL'`.
    #[arg(long = "where", value_name = "CONDITION")]
    condition: Option<String>,
}

#[derive(Subcommand)]
enum Action {
    /// A cell, down to the claims in it, as far as your role allows.
    #[command(
        after_help = "Examples:\n  overt nexus open T4/P06/A18\n  overt nexus open T4/NPL --by stage,country\n  overt nexus open T4/asked-unknown/A18 --limit 200 --json\n\nThe name of a cell has one member for each dimension of `--by`, with a slash between them."
    )]
    Open {
        /// Its name.
        cell: String,
        #[command(flatten)]
        what: What,
        /// Most claims that are shown.
        #[arg(long, value_name = "N", default_value_t = 50)]
        limit: usize,
        /// Claims that are left out before.
        #[arg(long, value_name = "N", default_value_t = 0)]
        skip: usize,
    },
    /// By what acts can be divided.
    #[command(after_help = "Examples:\n  overt nexus dimensions\n  overt nexus dimensions --json")]
    Dimensions,
}

impl Arguments {
    pub(crate) const fn json(&self) -> bool {
        self.options.json
    }
}

impl What {
    fn request(&self, codebook: &'static Codebook) -> Result<Request, Failure> {
        request(codebook, &self.by, &self.standing, self.condition.clone())
    }
}

/// A question by the names of its dimensions and standings; none of these stands for all that count.
pub(crate) fn request(
    codebook: &'static Codebook,
    by: &[String],
    standings: &[String],
    condition: Option<String>,
) -> Result<Request, Failure> {
    let standing = |name: &String| {
        let code = codes::code(codebook, "standing", name)?;
        Ok(Standing::from_code(&code.code).expect("the list and the type are compared when the codebook is read"))
    };
    let standings = standings.iter().map(standing).collect::<Result<Vec<_>, Failure>>()?;
    Request::new(codebook, by, standings, condition).map_err(failure)
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Output> {
    let Arguments { action, what, out, role, options } = arguments;
    let codebook = Codebook::embedded();
    match action {
        Some(Action::Dimensions) => list(options.json, codebook),
        Some(Action::Open { cell, what, limit, skip }) => {
            let request = what.request(codebook)?;
            let warehouse = warehouse::open(options, *role)?;
            let name = cell.parse()?;
            let opened = warehouse::runtime()?
                .block_on(warehouse.open_cell(codebook, &request, (&name, *skip, *limit)))
                .map_err(failure)?;
            cell::told(options.json, &request, (&name, *skip), &opened)
        }
        None => {
            let request = what.request(codebook)?;
            let warehouse = warehouse::open(options, *role)?;
            let cube = warehouse::runtime()?.block_on(warehouse.nexus(codebook, &request)).map_err(failure)?;
            if let Some(path) = out {
                write(options, (codebook, &request, &cube), &warehouse, path)?;
                return Ok(Output::text(format!("{} cells are in {}\n", cube.cells.len(), path.display())));
            }
            let text = matrix::text(codebook, &request, &cube) + &matrix::opening(&cube);
            Output::answer(options.json, &cube, text)
        }
    }
}

fn list(json: bool, codebook: &Codebook) -> anyhow::Result<Output> {
    let known = dimensions(codebook);
    let rows: Vec<[String; 3]> =
        known.iter().map(|one| [one.name.clone(), one.label.clone(), one.list.clone().unwrap_or_default()]).collect();
    let list: Vec<_> =
        known.iter().map(|one| serde_json::json!({ "name": one.name, "label": one.label, "list": one.list })).collect();
    Output::answer(json, &list, table(["Dimension", "What it is", "Codes of the list"], &rows))
}

/// Writes a cube in the form that the name of the file asks for.
fn write(
    options: &StoreOptions,
    (codebook, request, cube): (&'static Codebook, &Request, &Cube),
    warehouse: &overt_warehouse::Warehouse,
    path: &Path,
) -> anyhow::Result<()> {
    match ending(path, &["csv", "json", "parquet", "svg", "html"])? {
        "csv" => file::stream(path, |out| Ok(to_csv(cube, request, codebook, out).map_err(failure)?)),
        "parquet" => file::stream(path, |out| Ok(to_parquet(cube, request, codebook, out).map_err(failure)?)),
        "json" => file::stream(path, |out| serde_json::to_writer_pretty(out, cube).context("cannot write the cells")),
        "svg" => file::replace(path, picture::svg(codebook, request, cube)?.as_bytes()),
        _ => {
            let workspace = Workspace::open(options)?;
            let contributions = page::contributions(&workspace);
            workspace.leave();
            let around = page::Around {
                title: "What this store holds".to_owned(),
                notice: None,
                next: vec![
                    ("Open a cell down to its claims".to_owned(), "overt nexus open CELL".to_owned()),
                    ("Ask something else".to_owned(), "overt sql --shell".to_owned()),
                ],
            };
            let page = page(codebook, warehouse, (request, cube), &contributions?, around)?;
            file::replace(path, page.as_bytes())
        }
    }
}
