//! Briefs for print: what is known of one country, and what was released in some time. The same site gives the same bytes.

use jiff::civil::Date;
use overt_model::Lang;
use overt_protect::release::{ShownCount, ShownTable};

use super::Site;
use super::acts::{Acts, CountryTable};
use super::counts::{in_words, named, shown};
use super::figures::Figures;
use super::language::say;
use super::releases::Published;
use crate::charts::{Bar, Bars, Category, Heading, number};
use crate::report::{Grid, Report, Section};

/// So many bars are drawn; the table has all.
const BARS_MAX: usize = 15;
/// So many of the largest counts are named of a table.
const LARGEST_NAMED: usize = 5;

impl Site {
    /// What is known of one country, and what is not; nothing where no release and no series has it.
    pub fn country_brief(&self, code: &str) -> Option<Report<'static>> {
        let acts = Acts::of(&self.releases);
        let series: Vec<&Figures> = self.figures.iter().filter(|figures| !figures.of(code).is_empty()).collect();
        let country = self.codebook.list("countries")?.get(code)?;
        if series.is_empty() && !acts.counts.contains_key(code) {
            return None;
        }
        let mut report =
            self.report("Country brief", &format!("{}: corruption and trafficking", country.label.get(Lang::En)));
        report.headline(acts.counts.get(code).map_or_else(
            || say(Lang::En, "country-silent", &[]),
            |count| format!("Acts of corruption: {}", in_words(Lang::En, Some(*count))),
        ));
        for (place, table) in (1..).zip(acts.tables(Lang::En, code)) {
            report.section(of_country(place, &table));
        }
        report.section(others(code, &series));
        report.section(Section::limits(Lang::En, limits()));
        let releases: Vec<&Published> = acts.published.into_iter().collect();
        let figures = series.iter().map(|one| format!("{}: {}, {}.", one.name, one.publisher, one.licence));
        report.section(Section::method(Lang::En, sources(&releases).into_iter().chain(figures)));
        Some(report)
    }

    /// What was released from one day to another, what it tells, what it cost, and what was corrected.
    pub fn period_report(&self, first: Date, last: Date) -> Report<'static> {
        let is_in = |day: Date| (first..=last).contains(&day);
        let all = self.releases.newest_first();
        let releases: Vec<&Published> = all.into_iter().filter(|one| is_in(one.release.manifest().day)).collect();
        let mut report = self.report("Periodic report", &format!("{first} to {last}"));
        report.headline(match releases.len() {
            0 => "Nothing was released in this time.".to_owned(),
            1 => "One release was published in this time.".to_owned(),
            many => format!("{many} releases were published in this time."),
        });
        for (place, one) in (1..).zip(&releases) {
            report.section(of_release(place, one));
        }
        report.section(confirmed(&releases));
        let mut corrections = Section::new("corrections", "Corrections and replies");
        let in_time = self.about.corrections.iter().filter(|correction| is_in(correction.day));
        corrections.list(in_time.map(|correction| {
            format!(
                "{}, {} {}: {} {}",
                correction.day, correction.release, correction.version, correction.what.en, correction.answer.en
            )
        }));
        report.section(corrections);
        report.section(Section::limits(Lang::En, limits()));
        report.section(Section::method(Lang::En, sources(&releases)));
        report
    }

    fn report(&self, kind: &str, title: &str) -> Report<'static> {
        let mut report = Report::new(kind, title);
        if let Some(notice) = &self.about.notice {
            report.notice(&notice.en);
        }
        report
            .fact("Published by", &self.about.name.en)
            .fact("Contact", &self.about.contact)
            .fact("Program", &self.program);
        report
    }
}

/// Counts of a country by one column.
fn of_country(place: usize, table: &CountryTable) -> Section<'static> {
    let mut section = Section::new(format!("acts-{place}"), format!("By {}", table.title.to_lowercase()));
    section.words(match table.hidden {
        0 => "No number is hidden.".to_owned(),
        hidden => format!("{hidden} numbers are hidden because they are small, or would give away a small one."),
    });
    let rows = table.rows.iter().map(|(name, count)| (name.clone(), [count.clone()]));
    section
        .table(Grid::new("Acts of corruption that can be shown", table.title.clone()).figures("Acts", "").rows(rows));
    section
}

