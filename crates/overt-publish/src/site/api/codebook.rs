//! The lists of codes, so that a program can say what a code means.

use overt_model::Lang;
use overt_model::codebook::{Code, List};
use serde::Serialize;
use utoipa::ToSchema;

use super::Addresses;
use super::asked::{Answer, Asked, Words};
use super::problem::Problem;
use super::refused::Refused;

/// All lists of codes.
#[derive(Serialize, ToSchema)]
#[schema(as = Lists)]
struct EveryList {
    /// The version of the codebook.
    version: String,
    /// Its licence.
    licence: String,
    /// Each list.
    lists: Vec<Line>,
}

/// A list in short.
#[derive(Serialize, ToSchema)]
#[schema(as = ListInShort)]
struct Line {
    /// Its name.
    id: String,
    /// What people call it.
    title: String,
    /// How many codes it has.
    codes: usize,
    /// Where they are.
    href: String,
}

/// A list of codes.
#[derive(Serialize, ToSchema)]
#[schema(as = List)]
struct WholeList {
    /// Its name.
    id: String,
    /// What people call it.
    title: String,
    /// What it says about a record, in English.
    about: String,
    /// Whether a later code is more than an earlier one.
    ordered: bool,
    /// The version of the codebook.
    version: String,
    /// Every code in its order.
    codes: Vec<OneCode>,
    /// The same as comma-separated text, in all languages and with all columns.
    csv: String,
}

/// A code.
#[derive(Serialize, ToSchema)]
#[schema(as = Code)]
struct OneCode {
    /// The code, which never changes.
    code: String,
    /// What people call it.
    label: String,
    /// What counts and what does not, in English.
    definition: String,
    /// The broader code of the same list.
    parent: Option<String>,
    /// The first day on which it may describe a fact.
    #[schema(format = Date)]
    valid_from: Option<String>,
    /// The last day on which it may describe a fact.
    #[schema(format = Date)]
    valid_to: Option<String>,
    /// Where it comes from.
    source: String,
}

/// All lists of codes
#[utoipa::path(
    get,
    path = "/api/v1/codebook/lists",
    operation_id = "lists",
    tag = "codebook",
    params(Words),
    responses((status = 200, description = "Each list.", body = EveryList), Refused),
)]
pub(super) async fn lists(asked: Asked) -> Answer {
    let (codebook, to) = (asked.site.codebook, Addresses::of(&asked.site.about));
    let line = |list: &List, lang: Lang| Line {
        id: list.id.to_string(),
        title: list.title.get(lang).to_owned(),
        codes: list.codes().len(),
        href: to.within(&format!("/codebook/lists/{}", list.id)),
    };
    asked.in_words("lists", |lang| EveryList {
        version: codebook.version.to_string(),
        licence: codebook.licence.clone(),
        lists: codebook.lists().map(|list| line(list, lang)).collect(),
    })
}

/// One list with all its codes
#[utoipa::path(
    get,
    path = "/api/v1/codebook/lists/{id}",
    operation_id = "list",
    tag = "codebook",
    params(("id" = String, Path, description = "The name of a list."), Words),
    responses((status = 200, description = "Every code.", body = WholeList), Refused),
)]
pub(super) async fn list(asked: Asked) -> Answer {
    let list = asked.site.codebook.list(asked.part(0)).ok_or_else(Problem::missing)?;
    asked.in_words(&format!("lists/{}", list.id), |lang| WholeList {
        id: list.id.to_string(),
        title: list.title.get(lang).to_owned(),
        about: list.about.clone(),
        ordered: list.ordered,
        version: asked.site.codebook.version.to_string(),
        codes: list.codes().iter().map(|code| one(code, lang)).collect(),
        csv: Addresses::of(&asked.site.about).to(&format!("/codebook/{}.csv", list.id)),
    })
}

fn one(code: &Code, lang: Lang) -> OneCode {
    OneCode {
        code: code.code.to_string(),
        label: code.label.get(lang).to_owned(),
        definition: code.definition.clone(),
        parent: code.parent.as_ref().map(ToString::to_string),
        valid_from: code.valid_from.map(|day| day.to_string()),
        valid_to: code.valid_to.map(|day| day.to_string()),
        source: code.source.clone(),
    }
}
