//! What the public site shows of data that may be passed on: figures of countries, and what is computed of them.

use std::collections::BTreeSet;

use overt_analysis::undercount::{Plan, estimate};
use overt_model::{Lang, Text};
use overt_publish::analysis::indices;
use overt_publish::findings::{self, Origin};
use overt_publish::language::pick;
use overt_publish::report::Report;
use overt_publish::site::{Analysis, Figures, Outcome, Topic};

use super::indices::{Choice, lab};
use super::library::{Entry, Library, entries};
use super::problems;
use super::undercount::{STUDIES, of_study};
use crate::threads::all_threads;

/// Where random numbers start: the same page for everybody.
const SEED: u32 = 1;

/// The series that came with the program.
pub(crate) fn figures() -> anyhow::Result<Vec<Figures>> {
    let library = Library::new(None);
    shipped()
        .into_iter()
        .map(|entry| {
            Ok(Figures {
                series: library.series(&entry.id)?,
                id: entry.id,
                name: format!("{}, {}", entry.name, entry.edition),
                words: entry.scale,
                publisher: entry.publisher,
                licence: entry.licence,
            })
        })
        .collect()
}

fn shipped() -> Vec<Entry> {
    entries().into_iter().filter(|entry| entry.shipped).collect()
}

/// Every two of these series side by side, and every study of several lists that came with the program.
pub(crate) fn analyses() -> anyhow::Result<Vec<Analysis>> {
    let (shipped, library) = (shipped(), Library::new(None));
    let pairs =
        shipped.iter().enumerate().flat_map(|(at, one)| shipped[at + 1..].iter().map(move |other| (one, other)));
    let mut analyses: Vec<Analysis> = pairs.map(|(one, other)| of_pair(one, other)).collect();
    let rows = library.rows(STUDIES)?;
    let studies: BTreeSet<&str> = rows.iter().map(|row| row.get("dataset")).collect();
    analyses.extend(studies.into_iter().map(of_one_study));
    Ok(analyses)
}

fn of_pair(one: &Entry, other: &Entry) -> Analysis {
    let choice = Choice::of(&one.id, &other.id);
    let id = format!("{}-{}", one.id, other.id);
    Analysis {
        topic: Topic::Lab,
        id: id.clone(),
        title: format!("{} × {}", one.name, other.name),
        make: Box::new(move || {
            let lab = lab(&Library::new(None), &choice).map_err(|error| error.to_string())?;
            in_every_language(&id, |lang| indices(&lab, &[], lang))
        }),
    }
}

fn of_one_study(study: &str) -> Analysis {
    let name = study.to_owned();
    Analysis {
        topic: Topic::Undercount,
        id: name.clone(),
        title: name.clone(),
        make: Box::new(move || {
            let histories = of_study(&Library::new(None), &name).map_err(|error| error.to_string())?;
            let plan = Plan::usual(histories.names().len(), SEED, all_threads());
            let found = estimate(&histories, &plan).map_err(|found| problems(&found).to_string())?;
            in_every_language(&name, |lang| {
                // Without the day: the page is the same on every one.
                let study = pick(lang, ["Study", "Estudio", "Étude"]).to_owned();
                let origin = Origin { facts: vec![(study, name.clone())], ..Origin::default() };
                findings::undercount(&found, &origin, lang)
            })
        }),
    }
}

/// What is computed once, told in each language.
fn in_every_language<'a>(id: &str, told: impl Fn(Lang) -> Report<'a>) -> Result<Outcome, String> {
    let reports = Lang::ALL.map(told);
    let folder = format!("{id}/pictures");
    let [en, es, fr] = reports.each_ref().map(|report| report.to_part(&folder).map_err(|error| error.to_string()));
    Ok(Outcome { part: Text { en: en?, es: es?, fr: fr? }, pictures: reports.map(|report| report.pictures()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The digits that a reader sees, in their order of size: drawings differ where words break.
    fn digits(part: &str) -> Vec<char> {
        let said = part
            .replace("&#39;", "")
            .split('<')
            .filter_map(|piece| Some(piece.split_once('>')?.1.to_owned()))
            .collect::<String>();
        let mut digits: Vec<char> = said.chars().filter(char::is_ascii_digit).collect();
        digits.sort_unstable();
        digits
    }

    #[test]
    fn every_analysis_that_came_with_the_program_has_the_same_numbers_in_every_language() {
        let analyses = analyses().unwrap();
        assert!(analyses.len() >= 13);
        for one in analyses {
            let Outcome { part: told, pictures } = (one.make)().unwrap();
            for lang in [Lang::Es, Lang::Fr] {
                assert!(!told.translation(lang).is_empty() && told.get(lang) != told.en, "{} {lang:?}", one.id);
                assert_eq!(digits(told.get(lang)), digits(&told.en), "{} {lang:?}", one.id);
                let is_english = ["En inglés:", "En anglais :"].iter().any(|words| told.get(lang).contains(words));
                assert!(!is_english, "{} {lang:?} has a reason in English only", one.id);
            }
            for (lang, pictures) in Lang::ALL.into_iter().zip(&pictures) {
                assert!(!pictures.is_empty(), "{}", one.id);
                for picture in pictures {
                    let address = format!("{}/pictures/{}.", one.id, picture.id);
                    assert_eq!(told.get(lang).matches(&address).count(), 2, "{address} {lang:?}");
                    let lang_said = format!("xml:lang=\"{}\"", lang.code());
                    assert!(picture.svg.contains(&lang_said) && !picture.csv.is_empty(), "{address} {lang:?}");
                }
            }
        }
    }
}
