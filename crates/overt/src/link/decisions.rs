//! What people decided about pairs, in a file with the columns `a`, `b` and `decision`.

use std::collections::BTreeMap;
use std::path::Path;

use overt_intake::rows::{Item, Row, Unit};
use overt_link::{Constraints, Records};
use serde::Serialize;
use serde_json::json;

use crate::exit::Exit;
use crate::failure::Failure;
use crate::import::open;

/// Mistakes that are told one by one.
const TOLD_MAX: usize = 20;

/// What somebody decided about two records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Decision {
    Same,
    Different,
    Unsure,
}

impl Decision {
    fn read(word: &str) -> Option<Self> {
        match word.to_lowercase().as_str() {
            "same" => Some(Self::Same),
            "different" => Some(Self::Different),
            "unsure" => Some(Self::Unsure),
            _ => None,
        }
    }
}

/// Decisions that bind a run.
#[derive(Debug, Default)]
pub(super) struct Decisions {
    pub(super) constraints: Constraints,
    pub(super) counts: Counts,
}

/// How many there are of each.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Serialize)]
pub(super) struct Counts {
    pub(super) same: u64,
    pub(super) different: u64,
    pub(super) unsure: u64,
    /// Those about records that are not there.
    pub(super) elsewhere: u64,
}

/// Pairs, what was decided about them, and in which line.
type Decided = BTreeMap<(u32, u32), (Decision, u64)>;

/// Reads decisions. A later one about the same two records takes the place of an earlier one.
pub(super) fn read(path: &Path, records: &Records) -> Result<Decisions, Failure> {
    let mut rows = open(path, None)?;
    let columns = ["a", "b", "decision"]
        .map(|wanted| rows.columns().iter().position(|name| name.trim().eq_ignore_ascii_case(wanted)));
    let [Some(a), Some(b), Some(decision)] = columns else {
        let message = format!("{} needs the columns `a`, `b` and `decision`", path.display());
        let hint = "`a` and `b` are identifiers of records, and `decision` is `same`, `different` or `unsure`";
        return Err(Failure::new(Exit::WrongUse, "link-decisions", message).with_hint(hint));
    };
    let unit = rows.unit();
    let (mut row, mut wrong, mut counts) = (Row::default(), Wrong { unit, told: Vec::new() }, Counts::default());
    let mut decided = Decided::new();
    loop {
        let next = rows.next(&mut row).map_err(|error| {
            Failure::new(Exit::MachineFailed, "file-unusable", format!("cannot read {}: {error}", path.display()))
        });
        let Some(item) = next? else { break };
        let line = *item.lines().start();
        if let Item::Reject(reject) = item {
            wrong.add(line, &reject.reason.to_string());
            continue;
        }
        let [a, b, word] = [a, b, decision].map(|column| row.cell(column).unwrap_or_default().trim());
        let Some(decision) = Decision::read(word) else {
            wrong.add(line, "the decision is none of `same`, `different` and `unsure`");
            continue;
        };
        match (records.find(a), records.find(b)) {
            (Some(a), Some(b)) if a == b => wrong.add(line, "the two are one and the same record"),
            (Some(a), Some(b)) => {
                decided.insert((a.min(b), a.max(b)), (decision, line));
            }
            _ => counts.elsewhere += 1,
        }
    }
    wrong.refuse(path, "cannot be read")?;
    let mut constraints = Constraints::default();
    for (pair, (decision, _)) in &decided {
        match decision {
            Decision::Same => constraints.same.push(*pair),
            Decision::Different => constraints.different.push(*pair),
            Decision::Unsure => counts.unsure += 1,
        }
    }
    (counts.same, counts.different) = (constraints.same.len() as u64, constraints.different.len() as u64);
    refuse_contradictions(path, unit, (records.len(), &decided))?;
    Ok(Decisions { constraints, counts })
}

/// Refuses what cannot all be so: A is B, B is C, and A is not C. Which of the three is wrong only people can tell.
fn refuse_contradictions(path: &Path, unit: Unit, (records, decided): (usize, &Decided)) -> Result<(), Failure> {
    let mut first: Vec<u32> = (0..u32::try_from(records).expect("there are fewer records than numbers")).collect();
    let root = |first: &mut Vec<u32>, mut record: u32| {
        while first[record as usize] != record {
            first[record as usize] = first[first[record as usize] as usize];
            record = first[record as usize];
        }
        record
    };
    let of = |wanted: Decision| decided.iter().filter(move |(_, (decision, _))| *decision == wanted);
    for ((a, b), _) in of(Decision::Same) {
        let (a, b) = (root(&mut first, *a), root(&mut first, *b));
        first[a.max(b) as usize] = a.min(b);
    }
    let mut wrong = Wrong { unit, told: Vec::new() };
    for ((a, b), (_, line)) in of(Decision::Different) {
        if root(&mut first, *a) == root(&mut first, *b) {
            wrong.add(
                *line,
                "decided to be different, and other lines say by way of further records that they are the same",
            );
        }
    }
    wrong.refuse(path, "contradict each other")
}

/// Lines that cannot be used, all told at once.
struct Wrong {
    unit: Unit,
    told: Vec<(u64, String)>,
}

impl Wrong {
    fn add(&mut self, line: u64, reason: &str) {
        self.told.push((line, reason.to_owned()));
    }

    fn refuse(mut self, path: &Path, what: &str) -> Result<(), Failure> {
        if self.told.is_empty() {
            return Ok(());
        }
        self.told.sort();
        let (count, unit) = (self.told.len(), self.unit.name());
        let mut lines: Vec<String> =
            self.told.iter().take(TOLD_MAX).map(|(line, reason)| format!("  {unit} {line}: {reason}")).collect();
        if count > TOLD_MAX {
            lines.push(format!("  and {} more", count - TOLD_MAX));
        }
        let message =
            format!("{count} decision(s) in {} {what}; nothing was linked\n{}", path.display(), lines.join("\n"));
        let problems = self.told.iter().map(|(line, reason)| json!({ "line": line, "message": reason })).collect();
        let hint = "mend these lines, or take them out";
        Err(Failure::new(Exit::WrongUse, "link-decisions", message).with_hint(hint).with_problems(problems))
    }
}
