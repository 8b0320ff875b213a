//! A site with two releases, answering on a port of this machine.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::Duration;

use jiff::civil::date;
use overt_analysis::series::{Observation, Series};
use overt_model::{Class, Codebook, Text};
use overt_protect::dp::Limit;
use overt_protect::release::{
    Agreement, Approval, Caps, ColumnFact, Contributor, Earlier, Facts, Ledger, Manifest, Policy, Release, ValueFact,
    plan,
};
use overt_protect::{ColumnDomain, Rows};
use overt_publish::site::{About, Analysis, Figures, Limits, Parts, Site, Topic, serve};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng as _;
use sha2::{Digest as _, Sha256};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

pub(crate) const ABOUT: &str = r#"
contact = "observatory@example.org"
governance = [{ en = "Two people approve every release." }]
[name]
en = "Observatory <of> tests"
[notice]
en = "Everything here is invented."
fr = "Tout ici est inventé."
[purpose]
en = "Numbers & their limits."
[survivors]
en = "They review."
"#;

const TABLES: &str = "kind = 'table'\nsets = [['stage', 'actor'], ['stage', 'year'], ['country'], ['country', 'stage']]\nrules = { threshold = 11 }";
pub(crate) const NOISY: &str = "kind = 'counts'\npromise = { epsilon = 1.0, delta = 1e-6, unit = 'record', rows_most = 1 }\n\
                     sets = [{ columns = ['stage', 'act'], weight = 1 }]";

pub(crate) fn column(codebook: &Codebook, name: &str, list: Option<&str>, codes: &[&str]) -> ColumnFact {
    let label = |code: &str| {
        let label = list.and_then(|list| Some(codebook.list(list)?.get(code)?.label.clone()));
        label.unwrap_or_else(|| Text { en: code.to_owned(), ..Text::default() })
    };
    let values = codes.iter().map(|code| ValueFact { code: (*code).to_owned(), label: label(code) });
    ColumnFact {
        name: name.to_owned(),
        property: name.to_owned(),
        class: Class::Open,
        deidentify: "keep".to_owned(),
        is_deidentified: false,
        rung: None,
        label: Text { en: name.to_owned(), es: format!("{name} (es)"), ..Text::default() },
        values: values.collect(),
    }
}

pub(crate) fn facts() -> Facts {
    let codebook = Codebook::embedded();
    Facts {
        codebook_version: codebook.version.to_string(),
        day: date(2026, 11, 27),
        snapshot: "snapshot-7".to_owned(),
        program: "overt 0.1.0".to_owned(),
        columns: vec![
            column(codebook, "stage", Some("stages"), &["R1", "T1", "T4"]),
            column(codebook, "actor", Some("actors"), &["P01", "P06"]),
            column(codebook, "act", Some("acts"), &["A01", "A18"]),
            column(codebook, "year", None, &["2023", "2024"]),
            column(codebook, "country", Some("countries"), &["COL", "NPL"]),
        ],
        rows_are_people: false,
        contributors: vec![Contributor {
            name: "Shelter".to_owned(),
            agreement: Some(Agreement { expires: None, allows_purpose: true }),
        }],
    }
}

/// A release of 1,200 records of which few are of the first stage.
pub(crate) fn release(name: &str, version: u32, method: &str) -> Release {
    release_after(Ledger::default(), name, version, method)
}

/// The same as it is after all that is in this ledger.
pub(crate) fn release_after(earlier: Ledger, name: &str, version: u32, method: &str) -> Release {
    let stage = |record: usize| if record < 4 { "R1" } else { ["T1", "T4"][record % 2] }.to_owned();
    let value = |record: usize, (column, domain): (usize, &ColumnDomain)| {
        let values = domain.values();
        let place = (record * (column + 3) / 7) % values.len();
        if domain.name() == "stage" { stage(record) } else { values[place].clone() }
    };
    drawn(earlier, name, version, method, facts(), 1200, value)
}

