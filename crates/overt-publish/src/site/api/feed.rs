//! News for feed readers: what was released and what was corrected, as Atom (RFC 4287).

use jiff::civil::Date;
use overt_model::Lang;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::asked::{Answer, Asked, Words};
use super::refused::Refused;
use super::{Addresses, urn};
use crate::site::Site;
use crate::site::about::Correction;
use crate::site::language::say;
use crate::site::pages::method;
use crate::site::releases::Published;

/// So many entries are in it: the newest.
const ENTRIES_MAX: usize = 100;
const KIND: &str = "application/atom+xml";

/// Something new.
struct Entry {
    id: String,
    title: String,
    day: Date,
    path: String,
    summary: String,
}

/// What is new
#[utoipa::path(
    get,
    path = "/feed.atom",
    tag = "interface",
    params(Words),
    responses(
        (status = 200, description = "Releases and corrections, the newest first.", content((String = "application/atom+xml"))),
        Refused,
    ),
)]
pub(super) async fn feed(asked: Asked) -> Answer {
    asked.allow(&["lang"])?;
    let lang = asked.lang()?;
    Ok(asked.answer(&format!("feed {}", lang.code()), KIND, || written(&asked.site, lang)))
}

fn written(site: &Site, lang: Lang) -> Vec<u8> {
    let mut out = Writer::new(Vec::new());
    let done = out
        .write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))
        .and_then(|()| whole(&mut out, site, lang));
    done.expect("memory takes everything");
    out.into_inner()
}

fn whole(out: &mut Writer<Vec<u8>>, site: &Site, lang: Lang) -> std::io::Result<()> {
    let (to, name) = (Addresses::of(&site.about), site.about.name.get(lang));
    let entries = entries(site, lang);
    // Where nothing was released, the codebook is what there is.
    let updated = entries.first().map_or(site.codebook.date, |entry| entry.day);
    let feed = out
        .create_element("feed")
        .with_attributes([("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", lang.code())]);
    feed.write_inner_content(|out| {
        text(out, "id", &urn("feed"))?;
        text(out, "title", name)?;
        text(out, "updated", &moment(updated))?;
        out.create_element("author").write_inner_content(|out| text(out, "name", name))?;
        link(out, "self", KIND, &to.to("/feed.atom"))?;
        link(out, "alternate", "text/html", &to.to(&format!("/{}/", lang.code())))?;
        entries.iter().try_for_each(|entry| one(out, entry, &to))
    })?;
    Ok(())
}

fn entries(site: &Site, lang: Lang) -> Vec<Entry> {
    let released = site.releases.newest_first().into_iter().map(|one| of_release(one, lang));
    let corrected = site.about.corrections.iter().map(|one| of_correction(one, lang));
    let mut entries: Vec<Entry> = corrected.chain(released).collect();
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.day));
    entries.truncate(ENTRIES_MAX);
    entries
}

fn of_release(one: &Published, lang: Lang) -> Entry {
    let policy = &one.policy;
    Entry {
        id: urn(&format!("{} {}", policy.name, policy.version)),
        title: format!("{} ({} {})", policy.title, say(lang, "version", &[]), policy.version),
        day: one.release.manifest().day,
        path: format!("/{}{}", lang.code(), one.path()),
        summary: [say(lang, method(&policy.method), &[]), say(lang, "limit-claims", &[])].join(" "),
    }
}

fn of_correction(one: &Correction, lang: Lang) -> Entry {
    Entry {
        id: urn(&format!("{} {} {} {}", one.release, one.version, one.day, one.what.en)),
        title: format!("{}: {} {}", say(lang, "corrections", &[]), one.release, one.version),
        day: one.day,
        path: format!("/{}/corrections", lang.code()),
        summary: [one.what.get(lang), one.answer.get(lang)].join(" "),
    }
}

fn one(out: &mut Writer<Vec<u8>>, entry: &Entry, to: &Addresses<'_>) -> std::io::Result<()> {
    out.create_element("entry").write_inner_content(|out| {
        text(out, "id", &entry.id)?;
        text(out, "title", &entry.title)?;
        text(out, "updated", &moment(entry.day))?;
        link(out, "alternate", "text/html", &to.to(&entry.path))?;
        text(out, "summary", &entry.summary)
    })?;
    Ok(())
}

fn moment(day: Date) -> String {
    format!("{day}T00:00:00Z")
}

fn text(out: &mut Writer<Vec<u8>>, name: &str, words: &str) -> std::io::Result<()> {
    // Letters that XML does not know cannot be written in it at all.
    let words: String = words.chars().filter(|letter| !letter.is_control() || ['\n', '\t'].contains(letter)).collect();
    out.create_element(name).write_text_content(BytesText::new(&words))?;
    Ok(())
}

fn link(out: &mut Writer<Vec<u8>>, relation: &str, kind: &str, address: &str) -> std::io::Result<()> {
    out.create_element("link").with_attributes([("rel", relation), ("type", kind), ("href", address)]).write_empty()?;
    Ok(())
}
