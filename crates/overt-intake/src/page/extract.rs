//! What a page says of itself, and its paragraphs.

use std::convert::Infallible;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

use super::{Document, linked};
use crate::rows::ROW_LEN_MAX;

/// Most bytes of what a page says of itself.
const FACT_LEN_MAX: usize = 4096;

/// What is no part of a story.
const ASIDE: [&[u8]; 14] = [
    b"script",
    b"style",
    b"noscript",
    b"template",
    b"svg",
    b"nav",
    b"header",
    b"footer",
    b"aside",
    b"form",
    b"button",
    b"select",
    b"iframe",
    b"textarea",
];

/// What goes on in the same line.
const INLINE: [&[u8]; 24] = [
    b"a", b"abbr", b"b", b"bdi", b"bdo", b"cite", b"code", b"data", b"del", b"dfn", b"em", b"font", b"i", b"ins",
    b"kbd", b"mark", b"q", b"s", b"small", b"span", b"strong", b"sub", b"sup", b"u",
];

/// Attributes that are looked at.
const ATTRIBUTES: [&[u8]; 9] =
    [b"name", b"property", b"itemprop", b"content", b"rel", b"href", b"lang", b"datetime", b"type"];

/// Reads a page.
pub(super) fn page(html: &str) -> Document {
    let mut page = Page::default();
    let on_event = |event: CallbackEvent<'_>, _: Span<()>| -> Option<Infallible> {
        page.event(&event);
        None
    };
    let mut emitter = CallbackEmitter::new(on_event);
    emitter.naively_switch_states(true);
    let Ok(()) = Tokenizer::new_with_emitter(html, emitter).finish();
    page.document()
}

/// What was read so far.
#[derive(Default)]
struct Page {
    /// The tag that began last, and its attributes.
    tag: Vec<u8>,
    attributes: Attributes,
    /// What is passed over, and how many of the same name are open within it.
    aside: Option<(Vec<u8>, usize)>,
    is_title: bool,
    is_linked: bool,
    in_heading: bool,
    in_article: usize,
    title: String,
    heading: String,
    told: Document,
    /// When something on the page was published, if nothing says when the page was.
    time: String,
    linked: Document,
    article: Text,
    all: Text,
}

/// The attributes of a tag that are looked at.
#[derive(Default)]
struct Attributes {
    values: [Option<String>; ATTRIBUTES.len()],
    /// The one whose value comes next.
    open: Option<usize>,
}

impl Attributes {
    /// Of several with the same name the first counts.
    fn open(&mut self, name: &[u8]) {
        let place = ATTRIBUTES.iter().position(|wanted| *wanted == name);
        self.open = place.filter(|place| self.values[*place].is_none());
    }

    fn set(&mut self, value: &[u8]) {
        if let Some(place) = self.open.take() {
            let value = String::from_utf8_lossy(&value[..value.len().min(FACT_LEN_MAX)]);
            self.values[place] = Some(value.trim().to_owned());
        }
    }

    fn get(&self, name: &[u8]) -> &str {
        let place = ATTRIBUTES.iter().position(|wanted| *wanted == name);
        place.and_then(|place| self.values[place].as_deref()).unwrap_or_default()
    }
}

/// Paragraphs, with one blank between words.
#[derive(Default)]
struct Text {
    text: String,
    is_new: bool,
}

impl Text {
    /// What is longer than a row is not read to its end, as it becomes a reject.
    fn push(&mut self, part: &str) {
        if self.text.len() > ROW_LEN_MAX {
            return;
        }
        let is_apart = part.starts_with(char::is_whitespace);
        for (number, word) in part.split_whitespace().enumerate() {
            if std::mem::take(&mut self.is_new) && !self.text.is_empty() {
                self.text.truncate(self.text.trim_end().len());
                self.text.push('\n');
            } else if (number > 0 || is_apart) && !self.text.is_empty() && !self.text.ends_with(char::is_whitespace) {
                self.text.push(' ');
            }
            self.text.push_str(word);
        }
        if part.ends_with(char::is_whitespace) && !self.text.is_empty() && !self.text.ends_with(char::is_whitespace) {
            self.text.push(' ');
        }
    }
}

