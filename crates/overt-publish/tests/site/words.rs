//! Languages, and in which direction they are written.

use regex::Regex;

use super::house::{Answer, Open};

fn style(site: &Open) -> Answer {
    let page = site.get("/en/");
    let path = Regex::new(r#"href="(/assets/[0-9a-f]+\.css)""#).expect("a pattern");
    site.get(&path.captures(page.text()).expect("it has a style sheet")[1])
}

#[test]
fn no_style_depends_on_the_direction_in_which_a_language_is_written() {
    let css = style(&Open::new());
    let sides = Regex::new(r"\b(left|right)\b").expect("a pattern");
    let found: Vec<&str> = sides.find_iter(css.text()).map(|found| found.as_str()).collect();
    assert!(found.is_empty(), "{found:?}");
    // Of four lengths the second is that of the right side and the fourth that of the left.
    let four = Regex::new(
        r"(?:margin|padding|border-width|border-radius|inset):([^\s;}]+) ([^\s;}]+) ([^\s;}]+) ([^\s;}]+)[;}]",
    );
    let uneven = four.expect("a pattern").captures_iter(css.text()).find(|found| found[2] != found[4]);
    assert_eq!(uneven.map(|found| found[0].to_owned()), None);
}

#[test]
fn every_page_says_its_direction_and_every_english_text_within_it_that_it_is_english() {
    let site = Open::new();
    for (lang, found) in [("en", "They go together."), ("es", "Van juntos."), ("fr", "Ils vont ensemble.")] {
        for path in ["/", "/lab/one-other", "/methods/undercount", "/nowhere"] {
            let page = site.get(&format!("/{lang}{path}"));
            assert!(page.text().contains(&format!("<html lang=\"{lang}\" dir=\"ltr\">")), "{lang} {path}");
        }
        let analysis = site.get(&format!("/{lang}/lab/one-other"));
        assert!(analysis.text().contains("<h1>One and other</h1>"), "{}", analysis.text());
        assert!(analysis.text().contains(&format!("<div><p>{found}</p></div>")), "{}", analysis.text());
        let method = site.get(&format!("/{lang}/methods/undercount"));
        assert!(method.text().contains("<h1 lang=\"en\" dir=\"ltr\">"));
        assert!(method.text().contains("<div class=\"text\" lang=\"en\" dir=\"ltr\">"));
        assert!(site.get(&format!("/{lang}/methods")).text().contains("<dl class=\"rows\" lang=\"en\" dir=\"ltr\">"));
    }
}

#[test]
fn the_words_of_a_map_are_those_of_the_page() {
    let site = Open::new();
    let expected = [
        (
            "en",
            "no data, not zero (",
            "NPL Nepal: ",
            "Borders are those of Natural Earth",
            "Northern Cyprus: an area without a code",
        ),
        (
            "es",
            "sin datos, que no es cero (",
            "NPL Nepal: ",
            "Las fronteras son las de Natural Earth",
            "Chipre del Norte: una zona sin código",
        ),
        (
            "fr",
            "pas de données, ce qui n’est pas zéro (",
            "NPL Népal: ",
            "Les frontières sont celles de Natural Earth",
            "Chypre du Nord: une zone sans code",
        ),
    ];
    for (lang, legend, country, borders, area) in expected {
        let answer = site.get(&format!("/{lang}/countries"));
        let (before, rest) = answer.text().split_once("<svg").expect("there is a map");
        let (drawing, after) = rest.split_once("</svg>").expect("it ends");
        for words in [legend, country, borders, area] {
            assert!(drawing.contains(words), "{lang}: {words}");
        }
        let (numbers, after) = after.split_once("</details>").expect("its numbers follow");
        assert!(numbers.contains(borders), "who reads the numbers in place of the drawing is told, too");
        assert!(!before.contains("Natural Earth") && !after.contains("Natural Earth"), "{lang} says it again");
        if lang != "en" {
            for words in ["no data", "without a code", "suppressed", " to ", " and ", "Details"] {
                assert!(!drawing.contains(&format!(">{words}")) && !numbers.contains(words), "{lang}: {words}");
            }
        }
    }
}

#[test]
fn every_page_says_that_what_is_recorded_is_not_what_happened() {
    let site = Open::new();
    let says = [
        ("en", "What is recorded is not what happened."),
        ("es", "Lo registrado no es lo ocurrido."),
        ("fr", "Ce qui est enregistré n’est pas ce qui s’est passé."),
    ];
    for (lang, words) in says {
        for path in ["/", "/nexus", "/countries/QAT", "/codebook/stages", "/methods/undercount", "/about", "/nowhere"] {
            let page = site.get(&format!("/{lang}{path}"));
            let (_, foot) = page.text().split_once("<footer>").expect("it has a foot");
            assert!(foot.contains(words), "{lang} {path}");
        }
    }
}

#[test]
fn a_page_that_is_not_there_is_no_other_page_and_is_said_so_in_every_language() {
    let site = Open::new();
    let link = |lang: &str, path: &str| format!("<a href=\"/{lang}{path}\" lang=\"{lang}\"");
    for (asked, path) in [("/es/nowhere", "/nowhere"), ("/es/data/acts/9", "/data/acts/9"), ("/es", "/")] {
        let page = site.get(asked);
        assert_eq!(page.status, 404, "{asked}");
        assert!(page.text().contains("Esta página no existe") && !page.text().contains("aria-current=\"page\""));
        assert!(!page.text().contains("rel=\"alternate\""), "there is none in another language either");
        for lang in ["en", "es", "fr"] {
            assert!(page.text().contains(&link(lang, path)), "{asked} does not lead to {lang}");
        }
    }
    let file = site.get_with("/data/acts/1/none.csv", "Accept-Language: fr\r\n");
    assert!(file.text().contains(&link("es", "/data/acts/1/none.csv")) && file.text().contains("<html lang=\"fr\""));
    let hostile = site.get("/es/\"><script>alert(1)</script>");
    assert!(!hostile.text().contains("<script>"), "{}", hostile.text());
    let there = site.get("/es/data");
    assert_eq!(there.text().matches("aria-current=\"page\"").count(), 1);
}
