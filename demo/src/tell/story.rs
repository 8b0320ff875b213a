//! A story about an act, in one of three languages, as a page of the newsroom.

use jiff::civil::Date;

use super::{site, who};
use crate::NOTICE;
use crate::chance::Chance;
use crate::countries::COUNTRIES;
use crate::words::{ROLES, word};
use crate::world::{Act, Region};

/// A story, before it is a page.
pub(crate) struct Story {
    pub(crate) address: String,
    pub(crate) language: &'static str,
    pub(crate) headline: String,
    pub(crate) author: String,
    pub(crate) published: Date,
    /// Somebody whom the story names in the words of others.
    pub(crate) named: Option<String>,
    paragraphs: [String; 3],
}

pub(crate) const OUTLET: &str = "The Invented Observer";

impl Story {
    /// What the newsroom writes about an act: what is alleged, what the authority answers, and who is named by others.
    pub(crate) fn of(region: &Region, (number, act): (usize, &Act), published: Date, chance: &mut Chance) -> Self {
        let site = match site(region, act) {
            "" => "Villa Ficticia",
            site => site,
        };
        let named = who(region, act).filter(|_| chance.is(250)).map(|(person, _)| person.name.told(chance));
        let sum = act.sum.map(|sum| format!("{} {sum}", COUNTRIES[act.country].currency));
        let language = chance.mostly(&["en", "es", "fr"]);
        let tell = match language {
            "es" => spanish,
            "fr" => french,
            _ => english,
        };
        let (headline, paragraphs) = tell(site, act, sum.as_deref(), named.as_deref());
        let address = format!("https://observer.example/{}/{}-{number:05}", published.year(), region.number);
        let author = format!("Reporter Ejemplo {}", 1 + chance.below(8));
        Self { address, language, headline, author, published, named, paragraphs }
    }

    /// The page, with what newsrooms put around a story.
    pub(crate) fn page(&self) -> String {
        let Self { address, language, headline, author, published, paragraphs, .. } = self;
        let text = paragraphs.join("</p>\n<p>");
        format!(
            "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{headline} | {OUTLET}</title>\n\
             <link rel=\"canonical\" href=\"{address}\">\n<meta property=\"og:title\" content=\"{headline}\">\n\
             <meta property=\"og:site_name\" content=\"{OUTLET}\">\n<meta name=\"author\" content=\"{author}\">\n\
             <meta property=\"article:published_time\" content=\"{published}\">\n</head>\n<body>\n<header>{NOTICE}</header>\n\
             <nav><a href=\"/\">Home</a> <a href=\"/world\">World</a></nav>\n<article>\n<h1>{headline}</h1>\n<p>{text}</p>\n</article>\n\
             <footer>{NOTICE}</footer>\n</body>\n</html>\n"
        )
    }
}

/// A headline and what stands below it.
type Text = (String, [String; 3]);

fn english(site: &str, act: &Act, sum: Option<&str>, named: Option<&str>) -> Text {
    let role = word(&ROLES, act.role, 1);
    let sum = sum.map_or_else(|| "Nobody knows what was paid.".into(), |sum| format!("They speak of {sum}."));
    let named = named.map_or_else(|| "They give no name.".into(), |name| format!("One of them names {name}."));
    let first =
        format!("Several people tell what is said to have happened at {site} in {}. {sum} {named}", act.day.year());
    let second = "The authority answered that it is looking into it. Nobody has been convicted of it.";
    let headline = format!("{site}: questions about an alleged favour ({role})");
    (headline, [first, second.into(), "This story is invented.".into()])
}

fn spanish(site: &str, act: &Act, sum: Option<&str>, named: Option<&str>) -> Text {
    let role = word(&ROLES, act.role, 2);
    let sum = sum.map_or_else(|| "No se sabe cuánto se pagó.".into(), |sum| format!("Se habla de {sum}."));
    let named = named.map_or_else(|| "No dan nombres.".into(), |name| format!("Una de ellas nombra a {name}."));
    let first =
        format!("Varias personas relatan lo que habría ocurrido en {site} en {}. {sum} {named}", act.day.year());
    let second = "La autoridad respondió que lo examina. Nadie ha sido condenado por ello.";
    let headline = format!("{site}: preguntas sobre un presunto favor ({role})");
    (headline, [first, second.into(), "Esta historia es inventada.".into()])
}

fn french(site: &str, act: &Act, sum: Option<&str>, named: Option<&str>) -> Text {
    let sum = sum.map_or_else(|| "La somme n’est pas connue.".into(), |sum| format!("On parle de {sum}."));
    let named =
        named.map_or_else(|| "Elles ne nomment personne.".into(), |name| format!("L’une d’elles nomme {name}."));
    let first =
        format!("Plusieurs personnes racontent ce qui se serait passé à {site} en {}. {sum} {named}", act.day.year());
    let second = "L’autorité répond qu’elle examine les faits. Personne n’a été condamné.";
    let headline = format!("{site} : des questions sur une faveur présumée");
    (headline, [first, second.into(), "Cette histoire est inventée.".into()])
}