impl Page {
    fn event(&mut self, event: &CallbackEvent<'_>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.tag.clear();
                self.tag.extend(name.iter().take(32));
                self.attributes = Attributes::default();
            }
            CallbackEvent::AttributeName { name } => self.attributes.open(name),
            CallbackEvent::AttributeValue { value } => self.attributes.set(value),
            CallbackEvent::CloseStartTag { self_closing } => self.start(*self_closing),
            CallbackEvent::EndTag { name } => self.end(name),
            CallbackEvent::String { value } => self.text(&String::from_utf8_lossy(value)),
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
    }

    fn start(&mut self, is_closed: bool) {
        let tag = std::mem::take(&mut self.tag);
        match &*tag {
            b"html" => set(&mut self.told.language, self.attributes.get(b"lang")),
            b"meta" => self.meta(),
            b"link" if self.attributes.get(b"rel").eq_ignore_ascii_case("canonical") => {
                set(&mut self.told.url, self.attributes.get(b"href"));
            }
            b"time" => set(&mut self.time, self.attributes.get(b"datetime")),
            b"title" => self.is_title = self.title.is_empty() && !is_closed,
            b"h1" => self.in_heading = self.heading.is_empty(),
            // A story is never within what is beside it; somebody forgot an end.
            b"article" | b"main" => {
                self.in_article += 1;
                self.aside = None;
            }
            _ => {}
        }
        self.is_linked = &*tag == b"script" && self.attributes.get(b"type").eq_ignore_ascii_case("application/ld+json");
        match &mut self.aside {
            Some((name, open)) if *name == tag => *open += 1,
            None if ASIDE.contains(&&*tag) && !(is_closed && &*tag == b"svg") => self.aside = Some((tag.clone(), 1)),
            _ => {}
        }
        self.parted(&tag);
        self.tag = tag;
    }

    fn end(&mut self, name: &[u8]) {
        if let Some((aside, open)) = &mut self.aside
            && aside == name
        {
            *open -= 1;
            if *open == 0 {
                self.aside = None;
            }
        }
        match name {
            b"title" => self.is_title = false,
            b"script" => self.is_linked = false,
            b"h1" => self.in_heading = false,
            b"article" | b"main" => self.in_article = self.in_article.saturating_sub(1),
            _ => {}
        }
        self.parted(name);
    }

    /// Whether a tag begins or ends a paragraph.
    fn parted(&mut self, tag: &[u8]) {
        if !INLINE.contains(&tag) {
            (self.article.is_new, self.all.is_new) = (true, true);
        }
    }

    fn meta(&mut self) {
        let content = self.attributes.get(b"content").to_owned();
        let keys = [&b"property"[..], b"name", b"itemprop"].map(|name| self.attributes.get(name).to_lowercase());
        for key in keys {
            let fact = match &*key {
                "og:title" | "twitter:title" => &mut self.told.title,
                "og:url" => &mut self.told.url,
                "author" | "article:author" | "dc.creator" | "byl" | "parsely-author" => &mut self.told.author,
                "article:published_time"
                | "datepublished"
                | "date"
                | "pubdate"
                | "dc.date"
                | "dc.date.issued"
                | "dcterms.created"
                | "parsely-pub-date" => &mut self.told.published,
                "og:site_name" | "application-name" => &mut self.told.site,
                "og:locale" | "content-language" | "dc.language" => &mut self.told.language,
                _ => continue,
            };
            // Some name the address of a page about the author.
            if !(key == "article:author" && content.starts_with("http")) {
                set(fact, &content);
            }
        }
    }

    fn text(&mut self, text: &str) {
        if self.is_linked {
            linked::read(text, &mut self.linked);
        } else if self.is_title {
            set(&mut self.title, text);
        } else if self.in_heading {
            // A heading may be within what is passed over, and is no paragraph.
            let mut heading = Text { text: std::mem::take(&mut self.heading), is_new: false };
            heading.push(text);
            self.heading = heading.text;
        } else if self.aside.is_none() {
            self.all.push(text);
            if self.in_article > 0 {
                self.article.push(text);
            }
        }
    }

    fn document(self) -> Document {
        let Self { told, linked, article, all, .. } = self;
        let first = |facts: &[&str]| {
            let fact = facts.iter().find(|fact| !fact.trim().is_empty()).copied().unwrap_or_default();
            fact.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        let text = if article.text.is_empty() { all.text } else { article.text };
        Document {
            title: first(&[&told.title, &linked.title, &self.heading, &self.title]),
            url: first(&[&told.url, &linked.url]),
            author: first(&[&told.author, &linked.author]),
            published: first(&[&told.published, &linked.published, &self.time]),
            language: first(&[&told.language, &linked.language]),
            site: first(&[&told.site, &linked.site]),
            text: text.trim_end().to_owned(),
        }
    }
}

/// What is said first counts.
fn set(fact: &mut String, value: &str) {
    if fact.trim().is_empty() {
        value[..value.floor_char_boundary(FACT_LEN_MAX)].clone_into(fact);
    }
}
