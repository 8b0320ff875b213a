//! The codebook in the formats of others: pages for readers, files for programs, forms for telephones.
//!
//! Every export is pure: the same codebook gives the same bytes on every machine.

mod csv;
pub(crate) mod ftm;
mod interview;
mod json;
mod markdown;
mod misp;
pub(crate) mod xlsform;

pub(crate) use csv::list_table as list_csv;
pub use interview::{Question, Station, interview};
use overt_model::codebook::{Code, List, Property, Schema, snake_case};
use overt_model::{Class, Codebook, Lang};
use rust_xlsxwriter::XlsxError;

/// A form in which the codebook leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Pages of a book.
    Markdown,
    /// Everything in one JSON document.
    Json,
    /// One table for each list, as the codebook itself keeps them, and one of all properties.
    Csv,
    /// A MISP taxonomy of the lists meant for it, and a MISP object template for acts of corruption.
    Misp,
    /// One form for each kind of record, for ODK, Kobo and other readers of `XLSForm`.
    Xlsform,
    /// Schemata that FollowTheMoney lacks. They load beside its own: copy both into one folder, `FTM_MODEL_PATH`.
    Ftm,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 6] = [Self::Markdown, Self::Json, Self::Csv, Self::Misp, Self::Xlsform, Self::Ftm];

    /// The name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Markdown => "markdown",
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Misp => "misp",
            Self::Xlsform => "xlsform",
            Self::Ftm => "ftm",
        }
    }

    /// The format of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }
}

/// A file to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportFile {
    /// Path inside the folder of the export, with `/` between its parts.
    pub path: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

impl ExportFile {
    fn text(path: impl Into<String>, text: String) -> Self {
        Self { path: path.into(), bytes: text.into_bytes() }
    }
}

/// Why the codebook cannot leave in a format.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// There is no such schema.
    #[error("the codebook has no schema `{name}`; it has {known}")]
    UnknownSchema {
        /// The name that was asked for.
        name: String,
        /// The names there are.
        known: String,
    },
    /// The format has no room for this schema, or must not carry it.
    #[error("schema `{schema}` cannot leave as {format}: {reason}", format = .format.name())]
    NotExportable {
        /// The schema.
        schema: String,
        /// The format.
        format: Format,
        /// Why.
        reason: &'static str,
    },
    /// Two questions of a form would have the same name.
    #[error("the form of schema `{schema}` would have two questions named `{name}`: rename one of its properties")]
    NameTaken {
        /// The schema.
        schema: String,
        /// The name.
        name: String,
    },
    /// A schema extends one that FollowTheMoney does not have.
    #[error("schema `{schema}` extends `{extends}`, which FollowTheMoney does not have: correct its `ftm_extends`")]
    UnknownFtmSchema {
        /// Our schema.
        schema: String,
        /// What it says it extends.
        extends: String,
    },
    /// The workbook of a form could not be made.
    #[error("could not make the workbook of schema `{schema}`")]
    Workbook {
        /// The schema.
        schema: String,
        /// Why.
        #[source]
        source: XlsxError,
    },
}

/// The files of the codebook in a format, by path. Words are in `lang` where a file speaks one language only.
///
/// `schema` (`CorruptAct` or `corrupt_act`) narrows the formats that have one file for each schema; the others
/// describe the codebook as a whole.
///
/// # Errors
/// When there is no such schema, or when it cannot leave in this format.
pub fn export(
    codebook: &Codebook,
    format: Format,
    schema: Option<&str>,
    lang: Lang,
) -> Result<Vec<ExportFile>, ExportError> {
    let schema = schema.map(|name| find(codebook, name)).transpose()?;
    let mut files = match (format, schema) {
        (Format::Xlsform, _) => xlsform::files(codebook, schema, lang)?,
        (Format::Ftm, _) => ftm::files(codebook, schema, lang)?,
        (_, Some(schema)) => {
            let reason = "this format describes the codebook as a whole; leave out the schema";
            return Err(ExportError::NotExportable { schema: schema.id.to_string(), format, reason });
        }
        (Format::Markdown, None) => markdown::files(codebook, lang),
        (Format::Json, None) => json::files(codebook),
        (Format::Csv, None) => csv::files(codebook),
        (Format::Misp, None) => misp::files(codebook, lang),
    };
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

fn find<'a>(codebook: &'a Codebook, name: &str) -> Result<&'a Schema, ExportError> {
    let is_meant = |schema: &&Schema| schema.id == name || snake_case(&schema.id) == name;
    codebook.schemas().find(is_meant).ok_or_else(|| ExportError::UnknownSchema {
        name: name.to_owned(),
        known: codebook.schemas().map(|schema| schema.id.as_str()).collect::<Vec<_>>().join(", "),
    })
}

/// The properties that a schema declares itself.
pub(crate) fn own_properties<'a>(codebook: &'a Codebook, schema: &'a Schema) -> impl Iterator<Item = &'a Property> {
    let parent = schema.ancestors.first().and_then(|parent| codebook.schema(parent));
    let is_inherited = move |property: &&Property| parent.is_some_and(|parent| parent.property(&property.id).is_some());
    schema.properties.iter().map(|property| &**property).filter(move |property| !is_inherited(property))
}

/// Whether values of a property may leave in the row of a record: nothing sealed, and nothing that the codebook drops
/// or keeps for protected tables.
pub(crate) fn leaves_in_rows(property: &Property) -> bool {
    matches!(property.class, Class::Open | Class::Quasi)
        && !["drop", "aggregate"].contains(&property.deidentify.as_str())
}

/// The codes that a property may hold: those of a list, or those below one of its codes.
pub(crate) fn choices<'a>(list: &'a List, under: Option<&'a str>) -> impl Iterator<Item = &'a Code> {
    let is_below = move |code: &Code, heading: &str| code.code != heading && list.is_under(&code.code, heading);
    list.codes().iter().filter(move |code| under.is_none_or(|heading| is_below(code, heading)))
}

/// The spellings of a name elsewhere.
pub(crate) fn spellings(name: Option<&String>) -> impl Iterator<Item = &str> {
    name.into_iter().flat_map(|name| name.split('|')).map(str::trim).filter(|spelling| !spelling.is_empty())
}
