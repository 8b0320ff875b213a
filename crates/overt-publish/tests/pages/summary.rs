//! The summary page: complete, self-contained, and never without its warnings.

use std::collections::BTreeSet;

use overt_publish::charts::Category;
use overt_publish::summary::SummaryError;

use crate::invented::summary;
use crate::page::found;

const HOSTILE: &str = "</dd><script>alert(1)</script>\"'&";

#[test]
fn a_hostile_text_stays_text_wherever_it_stands() {
    let mut summary = summary();
    let category = Category { code: HOSTILE.into(), label: HOSTILE.into(), group: Some(HOSTILE.into()) };
    summary.title = HOSTILE.into();
    summary.notice = Some(HOSTILE.into());
    for fact in [&mut summary.facts.codebook, &mut summary.facts.snapshot, &mut summary.facts.program] {
        *fact = HOSTILE.into();
    }
    summary.figures[0].label = HOSTILE.into();
    summary.figures[0].note = HOSTILE.into();
    summary.linkage = HOSTILE.into();
    summary.nexus.rows[0] = category.clone();
    summary.standing_labels[0] = HOSTILE.into();
    summary.cells[0].stage = category.clone();
    summary.cells[0].actor = category.clone();
    summary.cells[0].act = category;
    summary.not_known[0] = HOSTILE.into();
    summary.sources[0].name = HOSTILE.into();
    summary.sources[0].what = HOSTILE.into();
    summary.sources[0].files[0] = HOSTILE.into();
    summary.control.excluded[0].reason = HOSTILE.into();
    summary.next[0].what = HOSTILE.into();
    summary.next[0].command = HOSTILE.into();
    let page = summary.to_html().unwrap();
    assert!(!page.contains("<script"));
    assert!(page.matches("&#60;script").count() >= 19, "it is shown as text");
}

#[test]
fn the_page_carries_its_warnings() {
    let mut summary = summary();
    let page = summary.to_html().unwrap();
    assert!(page.contains(summary.notice.as_deref().unwrap()));
    assert!(page.contains("It is a reason to look, not a finding about anybody."));
    assert!(page.contains("How acts are counted"));
    summary.notice = None;
    let page = summary.to_html().unwrap();
    assert!(page.contains("<strong>For internal use:</strong> small numbers are not suppressed here; do not publish."));
    assert!(!page.contains("class=\"notice\""));
}

#[test]
fn every_number_is_on_the_page() {
    let summary = summary();
    let page = summary.to_html().unwrap();
    let numbers: BTreeSet<_> = found(r">([0-9,]+)</(?:td|dd|text)>", &page)
        .into_iter()
        .map(|digits| digits.replace(',', "").parse::<u64>().unwrap())
        .collect();
    let cells = summary.cells.iter().flat_map(|cell| {
        let counts = [cell.acts, cell.sources, cell.contributors, cell.unknown];
        counts.into_iter().chain(cell.standings)
    });
    let sources = summary.sources.iter().flat_map(|source| [source.rows, source.records, source.rejects, source.acts]);
    let control = [summary.control.rows_in, summary.control.counted, summary.control.accounted()];
    let excluded = summary.control.excluded.iter().map(|excluded| excluded.rows);
    let figures = summary.figures.iter().map(|figure| figure.value);
    let states = summary.states.rows.iter().flat_map(|row| row.counts);
    let all = cells.chain(sources).chain(control).chain(excluded).chain(figures).chain(states);
    for number in all {
        assert!(numbers.contains(&number), "{number}");
    }
}

#[test]
fn the_cells_of_the_table_add_up_to_those_of_the_map() {
    let summary = summary();
    let acts: u64 = summary.cells.iter().map(|cell| cell.acts).sum();
    assert_eq!(acts, summary.nexus.cells.iter().map(|cell| cell.value).sum::<u64>());
    let page = summary.to_html().unwrap();
    let total = format!("{},{:03}", acts / 1000, acts % 1000);
    assert!(page.contains(&format!("<caption>{total} acts of corruption by stage, actor and act")));
    assert!(page.contains(&format!("<p class=\"finding\">{total} acts of corruption in ")));
}

#[test]
fn there_is_no_page_when_a_row_is_lost() {
    let mut summary = summary();
    summary.control.rows_in += 1;
    let error = summary.to_html().unwrap_err();
    assert!(matches!(error, SummaryError::Unbalanced { rows_in, accounted } if rows_in == accounted + 1), "{error}");
}

#[test]
fn a_source_that_nobody_judged_says_so() {
    let mut summary = summary();
    summary.sources.retain(|source| source.grade.is_none());
    assert!(summary.to_html().unwrap().contains("<td>not judged</td>"));
}

#[test]
fn the_page_stands_alone_and_leads_only_to_itself() {
    let page = summary().to_html().unwrap();
    assert!(page.starts_with("<!doctype html>\n<html lang=\"en\">"));
    assert!(page.contains("content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\""));
    let ids = found(r#" id="([^"]+)""#, &page);
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "an id is used once");
    for link in found(r#"(?:href|src)="([^"]*)""#, &page) {
        assert!(link.strip_prefix('#').is_some_and(|target| ids.contains(&target)), "{link}");
    }
    for names in found(r#"aria-labelledby="([^"]+)""#, &page) {
        assert!(names.split(' ').all(|name| ids.contains(&name)), "{names}");
    }
    let levels: Vec<u8> = found("<h([1-6])", &page).iter().map(|level| level.parse().unwrap()).collect();
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "no level of headings is skipped");
    for forbidden in ["<script", "<link", "<img", "<iframe", "url(http", "@import"] {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
}

#[test]
fn the_same_summary_gives_the_same_bytes() {
    assert_eq!(summary().to_html().unwrap(), summary().to_html().unwrap());
}
