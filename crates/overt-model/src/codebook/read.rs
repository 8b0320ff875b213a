//! From files to a codebook, collecting everything that is wrong on the way.

use std::collections::BTreeMap;

use compact_str::CompactString;
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::finding::{Findings, TomlFile};
use super::read_schema::File;
use super::schema::{Kind, snake_case};
use super::table::Rows;
use super::{CodeChange, Codebook, Lists, Refused, Schemas, check, read_list, read_schema};
use crate::validate::ProblemCode;
use crate::{Lang, Text};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    version: CompactString,
    date: Date,
    languages: Vec<Lang>,
    licence: String,
    title: Text,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Changes {
    #[serde(default)]
    change: Vec<CodeChange>,
}

pub(super) fn codebook(files: &BTreeMap<&str, &str>) -> Result<Codebook, Refused> {
    let mut findings = Findings::default();
    // Two halves of about equal work, and neither needs the other before the properties meet the lists.
    let (lists, raw) = std::thread::scope(|scope| {
        let raw = scope.spawn(|| {
            let mut findings = Findings::default();
            (raw_schemas(files, &mut findings), findings)
        });
        let lists = lists(files, &mut findings);
        (lists, raw.join().expect("reading text does not panic"))
    });
    findings.0.extend(raw.1.0);
    let schemas = schemas(raw.0, &lists, &mut findings);
    let head: Option<Head> = one(files, "codebook.toml", &mut findings);
    let messages: Option<BTreeMap<CompactString, Text>> = one(files, "messages.toml", &mut findings);
    let changes: Changes = one(files, "migrations.toml", &mut findings).unwrap_or_default();
    check::references(&lists, &schemas, &mut findings);
    check::mirrors(&lists, &mut findings);
    if let Some(messages) = &messages {
        for code in ProblemCode::BUILT_IN.iter().filter(|code| !messages.contains_key(**code)) {
            findings.error("messages.toml", 0, format!("there is no message `{code}`"));
        }
    }
    let (Some(head), Some(messages)) = (head, messages) else { return Err(Refused(findings.0)) };
    findings.unless_any(Codebook {
        version: head.version,
        date: head.date,
        title: head.title,
        languages: head.languages,
        licence: head.licence,
        lists,
        schemas,
        messages,
        changes: changes.change,
    })
}

fn one<T: serde::de::DeserializeOwned>(files: &BTreeMap<&str, &str>, file: &str, findings: &mut Findings) -> Option<T> {
    let Some(text) = files.get(file) else {
        findings.error(file, 0, "the file is missing");
        return None;
    };
    TomlFile::new(file, text).read(findings)
}

fn lists(files: &BTreeMap<&str, &str>, findings: &mut Findings) -> Lists {
    let (mut lists, mut reader) = (Lists::default(), csv_core::Reader::new());
    for (path, csv) in files {
        let Some(name) = path.strip_prefix("lists/").and_then(|name| name.strip_suffix(".csv")) else { continue };
        match files.get(format!("lists/{name}.toml").as_str()) {
            Some(sidecar) => {
                lists.extend(
                    read_list::list(name, Rows::new(csv, &mut reader), sidecar, findings)
                        .map(|list| (list.id.clone(), list)),
                );
            }
            None => findings.error(path, 0, format!("lists/{name}.toml, which says what the list is, is missing")),
        }
    }
    lists
}

fn raw_schemas<'a>(files: &BTreeMap<&'a str, &'a str>, findings: &mut Findings) -> Vec<File<'a>> {
    let mut raw_schemas = Vec::new();
    for (path, text) in files.iter().filter(|(path, _)| path.starts_with("schemas/")) {
        let source = TomlFile::new(path, text);
        if let Some(raw) = source.read(findings) {
            let file = File { source, raw };
            if **path != format!("schemas/{}.toml", snake_case(file.id())) {
                findings.error(
                    path,
                    file.line(),
                    format!("schema `{}` belongs into {}.toml", file.id(), snake_case(file.id())),
                );
            }
            raw_schemas.push(file);
        }
    }
    raw_schemas
}

fn schemas(mut waiting: Vec<File<'_>>, lists: &Lists, findings: &mut Findings) -> Schemas {
    let mut done = Schemas::default();
    // Parents first; what is left when nothing more can be finished extends nothing or itself.
    loop {
        let is_ready = |file: &File<'_>| file.extends().is_none_or(|(parent, _)| done.contains_key(parent));
        let (ready, rest): (Vec<_>, Vec<_>) = waiting.into_iter().partition(is_ready);
        waiting = rest;
        if ready.is_empty() {
            break;
        }
        for file in ready {
            let parent = file.extends().map(|(parent, _)| parent.clone());
            let schema = read_schema::schema(file, parent.and_then(|parent| done.get(&parent)), lists, findings);
            done.insert(schema.id.clone(), schema);
        }
    }
    for file in &waiting {
        let Some((parent, line)) = file.extends() else { continue };
        let reason = if waiting.iter().any(|other| other.id() == parent) {
            format!("schema `{}` extends itself through `{parent}`, or extends one that does", file.id())
        } else {
            format!("schema `{}` extends `{parent}`, which there is not", file.id())
        };
        findings.error(file.source.file, line, reason);
    }
    done.sort_unstable_keys();
    rules_are_distinct(&done, findings);
    targets_exist(&done, findings);
    done
}

fn targets_exist(schemas: &Schemas, findings: &mut Findings) {
    for (schema, property) in
        schemas.values().flat_map(|schema| schema.own_properties(schemas).map(move |own| (schema, own)))
    {
        if let Kind::Reference { to } = &property.kind {
            for target in to.iter().filter(|target| !schemas.contains_key(*target)) {
                let reason = format!("property `{}` points to `{target}`, which is no schema", property.id);
                findings.error(&schema.file(), property.line, reason);
            }
        }
    }
}

fn rules_are_distinct(schemas: &Schemas, findings: &mut Findings) {
    let mut seen = FxHashMap::default();
    for schema in schemas.values() {
        for rule in &schema.rules {
            // An inherited rule is the same rule, met again.
            if let Some(other) = seen.insert(&rule.id, rule)
                && !std::sync::Arc::ptr_eq(other, rule)
            {
                findings.error(&schema.file(), rule.line, format!("rule `{}` stands twice", rule.id));
            }
        }
    }
}
