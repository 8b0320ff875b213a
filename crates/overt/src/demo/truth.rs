//! The counts are held against what the inventor of the files wrote down.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Context as _;
use overt_model::{Codebook, Standing};
use overt_publish::charts::number;
use overt_warehouse::Warehouse;
use overt_warehouse::nexus::Request;
use serde::Serialize;

use super::folder::Folder;
use crate::snapshot::failure;
use crate::warehouse::runtime;

/// What came of the comparison, over all standings.
#[derive(Debug, Serialize)]
pub(super) struct Compared {
    /// Cells of contributor, stage, actor, act and standing in the truth.
    cells: usize,
    /// Records in them.
    records: u64,
    /// Acts of which they tell, and as how many they are counted after linkage, of any standing.
    acts: u64,
    acts_counted: u64,
    /// Cells whose number is another one, with what was counted and what is true.
    differing: BTreeMap<String, (u64, u64)>,
}

impl Compared {
    pub(super) fn is_same(&self) -> bool {
        self.differing.is_empty()
    }

    pub(super) fn sentence(&self) -> String {
        if self.is_same() {
            return format!(
                "The counts are those of the truth that was written beside the files: {} records in {} cells by contributor and standing.\n\
                 They tell of {} acts. Linkage counts {}: what nobody could tell to be the same stays apart.",
                number(self.records),
                self.cells,
                number(self.acts),
                number(self.acts_counted)
            );
        }
        let examples = self.differing.iter().take(5);
        let examples: Vec<String> =
            examples.map(|(cell, (counted, truth))| format!("{cell}: {counted} and not {truth}")).collect();
        format!("The counts differ from the truth in {} cells: {}.", self.differing.len(), examples.join("; "))
    }
}

/// Counts by contributor, stage, actor, act and standing, and compares.
pub(super) fn compare(folder: &Folder, warehouse: &Warehouse) -> anyhow::Result<Compared> {
    let text = read(folder, "nexus.csv")?;
    let mut truth: BTreeMap<String, u64> = BTreeMap::new();
    for line in text.lines().skip(1) {
        let (cell, records) = line.rsplit_once(',').context("a line of the truth has no number")?;
        *truth.entry(cell.replace(',', "/")).or_default() += records.parse::<u64>()?;
    }
    let by = ["source", "stage", "actor", "act", "standing"].map(str::to_owned);
    let request = Request::new(Codebook::embedded(), &by, Standing::ALL.to_vec(), None).map_err(failure)?;
    let cube = runtime()?.block_on(warehouse.nexus(Codebook::embedded(), &request)).map_err(failure)?;
    let members: BTreeMap<&str, &str> =
        overt_demo::MEMBERS.iter().map(|member| (member.source.name, member.code)).collect();
    let mut counted: BTreeMap<String, u64> = BTreeMap::new();
    for cell in &cube.cells {
        let name = warehouse.source_name(&cell.members[0].code);
        let member = members.get(name.as_str()).copied().unwrap_or("somebody else");
        let codes: Vec<&str> = cell.members[1..].iter().map(|member| member.code.as_str()).collect();
        *counted.entry(format!("{member}/{}", codes.join("/"))).or_default() += cell.records;
    }
    let (cells, records) = (truth.len(), truth.values().sum());
    let mut differing: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    for (cell, truth) in &truth {
        let found = counted.remove(cell).unwrap_or_default();
        if found != *truth {
            differing.insert(cell.clone(), (found, *truth));
        }
    }
    differing.extend(counted.into_iter().map(|(cell, found)| (cell, (found, 0))));
    let acts = read(folder, "acts.csv")?;
    let acts: BTreeSet<&str> = acts.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
    Ok(Compared { cells, records, acts: acts.len() as u64, acts_counted: cube.acts, differing })
}

fn read(folder: &Folder, file: &str) -> anyhow::Result<String> {
    let path = folder.root.join("truth").join(file);
    std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
}
