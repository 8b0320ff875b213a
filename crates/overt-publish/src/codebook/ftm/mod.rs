//! Schemata for FollowTheMoney, for what it has no schema of its own for.
//!
//! They add to its model and change nothing in it. Only what may leave in a row is described, and nothing about victims:
//! a kind of record without a name in FollowTheMoney never leaves in it, nor does a reference to one.

mod stock;
mod yaml;

use std::collections::BTreeSet;

use overt_model::codebook::{Kind, Property, Schema};
use overt_model::{Codebook, Lang};

use self::stock::Stock;
use self::yaml::Yaml;
use super::{ExportError, ExportFile, Format, leaves_in_rows, spellings};

/// The base schema that has `amount` and `currency`.
const VALUE: &str = "Value";
/// Longer text does not fit into a property of type `string`.
const STRING_CHARS_MAX: usize = 1024;

pub(super) fn files(codebook: &Codebook, schema: Option<&Schema>, lang: Lang) -> Result<Vec<ExportFile>, ExportError> {
    let model = Model { codebook, stock: Stock::get(), lang };
    if let Some(schema) = schema {
        return Ok(vec![model.file(schema, extended(schema)?)?]);
    }
    let extensions = codebook.schemas().filter_map(|schema| Some((schema, extended(schema).ok()?)));
    extensions.map(|(schema, base)| model.file(schema, base)).collect()
}

/// What the schema extends, if it is ours to describe.
fn extended(schema: &Schema) -> Result<&str, ExportError> {
    let refused = |reason| ExportError::NotExportable { schema: schema.id.to_string(), format: Format::Ftm, reason };
    if ftm_name(schema).is_none() {
        return Err(refused("it has no counterpart there, so it never leaves in this format"));
    }
    schema
        .ftm_extends
        .as_deref()
        .ok_or_else(|| refused("FollowTheMoney has this schema itself; nothing is to be added"))
}

/// What a schema is called in FollowTheMoney. Whatever the codebook says, a victim has no name there.
pub(crate) fn ftm_name(schema: &Schema) -> Option<&str> {
    spellings(schema.names.ftm.as_ref()).next().filter(|_| !schema.is_a("Victim"))
}

/// What entities of one kind are called in FollowTheMoney, and what they can say there.
#[derive(Debug, Clone)]
pub(crate) struct Terms {
    /// The name of the schema.
    pub(crate) name: String,
    /// The names of its properties, inherited ones included.
    pub(crate) properties: BTreeSet<String>,
    /// By which of them an entity is called, in the order in which they are tried.
    pub(crate) caption: Vec<String>,
}

/// The terms for records of a schema; none when they never leave in this format.
pub(crate) fn terms(codebook: &Codebook, schema: &Schema) -> Option<Terms> {
    Model { codebook, stock: Stock::get(), lang: Lang::En }.terms(schema)
}

struct Model<'a> {
    codebook: &'a Codebook,
    stock: &'a Stock,
    lang: Lang,
}

/// A property as FollowTheMoney will know it.
struct Field<'a> {
    name: String,
    property: &'a Property,
    kind: &'static str,
    range: Option<&'a str>,
}

impl<'a> Model<'a> {
    fn file(&self, schema: &'a Schema, base: &'a str) -> Result<ExportFile, ExportError> {
        if !self.stock.has(base) {
            return Err(ExportError::UnknownFtmSchema { schema: schema.id.to_string(), extends: base.to_owned() });
        }
        let name = ftm_name(schema).expect("only schemata with a name are extensions");
        let bases = self.bases(schema, base);
        let fields = self.added_fields(schema, &bases);
        Ok(ExportFile::text(format!("{name}.yaml"), self.text(schema, name, &bases, &fields)))
    }

