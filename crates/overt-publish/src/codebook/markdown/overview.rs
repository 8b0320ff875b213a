//! The first page, from which all others are reached.

use std::collections::BTreeSet;

use overt_model::codebook::{Kind, List, Schema};

use super::table::{Table, chapter, code, escaped};
use super::{Pages, list_path, schema_path};
use crate::codebook::own_properties;

pub(super) fn page(pages: &Pages<'_>) -> String {
    let codebook = pages.codebook;
    let (lists, schemas) = (codebook.lists().len(), codebook.schemas().filter(|schema| !schema.is_abstract).count());
    let codes: usize = codebook.lists().map(|list| list.codes().len()).sum();
    let properties: usize = codebook.schemas().map(|schema| own_properties(codebook, schema).count()).sum();
    let languages: Vec<_> = codebook.languages.iter().map(|lang| lang.own_name()).collect();
    let head = format!(
        "\n# {}\n\nVersion {} of {}, licence {}, in {}: {schemas} kinds of record with {properties} properties, {lists} lists with \
         {codes} codes.\n\n- [Interview guide](interview-guide.md): the questions, in the order of the chains\n\
         - [Names elsewhere](crosswalk.md): the fields of other standards and ours\n",
        escaped(codebook.title.get(pages.lang)),
        codebook.version,
        codebook.date,
        codebook.licence,
        languages.join(", "),
    );
    let groups = Groups::of(pages);
    let chapters = [
        ("Kinds of record", schemas_table(pages)),
        ("Lists that records use", lists_table(pages, &groups.used)),
        ("Reference lists", lists_table(pages, &groups.reference)),
        ("Lists that describe other lists and the program", lists_table(pages, &groups.other)),
    ];
    head + &chapters.map(|(title, table)| chapter(title, &table.markdown())).concat()
}

fn schemas_table(pages: &Pages<'_>) -> Table {
    let mut table = Table::new(["record", "name", "what it records", "properties"]);
    for schema in pages.codebook.schemas() {
        table.row(vec![
            format!("[{}]({})", escaped(schema.label.get(pages.lang)), schema_path(schema)),
            code(&schema.id),
            summary(schema),
            schema.properties.len().to_string(),
        ]);
    }
    table
}

fn summary(schema: &Schema) -> String {
    let about = escaped(first_sentence(&schema.about));
    if schema.is_abstract { format!("{about} (Only lends its properties.)") } else { about }
}

#[derive(Default)]
struct Groups<'a> {
    used: Vec<&'a List>,
    reference: Vec<&'a List>,
    other: Vec<&'a List>,
}

impl<'a> Groups<'a> {
    fn of(pages: &Pages<'a>) -> Self {
        let kinds = pages.codebook.schemas().flat_map(|schema| schema.properties.iter().map(|property| &property.kind));
        let used: BTreeSet<_> =
            kinds.filter_map(|kind| if let Kind::Code { list, .. } = kind { Some(list) } else { None }).collect();
        let mut groups = Self::default();
        for list in pages.codebook.lists() {
            let group = match (list.defined, used.contains(&list.id)) {
                (false, _) => &mut groups.reference,
                (true, true) => &mut groups.used,
                (true, false) => &mut groups.other,
            };
            group.push(list);
        }
        groups
    }
}

fn lists_table(pages: &Pages<'_>, lists: &[&List]) -> Table {
    let mut table = Table::new(["list", "name", "what it says", "codes"]);
    for list in lists {
        table.row(vec![
            format!("[{}]({})", escaped(list.title.get(pages.lang)), list_path(list)),
            code(&list.id),
            escaped(first_sentence(&list.about)),
            list.codes().len().to_string(),
        ]);
    }
    table
}

fn first_sentence(text: &str) -> &str {
    text.find(". ").map_or(text, |end| &text[..=end])
}
