//! The tables of a release: which there are, and their cells in the form that is asked for.

use axum::http::HeaderValue;
use axum::http::header::LINK;
use overt_model::Lang;
use overt_protect::release::ShownTable;
use serde::Serialize;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn, ParameterStyle};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::{IntoParams, ToSchema};

use super::asked::{Answer, Asked, OneVersion, Words, json};
use super::cells::{CellsOf, Choices, Part};
use super::form::Form;
use super::page::Paging;
use super::problem::Problem;
use super::refused::Refused;
use super::releases::path;
use super::{Addresses, csv, cube, sdmx};
use crate::site::Site;
use crate::site::releases::Published;

/// Parameters that are no columns.
const KNOWN: [&str; 4] = ["limit", "cursor", "lang", "format"];

/// The tables of a release.
#[derive(Serialize, ToSchema)]
#[schema(as = Tables)]
struct EveryTable {
    /// The release.
    release: String,
    /// Its version.
    version: u32,
    /// Its tables of counts; none where it consists of records.
    tables: Vec<Table>,
}

/// A table in short.
#[derive(Serialize, ToSchema)]
pub(super) struct Table {
    /// Its name.
    name: String,
    /// Its columns, by which its cells can be chosen.
    columns: Vec<Column>,
    /// How many cells it has, totals included.
    cells: usize,
    /// How many of them are hidden. A hidden number is not zero.
    hidden: usize,
    /// The forms in which it can be had.
    forms: Vec<&'static str>,
    /// Where its cells are.
    href: String,
    /// The file of the release that has all of it.
    file: String,
}

/// A column of a table.
#[derive(Serialize, ToSchema)]
struct Column {
    /// Its name.
    name: String,
    /// What people call it.
    label: String,
    /// How many codes it has, without the total.
    codes: usize,
}

/// The tables of a release
#[utoipa::path(
    get,
    path = "/api/v1/releases/{name}/{version}/tables",
    operation_id = "tables",
    tag = "tables",
    params(OneVersion, Words),
    responses((status = 200, description = "Its tables of counts.", body = EveryTable), Refused),
)]
pub(super) async fn list(asked: Asked) -> Answer {
    let one = asked.published()?;
    asked.in_words(&format!("{}/tables", path(one)), |lang| EveryTable {
        release: one.policy.name.clone(),
        version: one.policy.version,
        tables: one.tables.iter().map(|shown| table(&asked.site, one, shown, lang)).collect(),
    })
}

/// The cells of a table
///
/// A name of a column is a parameter, too: `stage=T4` leaves the cells of that code, and `stage=_T` the totals over that column.
#[utoipa::path(
    get,
    path = "/api/v1/releases/{name}/{version}/tables/{table}",
    operation_id = "table",
    tag = "tables",
    params(OneVersion, ("table" = String, Path, description = "The name of a table."), Paging, Words, Cutting),
    responses(
        (status = 200, description = "A part of its cells. Where there are more, the header `Link` leads to the next part.", content(
            (CellsOf = "application/json"),
            (String = "text/csv"),
            (Object = "application/ld+json"),
            (Object = "application/vnd.sdmx.data+json"),
            (String = "application/vnd.apache.parquet"),
        )),
        Refused,
    ),
)]
pub(super) async fn one(asked: Asked) -> Answer {
    let one = asked.published()?;
    let shown = one.tables.iter().find(|table| name(table) == asked.part(2)).ok_or_else(Problem::missing)?;
    let names: Vec<&str> = KNOWN.into_iter().chain(shown.columns.iter().map(|column| &*column.name)).collect();
    asked.allow(&names)?;
    let lang = asked.lang()?;
    let form = asked.form(&forms(one, shown))?;
    let path = format!("{}/tables/{}", path(one), name(shown));
    if form == Form::Parquet {
        return whole(&asked, one, shown, &path);
    }
    let mut choices = Choices::all(shown);
    for (place, column) in shown.columns.iter().enumerate() {
        if let Some(code) = asked.choice(&column.name).filter(|_| !KNOWN.contains(&&*column.name)) {
            choices.keep(place, code)?;
        }
    }
    if let Some(time) = sdmx::time(shown).filter(|_| form == Form::Sdmx) {
        choices.keep_years(time);
    }
    // What is left out of a table differs with the choice and, for years, with the form; a cursor is of one of them.
    let (of, total) = (format!("{path} {choices:?}"), choices.total());
    let page = asked.page(&of, total)?;
    let next = page.next(&of, total);
    let part = Part {
        site: &asked.site,
        published: one,
        table: shown,
        path: &path,
        choices: &choices,
        page,
        next: next.clone(),
        lang,
    };
    let mut answer = asked.answer(&format!("{path} {}", lang.code()), form.kind(), || match form {
        Form::Csv => csv::written(&part),
        Form::JsonLd => json(&cube::written(&part)),
        Form::Sdmx => json(&sdmx::written(&part)),
        Form::Json | Form::Parquet => json(&part.told()),
    });
    if let Some(link) = next.and_then(|next| HeaderValue::try_from(further(&asked, &names, &path, &next)).ok()) {
        answer.headers_mut().insert(LINK, link);
    }
    Ok(answer)
}

