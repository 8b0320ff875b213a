//! An invented pool of evidence: no case, no place, no person; the codes are those of the codebook.

use std::collections::BTreeMap;

use jiff::civil::date;
use overt_model::codebook::Code;
use overt_model::{Codebook, Handling, Lang, Standing, State};
use overt_publish::charts::{Bar, Bars, Category, Cell, Heading, HeatMap, STATES, StateBars, StateRow};
use overt_publish::summary::{
    ControlTotal, Excluded, Facts, KeyFigure, NextStep, NexusCell, STANDINGS, SourceRow, Summary,
};

const ACTORS: [&str; 25] = [
    "P01", "P02", "P05", "P06", "P07", "P08", "P09", "P12", "P13", "P15", "P19", "P21", "P22", "P23", "P29", "S01",
    "S05", "S10", "S11", "S13", "C01", "C05", "I01", "I02", "I05",
];

/// Numbers that look drawn by lot and are the same every time.
struct Lot(u64);

impl Lot {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

pub(crate) fn codes(list: &str) -> &'static [Code] {
    Codebook::embedded().list(list).unwrap().codes()
}

pub(crate) fn category(list: &str, code: &Code) -> Category {
    let own = Codebook::embedded().list(list).unwrap();
    let group = own.own(code, "chain").or_else(|| own.own(code, "sector"));
    let words = |group: &str| {
        let text = group.replace('_', " ");
        text[..1].to_uppercase() + &text[1..]
    };
    Category { code: code.code.to_string(), label: code.label.get(Lang::En).to_owned(), group: group.map(words) }
}

pub(crate) fn labels<const N: usize>(list: &str) -> [String; N] {
    std::array::from_fn(|place| codes(list)[place].label.get(Lang::En).to_owned())
}

pub(crate) fn heading(id: &str, title: &str, unit: &str) -> Heading {
    Heading::new(id, title, "Each number counts claims, which are reasons to look and not findings.", unit)
}

fn nexus_cells() -> Vec<NexusCell> {
    let mut lot = Lot(7);
    let mut cells = Vec::new();
    let actors = codes("actors").iter().filter(|code| ACTORS.contains(&code.code.as_str()));
    let actors: Vec<_> = actors.map(|code| category("actors", code)).collect();
    for stage in codes("stages").iter().take(20).map(|code| category("stages", code)) {
        for actor in &actors {
            if lot.below(10) < 7 {
                continue;
            }
            for _ in 0..=lot.below(4) {
                let act = category("acts", &codes("acts")[usize::try_from(lot.below(46)).unwrap()]);
                let acts = match lot.below(40) {
                    0 => 160 + lot.below(140),
                    1..8 => 20 + lot.below(40),
                    _ => 1 + lot.below(12),
                };
                let mut standings = [0; STANDINGS];
                for _ in 0..acts {
                    let place = [0, 0, 0, 0, 0, 0, 1, 1, 2, 3, 3, 4, 5, 6][usize::try_from(lot.below(14)).unwrap()];
                    standings[place] += 1;
                }
                let (sources, unknown) = (1 + lot.below(acts.min(7)), lot.below(acts + 1) / 3);
                let (stage, actor) = (stage.clone(), actor.clone());
                cells.push(NexusCell {
                    stage,
                    actor,
                    act,
                    acts,
                    standings,
                    sources,
                    contributors: 1 + sources / 3,
                    unknown,
                });
            }
        }
    }
    cells
}

pub(crate) fn heat_map(cells: &[NexusCell]) -> HeatMap {
    let mut rows: Vec<Category> = Vec::new();
    for cell in cells {
        if !rows.contains(&cell.stage) {
            rows.push(cell.stage.clone());
        }
    }
    let actors = codes("actors").iter().filter(|code| ACTORS.contains(&code.code.as_str()));
    let columns: Vec<_> = actors.map(|code| category("actors", code)).collect();
    let mut counts: BTreeMap<(usize, usize), (u64, Vec<String>)> = BTreeMap::new();
    for cell in cells {
        let row = rows.iter().position(|row| *row == cell.stage).unwrap();
        let column = columns.iter().position(|column| *column == cell.actor).unwrap();
        let (count, acts) = counts.entry((row, column)).or_default();
        *count += cell.acts;
        acts.push(format!("{} {} {}", cell.act.code, cell.act.label, cell.acts));
    }
    let total = counts.values().map(|(value, _)| value).sum();
    let cells = counts.into_iter().map(|((row, column), (value, acts))| Cell {
        row,
        column,
        value,
        note: acts.join("; "),
        link: None,
    });
    HeatMap {
        heading: heading("nexus-map", "Acts of corruption by stage and actor", "acts of corruption"),
        row_name: "Stage".into(),
        rows,
        column_name: "Actor".into(),
        cells: cells.collect(),
        total,
        columns,
    }
}

