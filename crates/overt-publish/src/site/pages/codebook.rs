//! The codebook: lists, codes, and finding one.

use askama::Template;
use overt_model::codebook::List;

use crate::site::place::{Ask, Missing};
use crate::site::shell::Shell;

/// So many codes are shown of those that fit.
const FOUND_MAX: usize = 100;

#[derive(Template)]
#[template(path = "site/codebook.html", whitespace = "minimize")]
struct Codebook<'a> {
    shell: Shell<'a>,
    find: String,
    found: Vec<Hit>,
    lists: Vec<Line>,
}

struct Hit {
    path: String,
    code: String,
    label: String,
    list: String,
}

struct Line {
    path: String,
    title: String,
    codes: usize,
}

#[derive(Template)]
#[template(path = "site/list.html", whitespace = "minimize")]
struct OneList<'a> {
    shell: Shell<'a>,
    list: &'a List,
}

pub(super) fn page(ask: &Ask<'_>) -> Result<String, Missing> {
    let shell = Shell::named(ask, "codebook");
    let find = ask.choice("find").unwrap_or_default().trim().to_owned();
    let lists = ask.site.codebook.lists().map(|list| Line {
        path: path(&shell, list),
        title: shell.text(&list.title).to_owned(),
        codes: list.codes().len(),
    });
    let (found, lists) = (found(&shell, &find), lists.collect());
    Ok(Codebook { shell, find, found, lists }.render()?)
}

/// One list with all its codes.
pub(super) fn list(ask: &Ask<'_>) -> Result<String, Missing> {
    let name = ask.parts.first().ok_or(Missing::Page)?;
    let list = ask.site.codebook.list(name).ok_or(Missing::Page)?;
    let shell = Shell::new(ask, list.title.get(ask.lang).to_owned());
    Ok(OneList { shell, list }.render()?)
}

fn path(shell: &Shell<'_>, list: &List) -> String {
    shell.to(&format!("/codebook/{}", list.id))
}

/// The codes in which these words are, in code, label or definition.
fn found(shell: &Shell<'_>, find: &str) -> Vec<Hit> {
    let wanted = find.to_lowercase();
    if wanted.is_empty() {
        return Vec::new();
    }
    let all = shell.site.codebook.lists().flat_map(|list| list.codes().iter().map(move |code| (list, code)));
    let fits = |text: &str| text.to_lowercase().contains(&wanted);
    let hits = all.filter(|(_, code)| fits(&code.code) || fits(shell.text(&code.label)) || fits(&code.definition));
    let hit = |(list, code): (&List, &overt_model::codebook::Code)| Hit {
        path: format!("{}#{}", path(shell, list), code.code),
        code: code.code.to_string(),
        label: shell.text(&code.label).to_owned(),
        list: shell.text(&list.title).to_owned(),
    };
    hits.take(FOUND_MAX).map(hit).collect()
}
