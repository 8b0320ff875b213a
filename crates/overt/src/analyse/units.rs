//! Units among which acts are divided: those of a dimension, or posts with their staff and days on duty.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context as _;
use overt_analysis::patterns::concentration::Unit;
use overt_model::Codebook;
use overt_warehouse::Warehouse;
use overt_warehouse::posts::{Post, Posts};
use serde::Serialize;

use super::library::{Row, rows};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::nexus::request;
use crate::snapshot::failure;
use crate::warehouse::runtime;

/// The unit that is no dimension of the nexus.
pub(super) const POST: &str = "post";
/// By what posts can be put together.
const COUNTRY: &str = "country";
const KIND: &str = "kind";

/// What is asked about acts.
pub(super) struct Asked<'a> {
    pub(super) by: &'a str,
    pub(super) within: Option<&'a str>,
    pub(super) standing: &'a [String],
    pub(super) condition: Option<&'a str>,
    pub(super) exposure: Option<&'a str>,
}

/// Units with their acts.
#[derive(Serialize)]
pub(super) struct Counted {
    pub(super) snapshot: String,
    /// Acts of which it is not known where they belong.
    pub(super) unknown: u64,
    pub(super) is_linked: bool,
    /// The record behind each label, where units are records.
    pub(super) records: BTreeMap<String, String>,
    #[serde(skip)]
    pub(super) units: Vec<Unit>,
    /// What exposes them, in words.
    pub(super) exposure: &'static str,
}

impl Counted {
    pub(super) fn new(warehouse: &Warehouse, asked: &Asked<'_>) -> anyhow::Result<Self> {
        match asked.by {
            POST => Self::of_posts(warehouse, asked),
            "official" => Err(wrong("who served when acts happened is another question")
                .with_hint("`overt link presence` asks it")
                .into()),
            _ => Self::of_dimension(warehouse, asked),
        }
    }

    fn of_dimension(warehouse: &Warehouse, asked: &Asked<'_>) -> anyhow::Result<Self> {
        let codebook = Codebook::embedded();
        let file = match asked.exposure {
            Some("postings" | "staff") => {
                return Err(wrong("only posts have postings and staff")
                    .with_hint("add --by post, or name a file")
                    .into());
            }
            Some(path) => Some(Path::new(path)),
            None => None,
        };
        if file.is_some() && asked.within.is_some() {
            return Err(wrong("with two levels exposure is that of posts")
                .with_hint("add --by post, or leave out --exposure")
                .into());
        }
        let by: Vec<String> = asked.within.into_iter().chain([asked.by]).map(str::to_owned).collect();
        let request = request(codebook, &by, asked.standing, asked.condition.map(str::to_owned))?;
        let cube = runtime()?.block_on(warehouse.nexus(codebook, &request)).map_err(failure)?;
        let mut acts: BTreeMap<(Option<String>, String), u64> = BTreeMap::new();
        let mut unknown = 0;
        let mut add = |group: Option<Option<&str>>, unit: Option<&str>, n: u64| match (group, unit) {
            (Some(None), _) | (_, None) => unknown += n,
            (group, Some(unit)) => *acts.entry((group.flatten().map(str::to_owned), unit.to_owned())).or_default() += n,
        };
        let code = |member: &overt_warehouse::nexus::Member| member.is_known().then(|| member.code.clone());
        if asked.within.is_some() {
            for ([group, unit], n) in cube.sums([0, 1]) {
                add(Some(code(group).as_deref()), code(unit).as_deref(), n);
            }
        } else {
            for ([unit], n) in cube.sums([0]) {
                add(None, code(unit).as_deref(), n);
            }
        }
        let mut units: Vec<Unit> =
            acts.into_iter().map(|((group, label), acts)| Unit { label, group, exposure: None, acts }).collect();
        if let Some(path) = file {
            units = exposed(path, units)?;
        }
        Ok(Self {
            snapshot: cube.snapshot,
            unknown,
            is_linked: cube.is_linked,
            records: BTreeMap::new(),
            units,
            exposure: "exposure",
        })
    }

