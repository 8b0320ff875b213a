//! The pages of prices and of routes.

use overt_protect::release::ShownCount;
use overt_publish::site::Parts;

use super::house::{Open, parts};
use super::told::{fees, prices, routes};

fn open() -> Open {
    let mut releases = parts().releases;
    releases.extend([prices(), routes()]);
    Open::of(Parts { releases, ..parts() })
}

#[test]
fn where_nothing_was_released_about_it_a_page_says_so() {
    let site = Open::new();
    for (path, words) in [
        ("/en/prices", "Nothing was published about prices"),
        ("/es/prices", "No se publicó nada sobre precios"),
        ("/en/routes", "Nothing was published about routes"),
        ("/fr/routes", "Rien n’a été publié sur les routes"),
    ] {
        let page = site.get(path);
        assert!(page.text().contains(words) && !page.text().contains("<table"), "{path}");
    }
}

#[test]
fn the_middle_amount_is_told_where_nothing_could_move_it_and_a_few_amounts_are_hidden() {
    let site = open();
    let page = site.get("/en/prices");
    let page = page.text();
    assert!(page.contains("Amounts are in NPR Nepalese Rupee"), "{page}");
    let (_, medians) = page.split_once("id=\"middle\"").expect("there are medians");
    let row = |name: &str| {
        medians.split("<tr>").find(|row| row.contains(name)).unwrap_or_else(|| panic!("{name}: {medians}"))
    };
    assert!(medians.contains(" to under "), "{medians}");
    assert!(row(">R1<").contains("cannot be told"), "four amounts are hidden: {}", row(">R1<"));
    assert!(page.contains("/data/prices/1/01-stage-advantage_amount_npr.csv"));
    let actors = site.get("/en/prices?by=prices-actor-advantage_amount_npr");
    assert!(actors.text().contains("<td class=\"sum number\">") && actors.text().contains("P06"));
    assert!(site.get("/es/prices").text().contains("de 500 a menos de 1\u{202f}000"));
}

#[test]
fn fees_are_told_by_the_step_for_which_they_were_asked() {
    let counts = fees("kind = 'table'\nsets = [['step', 'paid_npr']]\nrules = { threshold = 11 }");
    let site = Open::of(Parts { releases: vec![counts], ..parts() });
    let page = site.get("/en/prices");
    assert!(
        page.text().contains("Visa") && page.text().contains(">400<") && page.text().contains(">800<"),
        "{}",
        page.text()
    );
    let cells =
        site.get_with("/api/v1/releases/fees/1/tables/01-step-paid_npr?limit=1000&step=visa", "Accept: text/csv\r\n");
    let mut rows = csv::Reader::from_reader(&cells.body[..]);
    let names = rows.headers().expect("there are some").clone();
    assert_eq!(names.iter().filter(|name| *name == "step").count(), 1, "{names:?}");
    assert!(rows.records().all(|row| &row.expect("a row")[0] == "visa"));
}

#[test]
fn shares_by_step_say_apart_to_what_they_were_rounded() {
    let shares = fees("kind = 'table'\nsets = [['step', 'paid_npr']]\nshares = 'step'");
    let counts: Vec<ShownCount> = {
        let table = shares.tables().remove(0);
        let sizes = [0, 1].map(|column: usize| table.columns[column].values.len());
        let places = (0..sizes[0]).flat_map(|row| (0..sizes[1]).map(move |column| [Some(row), Some(column)]));
        places.filter_map(|at| table.at(&at)).collect()
    };
    let whole = |count: &&ShownCount| matches!(count, ShownCount::Share { per_mille: 1000, step } if *step > 0);
    assert_eq!(counts.iter().filter(whole).count(), 2, "each of two bands is of one step: {counts:?}");
}

