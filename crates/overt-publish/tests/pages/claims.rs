//! What claims beside their recomputation look like.

use overt_analysis::series::Exclusion;
use overt_publish::claims::{Check, ClaimGroup, Claims, JudgedClaim, Verdict, claims_csv, claims_page, claims_text};

use crate::page::{found, stands_alone};

fn check(what: &str, found: Option<&str>, agrees: Option<bool>) -> Check {
    let found = found.map(str::to_owned);
    Check { what: what.to_owned(), claimed: "12".to_owned(), found, values: Vec::new(), agrees }
}

fn claim(verdict: Verdict, checks: Vec<Check>) -> JudgedClaim {
    JudgedClaim {
        says: "An invented paper, page 3".to_owned(),
        what: "Something is <b>twelve</b> in every place that was ever invented for a test.".to_owned(),
        verdict,
        reason: "Because of this.".to_owned(),
        checks,
        n: Some(40),
        exclusions: vec![Exclusion { who: "AAA".to_owned(), why: "no value".into() }],
        method: "counting".to_owned(),
        files: vec!["invented.csv".to_owned()],
    }
}

fn invented() -> Claims {
    let whole = [
        claim(Verdict::Reproduces, vec![check("it", Some("12.0"), Some(true))]),
        claim(
            Verdict::InPart,
            vec![check("it", Some("12.0"), Some(true)), check("a second thing", Some("13.0"), Some(false))],
        ),
        claim(Verdict::CannotBeVerified, vec![check("it", None, None)]),
        claim(Verdict::Contradicted, Vec::new()),
    ];
    Claims { groups: vec![ClaimGroup { title: "Invented things".to_owned(), claims: whole.into() }] }
}

#[test]
fn a_screen_has_every_claim_with_what_differs_marked_and_the_counts_at_the_end() {
    let text = claims_text(&invented());
    assert!(text.lines().all(|line| line.chars().count() <= 120), "{text}");
    assert!(text.contains("≠ 13.0") && !text.contains("≠ 12.0"), "{text}");
    assert!(text.contains("n 40, 1 left out. invented.csv. counting"), "{text}");
    let counts = "4 claims. Reproduces: 1; reproduces in part: 1; does not reproduce: 0; contradicted: 1; cannot be verified: 1.\n";
    assert!(text.ends_with(counts), "{text}");
}

#[test]
fn a_page_can_only_show_text_and_has_an_article_for_each_claim() {
    let page = claims_page(&invented()).unwrap();
    assert!(!page.contains("<script") && !page.contains("<b>twelve"), "{page}");
    assert_eq!(page.matches("<article").count(), 4);
    let verdicts = found(r#"<span class="verdict ([a-z-]+)">"#, &page);
    assert_eq!(verdicts, ["reproduces", "in-part", "cannot-be-verified", "contradicted"]);
    assert!(page.contains("13.0 (differs)") && page.contains("not recomputed") && page.contains("AAA: no value"));
    assert_eq!(found(r##"href="#(group-[0-9]+)""##, &page), ["group-1"]);
    stands_alone(&page);
}

#[test]
fn a_table_has_a_row_for_each_thing_that_is_claimed_and_one_for_a_claim_without_any() {
    let bytes = claims_csv(&invented()).unwrap();
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 5);
    assert_eq!((&rows[2][5], &rows[2][6], &rows[2][7]), ("13.0", "no", "in-part"));
    assert_eq!((&rows[3][5], &rows[3][6]), ("", ""));
}