pub(crate) fn states() -> StateBars {
    let rows: [(&str, [u64; STATES]); 7] = [
        ("Stage", [5980, 0, 32, 0, 0, 0]),
        ("Actor", [5412, 0, 410, 160, 0, 30]),
        ("Act", [5890, 0, 90, 32, 0, 0]),
        ("Date of the act", [3107, 0, 1204, 1498, 203, 0]),
        ("Country", [4406, 0, 302, 700, 604, 0]),
        ("Undue advantage", [1250, 840, 1390, 2301, 0, 231]),
        ("Form of exploitation", [3006, 0, 1006, 1500, 300, 200]),
    ];
    let row = |(label, counts): (&str, _)| StateRow {
        category: Category { code: String::new(), label: label.into(), group: None },
        counts,
    };
    StateBars {
        heading: heading("states", "State of the values of each property", "acts"),
        row_name: "Property".into(),
        states: labels::<STATES>(State::LIST),
        rows: rows.map(row).into(),
    }
}

fn standings(cells: &[NexusCell]) -> Bars {
    let bar = |place: usize| {
        let code = &codes(Standing::LIST)[place];
        Bar {
            category: Category { code: String::new(), label: code.label.get(Lang::En).into(), group: None },
            value: cells.iter().map(|cell| cell.standings[place]).sum(),
            note: code.definition.clone(),
        }
    };
    Bars {
        heading: heading("standings", "Acts of corruption by standing", "acts of corruption"),
        bar_name: "Standing".into(),
        bars: (0..STANDINGS).map(bar).collect(),
    }
}

fn sources() -> Vec<SourceRow> {
    let names = [
        ("Invented court register", "Judgments of an invented court, 2015 to 2024", "B2", Handling::Green),
        ("Invented helpline", "Calls to an invented helpline, coded by its staff", "C3", Handling::Amber),
        ("Invented shelter", "Intake interviews of an invented shelter", "B3", Handling::AmberStrict),
        ("Invented newspaper archive", "Articles coded by two readers", "D3", Handling::Clear),
        ("Invented labour inspectorate", "Inspections with findings on recruitment fees", "B2", Handling::Green),
        ("Invented border survey", "Survey of returnees at one invented crossing", "C3", Handling::Amber),
        ("Invented list of sanctions", "Public list, read every month", "", Handling::Clear),
    ];
    let mut lot = Lot(3);
    let row = |(name, what, grade, handling): (&str, &str, &str, Handling)| {
        let rows = 400 + lot.below(3000);
        let rejects = lot.below(40);
        SourceRow {
            name: name.into(),
            what: what.into(),
            files: vec![format!("{}.csv", name.to_lowercase().replace(' ', "-"))],
            rows,
            records: rows - rejects,
            rejects,
            acts: (rows - rejects) / 2,
            grade: grade.parse().ok(),
            handling,
        }
    };
    names.map(row).into()
}

pub(crate) fn summary() -> Summary {
    let cells = nexus_cells();
    let acts = cells.iter().map(|cell| cell.acts).sum();
    let sources = sources();
    let rows_in = sources.iter().map(|source| source.rows).sum();
    let rejects = sources.iter().map(|source| source.rejects).sum();
    let figure = |value, label: &str, note: &str| KeyFigure { value, label: label.into(), note: note.into() };
    let step = |what: &str, command: &str| NextStep { what: what.into(), command: command.into() };
    let excluded = |reason: &str, rows| Excluded { reason: reason.into(), rows };
    Summary {
        title: "Corruption and trafficking in an invented region".into(),
        notice: Some("Everything on this page is invented. No person, place or case in it is real.".into()),
        facts: Facts {
            codebook: "2026.3".into(),
            snapshot: "b3f1c6a09d2e".into(),
            day: date(2026, 11, 26),
            program: "overt 0.1.0".into(),
        },
        figures: vec![
            figure(acts, "acts of corruption", "each counted once for every source that tells of it"),
            figure(sources.len() as u64, "sources", "from 5 contributors"),
            figure(cells.len() as u64, "cells of the nexus", "combinations of stage, actor and act with a record"),
            figure(standings(&cells).bars[4].value, "acts with a conviction", "a court or competent body decided so"),
            figure(1498, "acts without a date", "nobody asked when it happened"),
        ],
        linkage:
            "The same event told by two sources counts twice here. Link the records first where you need numbers of \
                  events; what is not linked stays a number of claims."
                .into(),
        nexus: heat_map(&cells),
        standing_labels: labels::<STANDINGS>(Standing::LIST),
        standings: standings(&cells),
        states: states(),
        not_known: vec![
            "How many acts nobody has told of: no source here counts them.".into(),
            "When 1,498 of the acts happened: nobody asked.".into(),
            "Whether an advantage was given in 3,691 acts: nobody asked, or the person did not know.".into(),
        ],
        control: ControlTotal {
            rows_in,
            counted: rows_in - rejects - 412,
            excluded: vec![
                excluded("the row could not be read", rejects),
                excluded("the claim was withdrawn", 112),
                excluded("the same row came twice from one source", 300),
            ],
        },
        next: vec![
            step("Look at one cell with its records", "overt sql \"select * from corrupt_act where stage = 'T4'\""),
            step("Find records that tell of the same event", "overt link --schema CorruptAct"),
            step("See what could not be read, with line and reason", "overt import rejects"),
        ],
        cells,
        sources,
    }
}