#[test]
fn a_route_is_a_line_with_its_number_and_a_hidden_one_is_none() {
    let site = open();
    let page = site.get("/en/routes");
    let page = page.text();
    assert!(page.contains("The largest: NPL Nepal → QAT Qatar (600)."), "{page}");
    assert!(page.contains("Of 60 legs the origin or destination is not known."));
    assert!(page.contains("3 numbers are hidden."));
    let (_, drawing) = page.split_once("<svg").expect("there is a map");
    let (drawing, _) = drawing.split_once("<details>").expect("its numbers follow");
    assert!(drawing.contains("Nepal to Qatar: 600 legs") && drawing.contains("no data, not zero"));
    assert!(!drawing.contains("Malaysia to Bangladesh"), "what is hidden is not drawn");
    let crossings = site.get("/en/routes?by=crossing_kind-payment_asked");
    assert!(crossings.text().contains("Airport") && !crossings.text().contains("<svg"));
}

#[test]
fn ribbons_have_the_numbers_of_the_map_with_what_is_not_known_and_without_what_is_hidden() {
    let site = open();
    let page = site.get("/en/routes");
    let (_, ribbons) = page.text().split_once("From country to country").expect("there are ribbons");
    assert!(ribbons.contains(
        "Of 1,188 legs with a number, the most begin in NPL Nepal (648), and the most end in QAT Qatar (600)."
    ));
    let (drawing, table) = ribbons.split_once("<details>").expect("its numbers follow");
    for title in
        ["NPL Nepal → QAT Qatar: 600 legs", "NPL Nepal → NPL Nepal: 48 legs", "COL Colombia → not known: 60 legs"]
    {
        assert!(drawing.contains(&format!("<title>{title}</title>")), "{title}: {drawing}");
    }
    assert!(!drawing.contains("MYS Malaysia → BGD Bangladesh") && !drawing.contains(": 0 legs"));
    let map = site.get("/en/routes/pictures/legs-by-route.csv");
    let numbers = |text: &str, place: usize| {
        let mut rows = csv::Reader::from_reader(text.as_bytes());
        let mut numbers: Vec<u64> =
            rows.records().map(|row| row.expect("a row")[place].parse().expect("a number")).collect();
        numbers.sort_unstable();
        numbers
    };
    let same = site.get("/en/routes/pictures/legs-as-ribbons.csv");
    assert_eq!(numbers(map.text(), 3), numbers(same.text(), 2));
    assert!(
        table.contains(
            "<th scope=\"row\">COL Colombia</th><th scope=\"row\">not known</th><td class=\"number\">60</td>"
        )
    );
}

#[test]
fn the_words_of_ribbons_are_those_of_the_page() {
    let site = open();
    for (lang, words) in [("es", "no se sabe"), ("fr", "inconnu")] {
        let page = site.get(&format!("/{lang}/routes"));
        let (_, ribbons) = page.text().split_once("legs-as-ribbons-title\">").expect("there are ribbons");
        let (ribbons, _) = ribbons.split_once("</details>").expect("its numbers follow");
        assert!(ribbons.contains(words), "{lang}");
        for english in ["not known", "others", "every way", "legs ", "From", "Ways of", "Most"] {
            assert!(!ribbons.contains(english), "{lang}: {english}");
        }
    }
}

#[test]
fn the_words_of_a_map_of_routes_are_those_of_the_page() {
    let site = open();
    for (lang, words) in [("es", "hacia donde señala la flecha"), ("fr", "vers où pointe la flèche")] {
        let page = site.get(&format!("/{lang}/routes"));
        let (_, drawing) = page.text().split_once("<svg").expect("there is a map");
        let (drawing, _) = drawing.split_once("</details>").expect("its numbers follow");
        assert!(drawing.contains(words), "{lang}");
        for english in ["not known", "within", "to where", "up to", "From, or where", "Details", "no data", " and "] {
            assert!(!drawing.contains(english), "{lang}: {english}");
        }
    }
}

#[test]
fn a_cell_of_prices_and_of_routes_opens_on_its_own_page() {
    let site = open();
    for path in [
        "/en/prices?by=prices-stage-advantage_amount_npr&row=R1&column=500-1000",
        "/en/routes?by=from_place_country-to_place_country&row=NPL&column=QAT",
    ] {
        let page = site.get(path);
        let own = path.split_once('&').map(|(own, _)| own).expect("there are choices");
        assert!(page.text().contains("id=\"cell\""), "{path}");
        assert!(page.text().contains(&format!("<a href=\"{own}\">Close this cell")), "{path}: {}", page.text());
    }
}
