//! One page that sums up a snapshot: the nexus, where it comes from, what is known of it and what is not.

use std::collections::{BTreeMap, HashMap};

use overt_model::{Codebook, Grade, Lang, Source, Standing, State};
use overt_publish::charts::{Bar, Bars, Category, Heading, STATES, StateBars, StateRow};
use overt_publish::summary::{
    ControlTotal, Excluded, Facts, KeyFigure, NextStep, NexusCell, STANDINGS, SourceRow, Summary,
};
use overt_store::ImportState;
use overt_warehouse::Warehouse;
use overt_warehouse::nexus::{BY, Contributed, Cube, Request};

use super::picture::{category, heat_map};
use super::words::{linkage, number, percent, question};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::snapshot::failure;
use crate::warehouse;
use crate::workspace::Workspace;

/// The properties of which the page tells what is known.
const STATES_OF: [&str; 7] = ["stage", "actor_role", "act", "happened_on", "place", "advantage", "accountability"];

/// What a contributor gave.
#[derive(Debug, Clone, Default)]
pub(crate) struct Contribution {
    /// What it is, in words.
    pub(crate) what: String,
    /// The names of its files, where they are known.
    pub(crate) files: Vec<String>,
    /// Rows of its files.
    pub(crate) rows: u64,
    /// Rows that could not be read.
    pub(crate) rejects: u64,
}

/// What a page says beside the numbers.
pub(crate) struct Around {
    pub(crate) title: String,
    pub(crate) notice: Option<String>,
    pub(crate) next: Vec<(String, String)>,
}

/// What the store knows of its imports, by source.
pub(crate) fn contributions(workspace: &Workspace) -> anyhow::Result<BTreeMap<String, Contribution>> {
    let mut contributions: BTreeMap<String, Contribution> = BTreeMap::new();
    for run in workspace.wait(workspace.store.imports())? {
        if run.state != ImportState::Undone {
            let one = contributions.entry(run.source.to_string()).or_default();
            one.rows += run.counts.rows;
            one.rejects += run.counts.rejected;
        }
    }
    Ok(contributions)
}

/// The page. The cube is by stage, actor and act.
pub(crate) fn page(
    codebook: &'static Codebook,
    warehouse: &Warehouse,
    (request, cube): (&Request, &Cube),
    contributions: &BTreeMap<String, Contribution>,
    around: Around,
) -> anyhow::Result<String> {
    if cube.by != BY {
        let failure = Failure::new(Exit::WrongUse, "wrong-use", "the page is by stage, actor and act");
        return Err(failure.with_hint("leave out `--by`, or write a `.svg`").into());
    }
    let runtime = warehouse::runtime()?;
    let contributed = runtime.block_on(warehouse.contributed()).map_err(failure)?;
    let mut states = Vec::new();
    for property in STATES_OF {
        let counts = runtime.block_on(warehouse.states(request, property)).map_err(failure)?;
        states.push((property, counts));
    }
    let manifest = &warehouse.manifest;
    let summary = Summary {
        title: around.title,
        notice: around.notice,
        facts: Facts {
            codebook: manifest.codebook.clone(),
            snapshot: manifest.snapshot.clone(),
            day: manifest.day,
            program: format!("Overt {}", manifest.program),
        },
        figures: figures(manifest, cube, &contributed),
        linkage: linkage(cube),
        nexus: heat_map(codebook, request, cube),
        standing_labels: Standing::ALL
            .iter()
            .map(|standing| standing_label(codebook, *standing))
            .collect::<Vec<_>>()
            .try_into()
            .expect("there is a label for each standing"),
        cells: cells(codebook, request, cube),
        standings: standings(codebook, cube),
        not_known: not_known(codebook, &states, cube),
        states: state_bars(codebook, &states),
        sources: sources(manifest, &contributed, contributions),
        control: ControlTotal {
            rows_in: cube.control.rows,
            counted: cube.control.counted,
            excluded: cube
                .control
                .excluded
                .iter()
                .map(|(reason, rows)| Excluded { reason: reason.clone(), rows: *rows })
                .collect(),
        },
        next: around.next.into_iter().map(|(what, command)| NextStep { what, command }).collect(),
    };
    Ok(summary.to_html()?)
}

fn figures(
    manifest: &overt_warehouse::snapshot::Manifest,
    cube: &Cube,
    contributed: &BTreeMap<String, Contributed>,
) -> Vec<KeyFigure> {
    let figure = |value, label: &str, note: &str| KeyFigure { value, label: label.to_owned(), note: note.to_owned() };
    let rows = |table: &str| manifest.tables.get(table).map_or(0, |table| table.rows);
    vec![
        figure(cube.acts, "acts of corruption", if cube.is_linked { "after linkage" } else { "records, not linked" }),
        figure(cube.control.counted, "records that tell of them", "counted below"),
        figure(cube.cells.len() as u64, "cells", "of stage, actor and act that have one"),
        figure(contributed.len() as u64, "contributors", ""),
        figure(rows("victim"), "records of people trafficked", "not linked: a person may have several"),
        figure(manifest.records, "records in all", ""),
        figure(
            manifest.left_out.values().sum(),
            "records left out",
            "no consent, source over, or for named persons only",
        ),
    ]
}

