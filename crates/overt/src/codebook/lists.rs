//! `overt codebook lists` and `overt codebook show`.

use std::fmt::Write as _;

use anyhow::{Context, anyhow};
use overt_model::codebook::{Code, List};
use overt_model::{Codebook, Lang};
use serde_json::{Value as Json, json};

use crate::output::{Output, table};

pub(super) fn all(codebook: &Codebook, lang: Lang, json: bool) -> anyhow::Result<Output> {
    if json {
        let lists: Vec<_> = codebook
            .lists()
            .map(|list| json!({ "list": list.id, "codes": list.codes().len(), "title": list.title }))
            .collect();
        return Output::json(&lists);
    }
    let row = |list: &List| [list.id.to_string(), list.codes().len().to_string(), list.title.get(lang).to_owned()];
    let rows: Vec<_> = codebook.lists().map(row).collect();
    let codes: usize = codebook.lists().map(|list| list.codes().len()).sum();
    let mut text = table(["LIST", "CODES", "TITLE"], &rows);
    let _ = writeln!(text, "\n{} lists with {codes} codes. `overt codebook show LIST` opens one.", rows.len());
    Ok(Output::text(text))
}

pub(super) fn one(
    codebook: &Codebook,
    list: &str,
    code: Option<&str>,
    lang: Lang,
    json: bool,
) -> anyhow::Result<Output> {
    let list = codebook.list(list).ok_or_else(|| {
        let names = codebook.lists().map(|list| list.id.as_str());
        anyhow!("there is no list `{list}`{}; `overt codebook lists` names them all", nearest(list, names))
    })?;
    match code {
        None if json => Output::json(&json!({
            "list": list.id, "title": list.title, "about": list.about, "ordered": list.ordered, "columns": list.columns,
            "codes": list.codes().iter().map(|code| code_json(list, code)).collect::<Vec<_>>(),
        })),
        None => Ok(Output::text(codes(list, lang))),
        Some(spelling) => {
            let code = list.find(spelling).with_context(|| {
                let codes = list.codes().iter().map(|code| code.code.as_str());
                let name = &list.id;
                format!(
                    "nothing in the list `{name}` is spelled so{}; `overt codebook show {name}` shows all",
                    nearest(spelling, codes)
                )
            })?;
            if json { Output::json(&code_json(list, code)) } else { Ok(Output::text(details(list, code, lang))) }
        }
    }
}

fn codes(list: &List, lang: Lang) -> String {
    let depth =
        |code: &Code| std::iter::successors(code.parent.as_ref(), |parent| list.get(parent)?.parent.as_ref()).count();
    let row = |code: &Code| {
        [code.code.to_string(), format!("{}{}", "  ".repeat(depth(code)), code.label.get(lang)), code.source.clone()]
    };
    let rows: Vec<_> = list.codes().iter().map(row).collect();
    format!("{}\n{}\n\n{}", list.title.get(lang), list.about, table(["CODE", "LABEL", "SOURCE"], &rows))
}

fn details(list: &List, code: &Code, lang: Lang) -> String {
    let mut text = format!("{}  {}\n", code.code, code.label.get(lang));
    let mut line = |name: &str, value: &str| {
        if !value.is_empty() {
            let _ = writeln!(text, "  {name:<14} {value}");
        }
    };
    line("definition", &code.definition);
    for other in Lang::ALL.into_iter().filter(|other| *other != lang) {
        line(other.own_name(), code.label.translation(other));
    }
    line("parent", code.parent.as_deref().unwrap_or_default());
    line("valid from", &code.valid_from.map(|day| day.to_string()).unwrap_or_default());
    line("valid to", &code.valid_to.map(|day| day.to_string()).unwrap_or_default());
    for (column, value) in list.columns.iter().zip(&code.own) {
        line(&column.id.replace('_', " "), value);
    }
    line("also spelled", &code.aliases.join(", "));
    line("source", &code.source);
    text
}

/// A code with its list's own columns by name.
fn code_json(list: &List, code: &Code) -> Json {
    let mut json = json!(code);
    json["own"] =
        list.columns.iter().zip(&code.own).map(|(column, value)| (column.id.to_string(), json!(value))).collect();
    json
}

/// `, did you mean …?` with the name that is nearest, where one is near enough to be meant.
pub(crate) fn nearest<'a>(given: &str, names: impl Iterator<Item = &'a str>) -> String {
    let likeness = |name: &str| strsim::jaro_winkler(&name.to_lowercase(), &given.to_lowercase());
    let best = names.map(|name| (likeness(name), name)).max_by(|a, b| a.0.total_cmp(&b.0));
    best.filter(|(likeness, _)| *likeness > 0.85)
        .map(|(_, name)| format!(", did you mean `{name}`?"))
        .unwrap_or_default()
}
