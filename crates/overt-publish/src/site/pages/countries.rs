//! The world and each country: what is recorded there, what others say of it, and of which countries nothing is known.

use std::collections::BTreeSet;

use askama::Template;
use overt_protect::release::ShownCount;

use crate::charts::{Choropleth, CountryValue, Heading, MapValue};
use crate::site::acts::{Acts, CountryTable};
use crate::site::counts::{in_words, shown};
use crate::site::figure::{Figure, figure, map_words};
use crate::site::figures::Figures;
use crate::site::language::{Part, say};
use crate::site::place::{Ask, Missing};
use crate::site::shell::Shell;

#[derive(Template)]
#[template(path = "site/countries.html", whitespace = "minimize")]
struct Countries<'a> {
    shell: Shell<'a>,
    map: Option<String>,
    release: Option<(String, String)>,
    lines: Vec<Line>,
    series: Vec<String>,
    silent: usize,
}

struct Line {
    path: String,
    name: String,
    acts: String,
    figures: Vec<String>,
}

#[derive(Template)]
#[template(path = "site/country.html", whitespace = "minimize")]
struct Country<'a> {
    shell: Shell<'a>,
    acts: String,
    release: Option<(String, String)>,
    brief: String,
    tables: Vec<CountryTable>,
    series: Vec<Series>,
}

/// A series in one country.
struct Series {
    name: String,
    source: String,
    values: Vec<(i32, String)>,
}

/// All countries, on a map and in a table.
pub(super) fn page(ask: &Ask<'_>) -> Result<String, Missing> {
    let shell = Shell::named(ask, "countries");
    let acts = Acts::of(&ask.site.releases);
    let codes = codes(ask, &acts);
    let lines: Vec<Line> = codes
        .iter()
        .map(|code| Line {
            path: shell.to(&format!("/countries/{code}")),
            name: name(ask, code),
            acts: acts.counts.get(code).map_or_else(|| shell.say("nothing-told"), |count| shown(Some(*count))),
            figures: ask
                .site
                .figures
                .iter()
                .map(|figures| {
                    figures
                        .of(code)
                        .last()
                        .map_or_else(String::new, |(year, value)| format!("{} ({year})", figures.say(*value)))
                })
                .collect(),
        })
        .collect();
    let silent = codes.iter().filter(|code| !acts.counts.contains_key(*code)).count();
    let page = Countries {
        map: map(&shell, &acts).map(|map| figure(&shell, &map)),
        release: acts.published.map(|one| (shell.to(&one.path()), one.policy.title.clone())),
        lines,
        series: ask.site.figures.iter().map(|figures| figures.name.clone()).collect(),
        silent,
        shell,
    };
    Ok(page.render()?)
}

/// One country.
pub(super) fn one(ask: &Ask<'_>) -> Result<String, Missing> {
    let code = ask.parts.first().ok_or(Missing::Page)?;
    let acts = Acts::of(&ask.site.releases);
    if !codes(ask, &acts).contains(code) {
        return Err(Missing::Page);
    }
    let shell = Shell::new(ask, name(ask, code));
    let series = ask.site.figures.iter().filter_map(|figures| {
        let values: Vec<_> =
            figures.of(code).into_iter().rev().map(|(year, value)| (year, figures.say(value))).collect();
        (!values.is_empty()).then(|| Series {
            name: figures.name.clone(),
            source: format!("{}, {}", figures.publisher, figures.licence),
            values,
        })
    });
    let page = Country {
        acts: acts
            .counts
            .get(code)
            .map_or_else(|| shell.say("country-silent"), |count| in_words(ask.lang, Some(*count))),
        release: acts.published.map(|one| (shell.to(&one.path()), one.policy.title.clone())),
        brief: format!("/briefs/{code}"),
        tables: acts.tables(ask.lang, code),
        series: series.collect(),
        shell,
    };
    Ok(page.render()?)
}

/// The map of all countries.
pub(super) fn figures<'a>(ask: &Ask<'a>) -> Vec<Figure<'a>> {
    map(&Shell::named(ask, "countries"), &Acts::of(&ask.site.releases)).into_iter().collect()
}

/// The countries of which anything is known.
fn codes(ask: &Ask<'_>, acts: &Acts<'_>) -> BTreeSet<String> {
    let is_country = |code: &String| ask.site.codebook.list("countries").is_some_and(|list| list.contains(code));
    let of_figures = ask.site.figures.iter().flat_map(Figures::countries);
    of_figures.chain(acts.counts.keys().cloned()).filter(is_country).collect()
}

fn name(ask: &Ask<'_>, code: &str) -> String {
    let list = ask.site.codebook.list("countries");
    list.and_then(|list| list.get(code)).map_or(code, |country| country.label.get(ask.lang)).to_owned()
}

/// Where acts were recorded, if a release tells it.
fn map<'a>(shell: &Shell<'_>, acts: &Acts<'a>) -> Option<Figure<'a>> {
    let published = acts.published?;
    let places = shell.site.codebook.list("countries");
    let is_country = |code: &str| places.is_some_and(|list| list.contains(code));
    let value = |count: ShownCount| count.number().map_or(MapValue::Suppressed, MapValue::Count);
    let of_country = |(code, count): (&String, &ShownCount)| CountryValue {
        country: code.clone(),
        value: value(*count),
        is_marked: false,
        note: String::new(),
    };
    let values: Vec<CountryValue> = acts.counts.iter().filter(|(code, _)| is_country(code)).map(of_country).collect();
    let hidden = values.iter().filter(|value| value.value == MapValue::Suppressed).count();
    let parts = [("n", Part::Count((values.len() - hidden) as u64)), ("hidden", Part::Count(hidden as u64))];
    let finding = say(shell.lang, "map-finding", &parts);
    let [title, description, unit] = ["map-title", "map-description", "acts-of-corruption"].map(|name| shell.say(name));
    let heading = Heading::new("acts-by-country", &title, &description, &unit).language(shell.lang);
    let chart = Box::new(Choropleth { heading, values, mark: None, words: map_words(shell) });
    Some(Figure { chart, finding, published })
}
