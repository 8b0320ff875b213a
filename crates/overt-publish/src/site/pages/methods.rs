//! How everything is done: the pages of the book about concepts, as they are.

use askama::Template;
use include_dir::{Dir, include_dir};
use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

use crate::site::place::{Ask, Missing};
use crate::site::shell::Shell;

static BOOK: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../book/src/concepts");

#[derive(Template)]
#[template(path = "site/methods.html", whitespace = "minimize")]
struct Methods<'a> {
    shell: Shell<'a>,
    methods: Vec<Line>,
}

struct Line {
    path: String,
    title: &'static str,
    about: &'static str,
}

#[derive(Template)]
#[template(path = "site/method.html", whitespace = "minimize")]
struct Method<'a> {
    shell: Shell<'a>,
    body: String,
}

pub(super) fn page(ask: &Ask<'_>) -> Result<String, Missing> {
    let shell = Shell::named(ask, "methods");
    let mut methods: Vec<Line> = texts()
        .map(|(name, text)| Line {
            path: shell.to(&format!("/methods/{name}")),
            title: title(text),
            about: text.split("\n\n").nth(1).unwrap_or_default(),
        })
        .collect();
    methods.sort_by_key(|line| line.title);
    Ok(Methods { shell, methods }.render()?)
}

/// One of them.
pub(super) fn one(ask: &Ask<'_>) -> Result<String, Missing> {
    let name = ask.parts.first().ok_or(Missing::Page)?;
    let (_, text) = texts().find(|(other, _)| other == name).ok_or(Missing::Page)?;
    let shell = Shell::in_english(ask, title(text));
    Ok(Method { body: rendered(&shell, text), shell }.render()?)
}

/// The pages, each with its name.
fn texts() -> impl Iterator<Item = (&'static str, &'static str)> {
    let named =
        |file: &'static include_dir::File<'_>| Some((file.path().file_stem()?.to_str()?, file.contents_utf8()?));
    BOOK.files().filter_map(named)
}

fn title(text: &'static str) -> &'static str {
    text.lines().next().unwrap_or_default().trim_start_matches("# ")
}

/// The page without its title. Links lead to pages of the site, and where there is none, nowhere.
fn rendered(shell: &Shell<'_>, text: &'static str) -> String {
    let (mut events, mut heading, mut is_title): (Vec<Event<'_>>, Option<(usize, String)>, bool) =
        (Vec::new(), None, false);
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) => is_title = true,
            Event::End(TagEnd::Heading(HeadingLevel::H1)) => is_title = false,
            _ if is_title => {}
            Event::Start(Tag::Heading { .. }) => {
                heading = Some((events.len(), String::new()));
                events.push(event);
            }
            Event::End(TagEnd::Heading(_)) => {
                if let Some((place, words)) = heading.take()
                    && let Event::Start(Tag::Heading { id, .. }) = &mut events[place]
                {
                    *id = Some(CowStr::from(anchor(&words)));
                }
                events.push(event);
            }
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let dest_url = CowStr::from(address(shell, &dest_url));
                events.push(Event::Start(Tag::Link { link_type, dest_url, title, id }));
            }
            Event::Text(words) | Event::Code(words) if heading.is_some() => {
                if let Some((_, all)) = &mut heading {
                    all.push_str(&words);
                }
                events.push(Event::Text(words));
            }
            other => events.push(other),
        }
    }
    let mut out = String::new();
    html::push_html(&mut out, events.into_iter());
    // Wide tables scroll within themselves.
    out.replace("<table>", "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"table\"><table>")
        .replace("</table>", "</table></div>")
}

/// What mdBook calls a heading.
fn anchor(words: &str) -> String {
    let kept = words.chars().filter(|letter| letter.is_alphanumeric() || " -_".contains(*letter));
    kept.map(|letter| if letter == ' ' { '-' } else { letter.to_ascii_lowercase() }).collect()
}

fn address(shell: &Shell<'_>, link: &str) -> String {
    let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
    let anchor = if anchor.is_empty() { String::new() } else { format!("#{anchor}") };
    let name = file.trim_start_matches("../concepts/").trim_end_matches(".md");
    let page = if file.is_empty() {
        String::new()
    } else if texts().any(|(other, _)| other == name) {
        shell.to(&format!("/methods/{name}"))
    } else if let Some(list) =
        name.strip_prefix("../reference/codebook/lists/").filter(|list| shell.site.codebook.list(list).is_some())
    {
        shell.to(&format!("/codebook/{list}"))
    } else {
        return shell.to("/methods");
    };
    page + &anchor
}
