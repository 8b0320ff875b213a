//! All indices and inputs, and the ways between them.

use std::collections::BTreeMap;

use super::{Alternative, Circularity, Corruption, Input, Path, Step};
use crate::Problem;

/// The most rows of a list of inputs.
const INPUTS_MOST: usize = 2_000;

/// The most paths from one index.
const PATHS_MOST: usize = 1_000;

/// The most steps of a path.
const STEPS_MOST: usize = 32;

/// What indices are made of.
#[derive(Debug, Clone)]
pub struct Graph {
    inputs: BTreeMap<String, Vec<Input>>,
}

impl Graph {
    /// A graph of the rows of a list of inputs. Editions of an index are taken together; each step says for which edition it is known.
    pub fn new(rows: Vec<Input>) -> Result<Self, Problem> {
        if rows.len() > INPUTS_MOST {
            return Err(Problem::new(
                format!("The list has {} inputs, and at most {INPUTS_MOST} are taken.", rows.len()),
                "Leave out the indices that are not compared.",
            ));
        }
        let mut inputs: BTreeMap<String, Vec<Input>> = BTreeMap::new();
        for row in rows {
            inputs.entry(row.index.clone()).or_default().push(row);
        }
        Ok(Self { inputs })
    }

    /// The indices whose inputs are known.
    pub fn indices(&self) -> impl Iterator<Item = &str> {
        self.inputs.keys().map(String::as_str)
    }

    /// Whether two indices are bound together by what they are made of.
    pub fn between(&self, one: &str, other: &str) -> Result<Circularity, Problem> {
        for index in [one, other] {
            if !self.inputs.contains_key(index) {
                return Err(Problem::new(
                    format!("Nothing is known of the inputs of “{index}”, so nothing can be said about it."),
                    format!("Add its inputs, or use one of {}.", self.indices().collect::<Vec<_>>().join(", ")),
                ));
            }
        }
        if one == other {
            return Err(Problem::new(format!("“{one}” is compared with itself."), "Name two indices."));
        }
        Ok(Circularity::of(self, [one, other], &[self.paths(one)?, self.paths(other)?]))
    }

    /// [`Graph::between`] for any two indices.
    pub fn every_pair(&self) -> Result<Vec<Circularity>, Problem> {
        let indices: Vec<&str> = self.indices().collect();
        let pairs = indices
            .iter()
            .enumerate()
            .flat_map(|(place, one)| indices[place + 1..].iter().map(move |other| self.between(one, other)));
        pairs.collect()
    }

    /// Whether an index is itself a measure of corruption: all of its inputs are.
    pub(super) fn measures_corruption(&self, index: &str) -> bool {
        self.inputs[index].iter().all(|input| input.corruption == Corruption::Yes)
    }

    /// What to use instead of an index that counts corruption.
    pub(super) fn alternative(&self, index: &str, tainted: &[Path]) -> Alternative {
        let clean = self.inputs[index].iter().filter(|input| {
            let on_a_path = tainted.iter().any(|path| path.steps.first().is_some_and(|step| step.node == input.input));
            input.corruption == Corruption::No && input.is_direct() && !on_a_path
        });
        Alternative::of(index, &clean.collect::<Vec<_>>())
    }

    /// All ways from an index, depth first; none comes to the same place twice. Every way that goes on is there in each of its lengths.
    fn paths(&self, index: &str) -> Result<Vec<Path>, Problem> {
        let mut found = Vec::new();
        self.walk(&mut Path { index: index.to_owned(), steps: Vec::new() }, &mut found)?;
        Ok(found)
    }

    fn walk(&self, path: &mut Path, found: &mut Vec<Path>) -> Result<(), Problem> {
        let here = path.end().map_or(path.index.clone(), |step| step.node.clone());
        for input in self.inputs.get(&here).into_iter().flatten() {
            if !self.visit(path, Step::to_input(input), found)? {
                continue;
            }
            // An input that is not an index may still be made from one.
            if let Some(origin) = input.made_from().filter(|origin| self.inputs.contains_key(*origin))
                && self.visit(path, Step::to_origin(input, origin), found)?
            {
                path.steps.pop();
            }
            path.steps.pop();
        }
        Ok(())
    }

    /// Takes a step, unless the path was there before, and finds what lies beyond. The step stays on the path if it was taken.
    fn visit(&self, path: &mut Path, step: Step, found: &mut Vec<Path>) -> Result<bool, Problem> {
        if path.index == step.node || path.steps.iter().any(|before| before.node == step.node) {
            return Ok(false);
        }
        if found.len() == PATHS_MOST || path.steps.len() == STEPS_MOST {
            return Err(Problem::new(
                format!(
                    "There are more than {PATHS_MOST} paths from “{}”, or one of more than {STEPS_MOST} steps.",
                    path.index
                ),
                "Leave out the indices that are not compared.",
            ));
        }
        path.steps.push(step);
        found.push(path.clone());
        self.walk(path, found)?;
        Ok(true)
    }
}