    fn of_posts(warehouse: &Warehouse, asked: &Asked<'_>) -> anyhow::Result<Self> {
        if !asked.standing.is_empty() {
            return Err(wrong("posts are counted with all claims that stand")
                .with_hint("say which in the condition: --where \"claim_standing = 'charged'\"")
                .into());
        }
        let posts = runtime()?.block_on(warehouse.posts(asked.condition)).map_err(failure)?;
        let labels = labels(&posts);
        let unit = |post: &Post| {
            let exposure = match asked.exposure {
                Some("postings") => known(post.days, post.acts),
                Some("staff") => known(post.staff, post.acts),
                _ => None,
            };
            let group = match asked.within {
                Some(KIND) => post.kind.clone(),
                _ => post.country.clone(),
            };
            Unit { label: labels[&post.id].clone(), group, exposure, acts: post.acts }
        };
        if asked.within.is_some_and(|within| ![COUNTRY, KIND].contains(&within)) {
            return Err(wrong("posts are put together by `country` or by `kind`").into());
        }
        let mut units: Vec<Unit> = posts.posts.iter().map(unit).collect();
        let mut exposure = "exposure";
        match asked.exposure {
            Some("postings") => exposure = "days on duty",
            Some("staff") => exposure = "people who work there",
            Some(path) => units = exposed(Path::new(path), units)?,
            None => {}
        }
        Ok(Self {
            snapshot: posts.snapshot.clone(),
            unknown: posts.acts_without_post,
            is_linked: warehouse.manifest.linked.iter().any(|kind| kind == "CorruptAct"),
            records: labels.into_iter().map(|(id, label)| (label, id)).collect(),
            units,
            exposure,
        })
    }
}

fn wrong(message: &str) -> Failure {
    Failure::new(Exit::WrongUse, "wrong-use", message)
}

/// How exposed a post was. Where there are acts, none is no answer: then not all postings, or not all people, are known.
#[expect(clippy::cast_precision_loss, reason = "people and days are below 2^53")]
pub(super) fn known(exposure: Option<u64>, acts: u64) -> Option<f64> {
    exposure.filter(|exposure| *exposure > 0 || acts == 0).map(|exposure| exposure as f64)
}

/// What each post is called, by its identifier: by its title, and with the identifier where it has none or shares it.
pub(super) fn labels(posts: &Posts) -> BTreeMap<String, String> {
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for title in posts.posts.iter().filter_map(|post| post.title.as_deref()) {
        *times.entry(title).or_default() += 1;
    }
    let label = |post: &Post| match post.title.as_deref() {
        Some(title) if times[title] == 1 => title.to_owned(),
        Some(title) => format!("{title} ({})", post.id),
        None => post.id.clone(),
    };
    posts.posts.iter().map(|post| (post.id.clone(), label(post))).collect()
}

/// Units with the exposure of a file, those without acts among them. Units that have acts and are not in the file have no known exposure.
fn exposed(path: &Path, counted: Vec<Unit>) -> anyhow::Result<Vec<Unit>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let name = path.display().to_string();
    let mut left: BTreeMap<String, Unit> = counted.into_iter().map(|unit| (unit.label.clone(), unit)).collect();
    let unit = |row: &Row| {
        let exposure = match row.get("exposure") {
            "" => None,
            cell => Some(cell.parse::<f64>().map_err(|_| {
                let message = format!("{name}, line {}: `exposure` is not a number", row.line);
                Failure::new(Exit::WrongUse, "data-file", message)
            })?),
        };
        let label = row.get("unit").to_owned();
        let known = left.remove(&label);
        Ok(match known {
            Some(unit) => Unit { exposure, ..unit },
            None => Unit { label, group: None, exposure, acts: 0 },
        })
    };
    let mut units = rows(&name, &text)?.iter().map(unit).collect::<Result<Vec<_>, Failure>>()?;
    units.extend(left.into_values());
    Ok(units)
}
