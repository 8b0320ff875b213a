use std::io::Cursor;

use encoding_rs::WINDOWS_1252;
use proptest::prelude::*;

use super::*;
use crate::everything::Everything;
use crate::table::encoding::encoded;

fn page(html: impl AsRef<[u8]>) -> Everything {
    Everything::of(&mut Reader::page(Cursor::new(html.as_ref())).unwrap()).unwrap()
}

#[test]
fn a_story_is_told_from_what_stands_beside_it() {
    let html = "<!doctype html><html lang=es><head><title>Site | Story</title><meta charset=utf-8>
        <link rel=canonical href='https://example.org/a?b=1&amp;c=2'><meta property='og:title' content='Jueza &quot;X&quot; acusada'>
        <meta property=og:site_name content='El Ejemplo'><meta name=author content='Inventa Autora'>
        <meta property='article:published_time' content=2026-05-03T10:00:00Z><style>p{}</style></head>
        <body><nav><ul><li>Home<li>World</ul></nav><article><header><h1>Jueza <i>X</i></h1></header>
        <p>Pidi&oacute; <b>dinero</b>,\n dice la <a href=x>fiscal</a>.<p>Segundo p&#225;rrafo.</p>
        <script>var a = '<p>no</p>';</script><aside>More stories</aside></article><footer>&copy;</footer></body></html>";
    let found = page(html);
    let text = "Pidió dinero, dice la fiscal.\nSegundo párrafo.";
    let expected = [
        "Jueza \"X\" acusada",
        "https://example.org/a?b=1&c=2",
        "Inventa Autora",
        "2026-05-03T10:00:00Z",
        "es",
        "El Ejemplo",
        text,
    ];
    assert_eq!(
        (found.columns, found.rows),
        (COLUMNS.map(String::from).to_vec(), vec![expected.map(String::from).to_vec()])
    );
}

#[test]
fn what_is_written_for_search_engines_fills_what_is_missing() {
    let html = r#"<html><title>T</title><script type="application/ld+json">{"@graph":[{"@type":"WebSite"},{"@type":"NewsArticle",
        "headline":"H","datePublished":"2026-05-03","author":[{"name":"A"},{"name":"B"}],"publisher":{"name":"P"}}]}</script>
        <div>one<br>two</div>"#;
    assert_eq!(page(html).rows, [["H", "", "A, B", "2026-05-03", "", "P", "one\ntwo"]]);
}

#[test]
fn a_page_says_its_encoding_and_one_that_lies_is_found_out() {
    let html =
        |charset: &str| format!("<html><meta charset='{charset}'><p>Peña, niñez, corrupción, España, acción</p>");
    for charset in ["windows-1252", "utf-8"] {
        let found = page(encoded(&html(charset), WINDOWS_1252, false));
        assert_eq!(found.rows[0][6], "Peña, niñez, corrupción, España, acción", "{charset}");
    }
    assert_eq!(page("<html>a\0b").rejects.len() + page("<html>a\0b").rows.len(), 1);
}

#[test]
fn a_text_begins_with_its_title() {
    let story = |text: &str| Everything::of(&mut Reader::story(Cursor::new(text)).unwrap()).unwrap().rows;
    assert_eq!(
        story("A judge is charged\n\nShe says she is not.\r\nMore."),
        [["A judge is charged", "", "", "", "", "", "She says she is not.\nMore."]]
    );
    let long = "word ".repeat(100);
    assert_eq!(story(&format!("{long}\nrest"))[0][0], "");
    assert_eq!(story("one line")[0][6], "one line");
}

#[test]
fn hostile_pages_end_in_a_row_a_reject_or_an_error() {
    let size = 2 << 20;
    for pattern in [
        "<div>",
        "<b><p>",
        "<a ",
        "<a b='",
        "x",
        "&",
        "<!--",
        "<script>",
        "</p>",
        "<nav>",
        "<a a1=1 a2=2",
        "\0",
        "<table><tr>",
        "<title>",
        "<h1>y",
    ] {
        let found = page(format!("<html>{}", pattern.repeat(size / pattern.len())));
        assert_eq!(found.places, [1..=1], "{pattern}");
    }
    assert_eq!(page(format!("<p>{}", "x ".repeat(ROW_LEN_MAX))).rejects, [(1, Reason::TooLong)]);
    let error = Reader::page(Cursor::new("x".repeat(9 << 20))).err().unwrap().to_string();
    assert!(error.contains("8 MiB"));
    assert!(matches!(Reader::page(Cursor::new("")), Err(OpenError::Empty)));
}

proptest! {
    #[test]
    fn paragraphs_come_back_as_they_were_written(words in prop::collection::vec("[\\PC&&[^\\s]]{1,8}", 1..20), title in "[\\PC&&[^\\s]]{1,20}") {
        let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
        let paragraphs = words.iter().map(|word| format!("<p>{}</p>\n", escape(word))).collect::<Vec<_>>().concat();
        let found = page(format!("<html><title>{}</title><body>{paragraphs}", escape(&title)));
        prop_assert_eq!(&found.rows[0][6], &words.join("\n"));
        prop_assert_eq!(&found.rows[0][0], &title);
    }

    #[test]
    fn whatever_the_bytes_are_a_page_is_one_item(
        parts in prop::collection::vec(prop_oneof![prop::sample::select(vec!["<p>", "</article>", "<article>", "<nav", "</nav>", "<script>", "<meta name=author content='", "<title>", "<h1>", "<svg/>", "&#x", ">", "'", "{\"datePublished\":"]).prop_map(|part| part.as_bytes().to_vec()), prop::collection::vec(any::<u8>(), 0..6)], 1..40),
    ) {
        let bytes = parts.concat();
        if !bytes.is_empty() {
            prop_assert_eq!(page(&bytes).places, vec![1..=1]);
            prop_assert_eq!(Everything::of(&mut Reader::story(Cursor::new(&bytes)).unwrap()).unwrap().places, vec![1..=1]);
        }
    }
}