/// What others say of the country, year by year.
fn others(code: &str, series: &[&Figures]) -> Section<'static> {
    let mut section = Section::new("others", "What others say of it");
    for figures in series {
        let rows = figures.of(code).into_iter().rev().map(|(year, value)| (year.to_string(), [figures.say(value)]));
        section.table(Grid::new(figures.name.clone(), "Year").figures("Value", "").rows(rows));
    }
    section
}

/// The largest counts of each table of a release.
fn of_release(place: usize, one: &Published) -> Section<'static> {
    let id = format!("release-{place}");
    let mut section = Section::new(&id, format!("{}, version {}", one.policy.title, one.policy.version));
    for (at, table) in one.tables.iter().enumerate() {
        let (counts, hidden) = counts(table);
        let names: Vec<&str> = table.columns.iter().map(|column| column.label.get(Lang::En)).collect();
        let title = names.join(" × ");
        let largest: Vec<String> =
            counts.iter().take(LARGEST_NAMED).map(|(name, count)| format!("{name} {}", number(*count))).collect();
        section.finding(&format!(
            "{title}: {}. {} numbers are hidden, or may be only noise.",
            if largest.is_empty() {
                "no number can be told".to_owned()
            } else {
                format!("most in {}", largest.join("; "))
            },
            number(hidden)
        ));
        if at == 0 && !counts.is_empty() {
            let heading = Heading::new(&id, &title, "The largest numbers that can be shown.", "records");
            let bars = counts.into_iter().take(BARS_MAX).map(|(name, value)| Bar {
                category: Category::named(name),
                value,
                note: String::new(),
            });
            section.picture(Bars { heading, bar_name: title, bars: bars.collect() });
        }
    }
    section
}

/// What is admitted, charged or convicted, where a release tells how far claims have come.
fn confirmed(releases: &[&Published]) -> Section<'static> {
    let mut section = Section::new("confirmed", "What was tested by a court");
    let mut of_acts = releases.iter().filter(|one| one.policy.schema == "CorruptAct");
    if let Some((table, [stage, standing])) = of_acts.find_map(|one| one.table(["stage", "standing"])) {
        let convicted = table.columns[standing].values.iter().position(|(code, _)| code == "convicted");
        let rows = table.columns[stage].values.iter().enumerate().filter_map(|(at, (code, label))| {
            let mut places = vec![None; table.columns.len()];
            (places[stage], places[standing]) = (Some(at), Some(convicted?));
            let count = table.at(&places).filter(|count| table.tells(*count))?;
            Some((named(Lang::En, code, label), [shown(Some(count))]))
        });
        section.table(
            Grid::new("Acts for which somebody was convicted", "Stage")
                .figures("Acts", "“<” is hidden and not zero")
                .rows(rows),
        );
    }
    section
}

/// The counts of a table that tell of anybody, the largest first, and how many are hidden or may be noise.
fn counts(table: &ShownTable) -> (Vec<(String, u64)>, u64) {
    let sizes: Vec<usize> = table.columns.iter().map(|column| column.values.len()).collect();
    let (mut shown, mut hidden) = (Vec::new(), 0);
    for cell in 0..sizes.iter().product() {
        let mut left: usize = cell;
        let mut places = vec![None; sizes.len()];
        for (place, size) in places.iter_mut().zip(&sizes).rev() {
            *place = Some(left % size);
            left /= size;
        }
        let Some(count) = table.at(&places).filter(|count| *count != ShownCount::Impossible) else { continue };
        match count.number() {
            Some(0) => {}
            Some(value) if table.tells(count) => {
                let names = table.columns.iter().zip(&places).filter_map(|(column, place)| {
                    let (code, label) = column.values.get((*place)?)?;
                    Some(named(Lang::En, code, label))
                });
                shown.push((names.collect::<Vec<_>>().join(" × "), value));
            }
            _ => hidden += 1,
        }
    }
    shown.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    (shown, hidden)
}

fn limits() -> [String; 4] {
    ["limit-recorded", "limit-claims", "limit-hidden", "limit-compare"].map(|name| say(Lang::En, name, &[]))
}

/// The releases that numbers are from, with the fingerprint of what two people approved.
fn sources(releases: &[&Published]) -> Vec<String> {
    let source = |one: &&Published| {
        let manifest = one.release.manifest();
        format!(
            "{} {}, {}, {}: {} {}",
            one.policy.title,
            one.policy.version,
            manifest.day,
            one.policy.licence,
            say(Lang::En, super::pages::method(&one.policy.method), &[]),
            manifest.draft_hash()
        )
    };
    releases.iter().map(source).collect()
}