/// The file of the release. It is a whole, of which no part can be had.
fn whole(asked: &Asked, one: &Published, shown: &ShownTable, path: &str) -> Answer {
    asked.allow(&["format", "lang"]).map_err(|_| {
        Problem::parameter(
            "format",
            "In Parquet there is only the whole table. Leave out all other parameters, or choose another form.",
            ["json".to_owned(), "csv".to_owned()],
        )
    })?;
    let bytes = one.file(&format!("{}.parquet", name(shown))).ok_or_else(Problem::missing)?;
    Ok(asked.answer(path, Form::Parquet.kind(), || bytes.to_vec()))
}

/// The header that leads to the next part.
fn further(asked: &Asked, names: &[&str], path: &str, cursor: &str) -> String {
    let kept = names.iter().filter(|name| **name != "cursor").filter_map(|name| Some((*name, asked.choice(name)?)));
    let kept = kept.map(|(name, value)| format!("{}={}", escaped(name), escaped(value)));
    let query: Vec<String> = kept.chain([format!("cursor={cursor}")]).collect();
    format!("<{}?{}>; rel=\"next\"", Addresses::of(&asked.site.about).within(path), query.join("&"))
}

/// Text as it stands in an address.
pub(super) fn escaped(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    let one = |byte: u8| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    text.bytes().map(one).collect::<Vec<String>>().concat()
}

/// A table in short.
pub(super) fn table(site: &Site, one: &Published, shown: &ShownTable, lang: Lang) -> Table {
    let to = Addresses::of(&site.about);
    Table {
        name: name(shown).to_owned(),
        columns: shown
            .columns
            .iter()
            .map(|column| Column {
                name: column.name.clone(),
                label: column.label.get(lang).to_owned(),
                codes: column.values.len(),
            })
            .collect(),
        cells: Choices::all(shown).total(),
        hidden: hidden(one, shown),
        forms: forms(one, shown).into_iter().map(Form::name).collect(),
        href: to.within(&format!("{}/tables/{}", path(one), name(shown))),
        file: to.to(&format!("{}/{}", one.path(), shown.file)),
    }
}

/// The name of a table: that of its files, without ending.
fn name(table: &ShownTable) -> &str {
    table.file.strip_suffix(".csv").unwrap_or(&table.file)
}

/// How many cells of a table are hidden.
pub(super) fn hidden(one: &Published, shown: &ShownTable) -> usize {
    let tables = one.release.risk().tables;
    tables.into_iter().find(|risk| risk.file == shown.file).map_or(0, |risk| risk.suppressed)
}

/// The forms in which a table can be had.
fn forms(one: &Published, shown: &ShownTable) -> Vec<Form> {
    let mut forms = vec![Form::Json, Form::Csv, Form::JsonLd];
    forms.extend(sdmx::time(shown).map(|_| Form::Sdmx));
    forms.extend(one.file(&format!("{}.parquet", name(shown))).map(|_| Form::Parquet));
    forms
}

/// The parameters by which cells and their form are chosen.
enum Cutting {}

impl IntoParams for Cutting {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let names = [Form::Json, Form::Csv, Form::JsonLd, Form::Sdmx, Form::Parquet].map(Form::name);
        let format = ObjectBuilder::new().schema_type(Type::String).enum_values(Some(names));
        let says = "The form, in place of the header `Accept`. Not every table has every form.";
        let format = ParameterBuilder::new()
            .name("format")
            .parameter_in(ParameterIn::Query)
            .description(Some(says))
            .schema(Some(format));
        let code = ObjectBuilder::new().schema_type(Type::String);
        let codes = ObjectBuilder::new().schema_type(Type::Object).additional_properties(Some(code));
        let says =
            "Names of columns, each with the code of which cells are wanted, or with `_T` for the totals over it.";
        let columns = ParameterBuilder::new().name("columns").parameter_in(ParameterIn::Query).description(Some(says));
        let columns = columns.style(Some(ParameterStyle::Form)).explode(Some(true)).schema(Some(codes));
        vec![format.build(), columns.build()]
    }
}
