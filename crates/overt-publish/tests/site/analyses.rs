//! Analyses, which take long to compute.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use overt_model::Text;
use overt_publish::report::Picture;
use overt_publish::site::{Analysis, Outcome, Parts, Topic};

use super::house::{Open, parts};

const LONG: Duration = Duration::from_secs(20);

fn analysis(id: &str, make: impl Fn() -> Result<Outcome, String> + Send + Sync + 'static) -> Analysis {
    Analysis { topic: Topic::Undercount, id: id.to_owned(), title: id.to_owned(), make: Box::new(make) }
}

#[test]
fn others_are_answered_while_an_analysis_is_computed_once_for_everybody_in_every_language() {
    let ((tell_begun, begun), (tell_end, end)) = (channel(), channel::<()>());
    let (end, times) = (Mutex::new(end), Arc::new(AtomicUsize::new(0)));
    let counted = Arc::clone(&times);
    let slow = analysis("slow", move || {
        counted.fetch_add(1, Ordering::Relaxed);
        tell_begun.send(()).expect("somebody waits");
        end.lock().expect("nobody else has it").recv_timeout(LONG).expect("it is told to end");
        let [en, es, fr] = ["At last.", "Por fin.", "Enfin."].map(str::to_owned);
        Ok(Text { en, es, fr }.into())
    });
    let site = Open::of(Parts { analyses: vec![slow], ..parts() });
    thread::scope(|scope| {
        let first = scope.spawn(|| site.get("/en/undercount/slow"));
        begun.recv_timeout(LONG).expect("it is computed when somebody asks");
        assert_eq!(site.get("/en/about").status, 200, "nobody else waits for it");
        let second = scope.spawn(|| site.get("/fr/undercount/slow"));
        tell_end.send(()).expect("it waits");
        for (page, words) in [(first, "At last."), (second, "Enfin.")] {
            let page = page.join().expect("it is answered");
            assert!(page.status == 200 && page.text().contains(words), "{}", page.head);
        }
    });
    assert!(site.get("/es/undercount/slow").text().contains("Por fin."));
    assert_eq!(times.load(Ordering::Relaxed), 1, "one computation is told in every language");
}

#[test]
fn only_one_analysis_is_computed_at_a_time() {
    let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let one = |id: &str| {
        let (now, most) = (Arc::clone(&now), Arc::clone(&most));
        analysis(id, move || {
            most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            thread::sleep(Duration::from_millis(50));
            now.fetch_sub(1, Ordering::SeqCst);
            Ok(Outcome::default())
        })
    };
    let site = Open::of(Parts { analyses: ["a", "b", "c"].map(one).into(), ..parts() });
    let site = &site;
    thread::scope(|scope| {
        let asked = ["a", "b", "c"].map(|id| scope.spawn(move || site.get(&format!("/en/undercount/{id}")).status));
        assert_eq!(asked.map(|asked| asked.join().expect("it is answered")), [200; 3]);
    });
    assert_eq!(most.load(Ordering::SeqCst), 1);
}

#[test]
fn an_analysis_that_fails_stops_no_other() {
    let broken = analysis("broken", || panic!("this analysis of a test always fails"));
    let refused = analysis("refused", || Err("There are <too few> lists.".to_owned()));
    let site = Open::of(Parts { analyses: vec![broken, refused], ..parts() });
    assert_eq!(site.get("/en/undercount/broken").status, 500);
    let why = "<div lang=\"en\" dir=\"ltr\"><p>There are &lt;too few&gt; lists.</p></div>";
    assert!(site.get("/es/undercount/refused").text().contains(why), "who reads Spanish is told that it is English");
    assert_eq!(site.get("/en/undercount/other").status, 404);
}

#[test]
fn a_picture_of_an_analysis_is_a_file_in_the_language_of_its_page_and_computed_with_it() {
    let one = analysis("one", || {
        let pictures = ["en", "es", "fr"].map(|lang| {
            let svg = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" xml:lang=\"{lang}\"/>");
            vec![Picture { id: "curve".to_owned(), svg, csv: b"a,b\r\n".to_vec() }]
        });
        Ok(Outcome { pictures, ..Outcome::default() })
    });
    let site = Open::of(Parts { analyses: vec![one], ..parts() });
    // Nobody has asked for the page.
    for lang in ["es", "en", "fr"] {
        let svg = site.get(&format!("/{lang}/undercount/one/pictures/curve.svg"));
        assert!(svg.status == 200 && svg.text().contains(&format!("xml:lang=\"{lang}\"")), "{}", svg.head);
        let head = svg.head.to_lowercase();
        assert!(
            head.contains("image/svg+xml") && head.contains(&format!("filename=\"one-curve-{lang}.svg\"")),
            "{head}"
        );
    }
    assert_eq!(site.get("/en/undercount/one/pictures/curve.csv").text(), "a,b\r\n");
    for wrong in [
        "undercount/one/pictures/curve",
        "undercount/one/pictures/curve.pdf",
        "undercount/one/pictures/..%2fcurve.svg",
        "undercount/other/pictures/curve.svg",
        "lab/one/pictures/curve.svg",
    ] {
        assert_eq!(site.get(&format!("/en/{wrong}")).status, 404, "{wrong}");
    }
}