/// A release of so many records with these values: acts, legs where the facts have a kind of crossing, or fees where they have what was paid. Its title has its name in capitals, so that one is told from the other.
pub(crate) fn drawn(
    earlier: Ledger,
    name: &str,
    version: u32,
    method: &str,
    facts: Facts,
    records: usize,
    value: impl Fn(usize, (usize, &ColumnDomain)) -> String,
) -> Release {
    let (codebook, title) = (Codebook::embedded().version.as_str(), name.to_uppercase());
    let names: Vec<String> = facts.columns.iter().map(|column| format!("'{}'", column.name)).collect();
    let names = names.join(", ");
    let of_column = [("crossing_kind", "JourneyLeg"), ("paid_npr", "FeeItem")];
    let schema =
        of_column.into_iter().find(|(column, _)| names.contains(column)).map_or("CorruptAct", |(_, kind)| kind);
    let text = format!(
        "name = '{name}'\nversion = {version}\ntitle = 'Acts by stage & actor: {title}'\npurpose = 'statistics'\ncodebook = '{codebook}'\n\
         schema = '{schema}'\ncolumns = [{names}]\nlicence = 'CC-BY-4.0'\n\n[method]\n{method}"
    );
    let cap = Limit::new(4.0, 1e-5).expect("a limit");
    let caps = Caps { record: Some(cap), person: Some(cap), contributor: Some(cap) };
    let earlier = Earlier { ledger: earlier, shown: Vec::new(), caps };
    let planned = plan(Policy::read(&text).expect("a policy"), facts, earlier).expect("nothing speaks against it");
    let mut rows = Rows::new(planned.domain().clone());
    for record in 0..records {
        let cells: Vec<String> = planned.domain().columns().iter().enumerate().map(|one| value(record, one)).collect();
        rows.push(cells.iter().map(String::as_str)).expect("declared values");
    }
    let mut made = planned.draw(rows.finish(), &mut ChaCha20Rng::seed_from_u64(7)).expect("it can be drawn");
    if method == TABLES {
        made = made.with_parquet(|sheet| format!("PAR1{}PAR1", sheet.name).into_bytes());
    }
    let draft = Manifest::read(&made.files.iter().find(|(name, _)| name == "manifest.json").expect("it is there").1);
    let of = draft.expect("a manifest").draft_hash();
    let approvals = ["Ana", "Ben"].map(|by| Approval { by: by.to_owned(), on: date(2026, 11, 27), of: of.clone() });
    Release::publish(made.files, approvals.into(), b"key", |message| Sha256::digest(message).to_vec())
        .expect("it is approved")
}

/// A release of tables in which small numbers are hidden.
pub(crate) fn tables(name: &str, version: u32) -> Release {
    release(name, version, TABLES)
}

/// A series of three countries.
fn figures() -> Figures {
    let observation = |(row, (country, year, value)): (usize, (&str, i32, f64))| Observation {
        country: country.parse().expect("a code"),
        year,
        value,
        row,
    };
    let values = [("NPL", 2019, 2.0), ("NPL", 2020, 3.0), ("QAT", 2020, 1.0), ("COL", 2020, 2.0)];
    let series = Series::new("TIP tier", "2020", "tiers.csv", values.into_iter().enumerate().map(observation));
    Figures {
        id: "TIP".to_owned(),
        name: "TIP tier".to_owned(),
        words: ["1", "2", "3"].map(str::to_owned).into(),
        publisher: "Somebody".to_owned(),
        licence: "MIT".to_owned(),
        series: series.expect("a series"),
    }
}

/// The parts of a site with two releases.
pub(crate) fn parts() -> Parts {
    Parts {
        about: About::read(ABOUT).expect("it can be read"),
        releases: vec![tables("acts", 1), release("noisy", 1, NOISY)],
        figures: vec![figures()],
        analyses: vec![Analysis {
            topic: Topic::Lab,
            id: "one-other".to_owned(),
            title: "One and other".to_owned(),
            make: Box::new(|| {
                let [en, es, fr] = ["They go together.", "Van juntos.", "Ils vont ensemble."];
                let [en, es, fr] = [en, es, fr].map(|words| format!("<p>{words}</p>"));
                Ok(Text { en, es, fr }.into())
            }),
        }],
        codebook: Codebook::embedded(),
        program: "Overt test".to_owned(),
        today: || date(2026, 11, 28),
    }
}

/// A site that answers until it is dropped.
pub(crate) struct Open {
    pub(crate) address: SocketAddr,
    _end: oneshot::Sender<()>,
}

/// An answer.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("it is text")
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.into_iter().find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
}

impl Open {
    pub(crate) fn of(parts: Parts) -> Self {
        // Tests ask more often than readers.
        let limits =
            Limits { head: Duration::from_secs(1), per_second: 1_000_000, burst: 1_000_000, ..Limits::default() };
        Self::at("127.0.0.1:0", parts, limits)
    }

    pub(crate) fn at(address: &'static str, parts: Parts, limits: Limits) -> Self {
        let site = Arc::new(Site::new(parts).expect("the parts fit"));
        let (end, ended) = oneshot::channel::<()>();
        let (tell, told) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(async move {
                let listener = TcpListener::bind(address).await.expect("a port");
                tell.send(listener.local_addr().expect("an address")).expect("somebody waits");
                let end = async move {
                    let _ = ended.await;
                };
                serve(listener, site.router(), limits, end).await.expect("it ends when it is asked to");
            });
        });
        Self { address: told.recv().expect("it opens"), _end: end }
    }

    pub(crate) fn new() -> Self {
        Self::of(parts())
    }

    /// Sends these bytes and reads all that comes back.
    pub(crate) fn send(&self, bytes: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(self.address).expect("it listens");
        stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a time");
        // It may have answered and closed before all was sent.
        let _ = stream.write_all(bytes);
        let mut all = Vec::new();
        let _ = stream.read_to_end(&mut all);
        let end = all.windows(4).position(|four| four == b"\r\n\r\n").unwrap_or(all.len());
        let head = String::from_utf8_lossy(&all[..end]).into_owned();
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        Answer { status, head, body: all.get(end + 4..).unwrap_or_default().to_vec() }
    }

    pub(crate) fn get_with(&self, path: &str, headers: &str) -> Answer {
        self.send(format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}\r\n").as_bytes())
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.get_with(path, "")
    }
}