fn standing_label(codebook: &Codebook, standing: Standing) -> String {
    let found = codebook.list("standing").and_then(|list| list.get(standing.code()));
    found.map_or_else(|| standing.code().to_owned(), |code| code.label.get(Lang::En).to_owned())
}

fn cells(codebook: &Codebook, request: &Request, cube: &Cube) -> Vec<NexusCell> {
    let cell = |cell: &overt_warehouse::nexus::Cell| {
        let [stage, actor, act] = [0, 1, 2].map(|place| category(codebook, &request.by[place], &cell.members[place]));
        let mut standings = [0; STANDINGS];
        for (place, standing) in standings.iter_mut().zip(Standing::ALL) {
            *place = cell.standing.get(standing.code()).copied().unwrap_or_default();
        }
        NexusCell {
            stage,
            actor,
            act,
            acts: cell.n,
            standings,
            sources: cell.sources,
            contributors: cell.contributors,
            unknown: cell.unknown.values().copied().max().unwrap_or_default(),
        }
    };
    cube.cells.iter().map(cell).collect()
}

fn standings(codebook: &Codebook, cube: &Cube) -> Bars {
    let counts = cube.by_standing();
    let bar = |standing: &Standing| Bar {
        category: Category { code: String::new(), label: standing_label(codebook, *standing), group: None },
        value: counts.get(standing.code()).copied().unwrap_or_default(),
        note: String::new(),
    };
    Bars {
        heading: Heading::new(
            "standing",
            "How far the claims have come",
            "Convicted only where a decision says so. Cleared and withdrawn claims are not counted.",
            "records of acts of corruption",
        ),
        bar_name: "Standing".into(),
        bars: Standing::ALL.iter().filter(|standing| standing.stands()).map(bar).collect(),
    }
}

fn state_label(codebook: &Codebook, state: State) -> String {
    let found = codebook.list(State::LIST).and_then(|list| list.get(state.code()));
    found.map_or_else(|| state.code().to_owned(), |code| code.label.get(Lang::En).to_owned())
}

fn property_label(codebook: &Codebook, property: &str) -> String {
    let found = codebook.schema("CorruptAct").and_then(|schema| schema.property(property));
    found.map_or_else(|| property.to_owned(), |property| property.label.get(Lang::En).to_owned())
}

fn state_bars(codebook: &Codebook, states: &[(&'static str, HashMap<State, u64>)]) -> StateBars {
    let row = |(property, of): &(&'static str, HashMap<State, u64>)| {
        let mut counts = [0; STATES];
        for (place, state) in counts.iter_mut().zip(State::ALL) {
            *place = of.get(state).copied().unwrap_or_default();
        }
        let label = property_label(codebook, property);
        StateRow { category: Category { code: String::new(), label, group: None }, counts }
    };
    let labels: Vec<String> = State::ALL.iter().map(|state| state_label(codebook, *state)).collect();
    StateBars {
        heading: Heading::new(
            "states",
            "What was asked, and what is known",
            "Not asked is neither yes nor no.",
            "records of acts of corruption",
        ),
        row_name: "Property".into(),
        states: labels.try_into().expect("there is a label for each state"),
        rows: states.iter().map(row).collect(),
    }
}

fn not_known(codebook: &Codebook, states: &[(&'static str, HashMap<State, u64>)], cube: &Cube) -> Vec<String> {
    let all = cube.control.counted;
    let mut sentences = vec![
        "How many acts happened: what is here is what somebody told and somebody recorded.".to_owned(),
        "Whether an act is told once or several times: records of different contributors are not linked yet."
            .to_owned(),
    ];
    for (property, of) in states {
        let known = of.get(&State::AskedYes).copied().unwrap_or_default()
            + of.get(&State::AskedNo).copied().unwrap_or_default();
        let missing = all.saturating_sub(known);
        if missing > 0 {
            let asked = of.get(&State::AskedUnknown).copied().unwrap_or_default();
            let what = match question(property) {
                same if same == *property => property_label(codebook, property).to_lowercase(),
                words => words.to_owned(),
            };
            sentences.push(format!(
                "{} of {} records ({}) do not say {what}; in {} of them somebody asked.",
                number(missing),
                number(all),
                percent(missing, all),
                number(asked),
            ));
        }
    }
    let decided = cube.by_standing().get(Standing::Convicted.code()).copied().unwrap_or_default();
    sentences.push(format!(
        "Whether what is alleged is so: {} of {} records rest on a decision.",
        number(decided),
        number(all)
    ));
    sentences
}

fn sources(
    manifest: &overt_warehouse::snapshot::Manifest,
    contributed: &BTreeMap<String, Contributed>,
    contributions: &BTreeMap<String, Contribution>,
) -> Vec<SourceRow> {
    let row = |source: &Source| {
        let id = source.id.to_string();
        let Contributed { records, acts } = contributed.get(&id).copied().unwrap_or_default();
        let Contribution { what, files, rows, rejects } = contributions.get(&id).cloned().unwrap_or_default();
        SourceRow {
            name: source.name.clone(),
            what: if what.is_empty() { source.purpose.clone() } else { what },
            files,
            rows,
            records,
            rejects,
            acts,
            grade: Some(source.grade).filter(|grade| *grade != Grade::UNJUDGED),
            handling: source.handling,
        }
    };
    manifest.sources.iter().map(row).collect()
}
