//! Reading `lists/NAME.csv` and `lists/NAME.toml`.

use compact_str::CompactString;
use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use super::finding::{Findings, TomlFile};
use super::list::{Code, Column, List, folded};
use super::table::{Row, Rows};
use crate::Text;

/// The columns every list has, in this order.
pub(super) const COLUMNS: [&str; 10] =
    ["code", "label", "label_es", "label_fr", "definition", "parent", "order", "valid_from", "valid_to", "source"];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sidecar {
    title: Text,
    about: String,
    #[serde(default)]
    ordered: bool,
    #[serde(default = "yes")]
    definitions: bool,
    #[serde(default)]
    keys: Vec<CompactString>,
    misp: Option<CompactString>,
    #[serde(default)]
    columns: toml::Table,
}

const fn yes() -> bool {
    true
}

/// Reads one list. What its cells refer to in other lists is checked once all lists are there.
pub(super) fn list(name: &str, csv: Rows<'_>, sidecar: &str, findings: &mut Findings) -> Option<List> {
    let toml_file = format!("lists/{name}.toml");
    let sidecar: Sidecar = TomlFile::new(&toml_file, sidecar).read(findings)?;
    let mut list = List::new(name, sidecar.title, sidecar.about);
    (list.ordered, list.defined, list.misp) = (sidecar.ordered, sidecar.definitions, sidecar.misp);
    for (id, codes_of) in sidecar.columns {
        let Ok(codes_of) = codes_of.try_into() else {
            findings.error(
                &toml_file,
                0,
                format!("column `{id}`: write the lists its codes come from, or [] for text"),
            );
            continue;
        };
        list.columns.push(Column { is_key: sidecar.keys.iter().any(|key| *key == id), id: id.into(), codes_of });
    }
    for key in sidecar.keys.iter().filter(|key| !list.columns.iter().any(|column| column.id == **key)) {
        findings.error(&toml_file, 0, format!("key `{key}` is not one of the list's own columns"));
    }
    let codes = Reading { file: format!("lists/{name}.csv"), list: &list, findings }.read(csv)?;
    list.set_codes(codes);
    spellings_are_distinct(&list, findings);
    Some(list)
}

struct Reading<'a> {
    file: String,
    list: &'a List,
    findings: &'a mut Findings,
}

impl Reading<'_> {
    fn read(mut self, mut rows: Rows<'_>) -> Option<Vec<Code>> {
        let header = rows.next();
        let header: Vec<&str> = header.iter().flat_map(Row::cells).collect();
        if !header.iter().copied().take(COLUMNS.len()).eq(COLUMNS) {
            self.findings.error(&self.file, 1, format!("the header must begin with {}", COLUMNS.join(",")));
            return None;
        }
        let own = self.own_columns(&header)?;
        let aliases = header.iter().position(|column| *column == "aliases");
        let mut codes = Vec::new();
        for row in rows {
            if row.len() == header.len() {
                codes.extend(self.code(&row, &own, aliases));
            } else {
                let reason = format!("the row has {} cells, the header {}", row.len(), header.len());
                self.findings.error(&self.file, row.line, reason);
            }
        }
        self.distinct(&codes);
        self.parents(&codes);
        Some(codes)
    }

    /// The positions of the list's own columns in the file, in the sidecar's order.
    fn own_columns(&mut self, header: &[&str]) -> Option<Vec<usize>> {
        let position = |column: &Column| header.iter().position(|name| *name == column.id.as_str());
        let own: Vec<_> = self.list.columns.iter().filter_map(position).collect();
        let expected = COLUMNS.len() + own.len() + usize::from(header.contains(&"aliases"));
        if own.len() == self.list.columns.len() && expected == header.len() {
            return Some(own);
        }
        self.findings.error(&self.file, 1, "the list's own columns are not those that its .toml file declares");
        None
    }

    fn code(&mut self, row: &Row, own: &[usize], aliases: Option<usize>) -> Option<Code> {
        let (code, label) = (row.cell(0), row.cell(1));
        if code.is_empty() || !code.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._+:-".contains(&byte)) {
            self.findings.error(&self.file, row.line, format!("code `{code}`: use letters, digits and . _ + : - only"));
            return None;
        }
        for (missing, what) in [(label.is_empty(), "label"), (row.cell(9).is_empty(), "source")] {
            if missing {
                self.findings.error(&self.file, row.line, format!("code `{code}` has no {what}"));
            }
        }
        let Ok(order) = row.cell(6).parse() else {
            self.findings.error(
                &self.file,
                row.line,
                format!("code `{code}`: order `{}` is not a whole number", row.cell(6)),
            );
            return None;
        };
        Some(Code {
            valid_from: self.day(row, 7),
            valid_to: self.day(row, 8),
            code: code.into(),
            label: Text { en: label.to_owned(), es: row.cell(2).to_owned(), fr: row.cell(3).to_owned() },
            definition: row.cell(4).to_owned(),
            parent: Some(row.cell(5)).filter(|parent| !parent.is_empty()).map(CompactString::from),
            order,
            source: row.cell(9).to_owned(),
            aliases: aliases
                .map_or("", |aliases| row.cell(aliases))
                .split('|')
                .filter(|alias| !alias.is_empty())
                .map(str::to_owned)
                .collect(),
            own: own.iter().map(|&column| row.cell(column).to_owned()).collect(),
            line: row.line,
        })
    }

    fn day(&mut self, row: &Row, column: usize) -> Option<Date> {
        let text = row.cell(column);
        let day = text.parse().ok();
        if day.is_none() && !text.is_empty() {
            self.findings.error(
                &self.file,
                row.line,
                format!("code `{}`: {} `{text}` is not a day", row.cell(0), COLUMNS[column]),
            );
        }
        day
    }

    fn distinct(&mut self, codes: &[Code]) {
        let (mut seen, mut orders) = (FxHashSet::default(), FxHashSet::default());
        for code in codes {
            if !seen.insert(&code.code) {
                self.findings.error(&self.file, code.line, format!("code `{}` stands twice in the list", code.code));
            }
            if !orders.insert(code.order) {
                self.findings.error(&self.file, code.line, format!("order {} stands twice in the list", code.order));
            }
        }
    }

    fn parents(&mut self, codes: &[Code]) {
        let parent: FxHashMap<_, _> = codes.iter().map(|code| (&code.code, code.parent.as_ref())).collect();
        for code in codes {
            let mut above = code.parent.as_ref();
            // A chain longer than the list itself must turn in a circle.
            for _ in 0..codes.len() {
                let Some(current) = above else { break };
                if *current == code.code {
                    self.findings.error(&self.file, code.line, format!("code `{current}` is its own ancestor"));
                    break;
                }
                if !parent.contains_key(current) {
                    self.findings.error(&self.file, code.line, format!("parent `{current}` is not in the list"));
                    break;
                }
                above = parent[current];
            }
        }
    }
}

/// Keys and aliases are promises to whoever imports, so none may mean two codes.
fn spellings_are_distinct(list: &List, findings: &mut Findings) {
    let mut claimed: FxHashMap<String, &Code> = FxHashMap::default();
    for code in list.codes() {
        for spelling in list.promised_spellings(code) {
            if let Some(other) = claimed.insert(folded(spelling), code).filter(|other| other.code != code.code) {
                let reason = format!("`{spelling}` is a key or alias of both `{}` and `{}`", other.code, code.code);
                findings.error(&format!("lists/{}.csv", list.id), code.line, reason);
            }
        }
    }
}