    /// What the schema has beyond its bases.
    fn added_fields(&self, schema: &'a Schema, bases: &[&str]) -> Vec<Field<'a>> {
        let mut taken: BTreeSet<_> =
            bases.iter().flat_map(|base| self.stock.properties(base)).map(str::to_owned).collect();
        let mut fields = Vec::new();
        for property in schema.properties.iter().filter(|property| leaves_in_rows(property)) {
            fields.extend(self.fields(property).into_iter().filter(|field| taken.insert(field.name.clone())));
        }
        fields
    }

    /// What an entity of the schema can say.
    fn terms(&self, schema: &'a Schema) -> Option<Terms> {
        let name = ftm_name(schema)?;
        let (bases, added) = match schema.ftm_extends.as_deref() {
            Some(base) => {
                let bases = self.bases(schema, base);
                let added = self.added_fields(schema, &bases);
                (bases, added)
            }
            None => (vec![name], Vec::new()),
        };
        let properties = bases.iter().flat_map(|base| self.stock.properties(base)).map(str::to_owned);
        let caption = self.stock.caption(bases[0]).to_vec();
        let properties = properties.chain(added.into_iter().map(|field| field.name)).collect();
        Some(Terms { name: name.to_owned(), properties, caption })
    }

    /// An amount of money needs a schema that knows currencies.
    fn bases(&self, schema: &Schema, base: &'a str) -> Vec<&'a str> {
        let is_amount = |property: &&std::sync::Arc<Property>| {
            matches!(property.kind, Kind::Money { .. })
                && spellings(property.names.ftm.as_ref()).next() == Some("amount")
        };
        let needs_value =
            schema.properties.iter().filter(|property| leaves_in_rows(property)).any(|property| is_amount(&property));
        let lacks_value = !self.stock.ancestors(base).contains(VALUE);
        [base].into_iter().chain((needs_value && lacks_value).then_some(VALUE)).collect()
    }

    /// A property with a name there becomes one field; money under a name of its own has a second for the currency.
    fn fields(&self, property: &'a Property) -> Vec<Field<'a>> {
        let Some(name) = spellings(property.names.ftm.as_ref()).next() else { return Vec::new() };
        let range = match &property.kind {
            Kind::Reference { to } => match self.range(to) {
                Some(range) => Some(range),
                None => return Vec::new(),
            },
            _ => None,
        };
        let field = |name: String, kind| Field { name, property, kind, range };
        let mut fields = vec![field(name.to_owned(), ftm_type(&property.kind))];
        if matches!(property.kind, Kind::Money { .. }) && name != "amount" {
            fields.push(field(format!("{name}Currency"), "string"));
        }
        fields
    }

    /// The narrowest schema that takes every target which leaves in this format at all.
    fn range(&self, to: &'a [impl AsRef<str>]) -> Option<&'a str> {
        let schemas = to.iter().filter_map(|target| self.codebook.schema(target.as_ref()));
        let targets: Vec<_> = schemas.filter_map(|schema| Some((ftm_name(schema)?, schema))).collect();
        if let [(name, schema)] = targets[..] {
            return (self.stock.has(name) || schema.ftm_extends.is_some()).then_some(name);
        }
        let lines = targets
            .into_iter()
            .map(|(name, schema)| self.stock.ancestors(schema.ftm_extends.as_deref().unwrap_or(name)));
        let shared = lines.reduce(|shared, line| shared.intersection(&line).copied().collect())?;
        // Of two that are as narrow, the first by name, so that the same codebook gives the same range.
        shared.into_iter().rev().max_by_key(|name| self.stock.ancestors(name).len())
    }

    fn text(&self, schema: &Schema, name: &str, bases: &[&str], fields: &[Field<'_>]) -> String {
        let label = schema.label.get(self.lang);
        let mut yaml = Yaml::default();
        yaml.comment("An extension of FollowTheMoney for corruption that makes trafficking in persons possible.");
        yaml.key(0, name);
        yaml.text(1, "label", label);
        yaml.text(1, "plural", &plural(label, self.lang));
        yaml.text(1, "description", &schema.about);
        yaml.list(1, "extends", bases.iter().copied());
        yaml.word(1, "matchable", "false");
        self.display(&mut yaml, bases[0], fields);
        if !fields.is_empty() {
            yaml.key(1, "properties");
        }
        for field in fields {
            self.field_text(&mut yaml, field);
        }
        yaml.finish()
    }

    /// How an entity is listed, named and drawn: the base does not hand that on.
    fn display(&self, yaml: &mut Yaml, base: &'a str, fields: &[Field<'_>]) {
        let required = |field: &&Field<'_>| field.property.required && field.kind != "entity";
        let required: Vec<_> = fields.iter().filter(required).map(|field| field.name.as_str()).collect();
        for (key, inherited) in [("featured", self.stock.featured(base)), ("caption", self.stock.caption(base))] {
            let names = inherited.iter().map(String::as_str).chain(required.iter().copied());
            yaml.list(1, key, names);
        }
        if let Some(edge) = self.stock.edge(base) {
            yaml.key(1, "edge");
            yaml.text(2, "source", &edge.source);
            yaml.text(2, "target", &edge.target);
            yaml.word(2, "directed", if edge.directed { "true" } else { "false" });
        }
    }

    fn field_text(&self, yaml: &mut Yaml, field: &Field<'_>) {
        let property = field.property;
        yaml.key(2, &field.name);
        yaml.text(3, "label", property.label.get(self.lang));
        yaml.text(3, "description", &self.description(property));
        yaml.text(3, "type", field.kind);
        if let Some(range) = field.range {
            yaml.text(3, "range", range);
        }
    }

    fn description(&self, property: &Property) -> String {
        let help = property.help.get(self.lang);
        match &property.kind {
            Kind::Code { list, .. } => format!("{help} (Codes of the list {list}.)"),
            _ => help.to_owned(),
        }
    }
}

fn ftm_type(kind: &Kind) -> &'static str {
    match kind {
        Kind::Code { list, .. } if list == "countries" => "country",
        Kind::Code { list, .. } if list == "languages" => "language",
        Kind::Text { max_chars, .. } if *max_chars > STRING_CHARS_MAX => "text",
        Kind::Code { .. } | Kind::Flag | Kind::Text { .. } => "string",
        Kind::Integer { .. } | Kind::Number { .. } | Kind::Money { .. } => "number",
        Kind::Date { .. } => "date",
        Kind::Place { .. } => "country",
        Kind::Reference { .. } => "entity",
        Kind::File => "checksum",
    }
}

/// FollowTheMoney heads its lists with a plural. The codebook has none, so only the regular English one is made.
fn plural(label: &str, lang: Lang) -> String {
    if lang != Lang::En {
        return label.to_owned();
    }
    let (head, rest) = label.split_once(' ').filter(|(_, rest)| rest.starts_with("of ")).unwrap_or((label, ""));
    let head = head.strip_suffix('y').map_or_else(|| format!("{head}s"), |stem| format!("{stem}ies"));
    if rest.is_empty() { head } else { format!("{head} {rest}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_are_those_of_regular_english_nouns() {
        assert_eq!(plural("Act of corruption", Lang::En), "Acts of corruption");
        assert_eq!(plural("Trafficking event", Lang::En), "Trafficking events");
        assert_eq!(plural("Enquiry", Lang::En), "Enquiries");
        assert_eq!(plural("Acto de corrupción", Lang::Es), "Acto de corrupción");
    }
}
