//! Who was counted by which lists.

use serde::Serialize;

use super::effects::{LISTS_MAX, members};
use crate::Problem;

/// The most people that all lists together may have: what the random draws can divide.
pub const PEOPLE_MAX: u64 = i32::MAX.unsigned_abs() as u64;

/// How many people have each capture history: the set of lists that they are on. A person is counted once, whatever the number of lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Histories {
    names: Vec<String>,
    /// By set of lists; bit `i` of a place stands for list `i`.
    counts: Vec<u64>,
}

/// A list and the people on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListCount {
    /// Name of the list.
    pub name: String,
    /// How many people are on it.
    pub people: u64,
}

impl Histories {
    /// Takes the names of 2 to 8 lists, and rows of a capture history and the number of people with it. Bit `i` of a history says that
    /// they are on list `i`. Histories without a row have nobody; rows with the same history are added up.
    ///
    /// # Errors
    /// Everything that is wrong with the names or the rows.
    pub fn new(names: Vec<String>, rows: impl IntoIterator<Item = (usize, u64)>) -> Result<Self, Vec<Problem>> {
        if !(2..=LISTS_MAX).contains(&names.len()) {
            return Err(vec![Problem::new(
                format!("There are {} lists.", names.len()),
                format!("Give at least two and at most {LISTS_MAX} lists; merge small ones of the same kind."),
            )]);
        }
        let mut problems = Vec::new();
        for (place, name) in names.iter().enumerate() {
            if name.trim().is_empty() {
                problems.push(Problem::new(format!("List {} has no name.", place + 1), "Give each list a name."));
            } else if names[..place].contains(name) {
                problems.push(Problem::new(
                    format!("Two lists have the name “{name}”."),
                    "Give each list a name of its own.",
                ));
            }
        }
        let mut counts = vec![0_u64; 1 << names.len()];
        let mut total = 0_u64;
        for (place, (history, people)) in rows.into_iter().enumerate() {
            let row = place + 1;
            if history == 0 {
                problems.push(Problem::new(
                    format!("Row {row} counts people who are on no list."),
                    "Leave the row out: how many they are is what is asked.",
                ));
            } else if let Some(count) = counts.get_mut(history) {
                total = total.saturating_add(people);
                *count = count.saturating_add(people);
            } else {
                problems.push(Problem::new(
                    format!("Row {row} names a list that is not among the {}.", names.len()),
                    "Use one bit for each list, in the order of their names.",
                ));
            }
        }
        if total > PEOPLE_MAX {
            problems.push(Problem::new(
                format!("The rows count more than {PEOPLE_MAX} people."),
                "Look for a row that was read twice or a number in the wrong column.",
            ));
        }
        if problems.is_empty() { Ok(Self { names, counts }) } else { Err(problems) }
    }

    /// The names of the lists.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// How many people have exactly this capture history.
    pub fn exactly(&self, history: usize) -> u64 {
        self.counts.get(history).copied().unwrap_or(0)
    }

    /// How many people are on all these lists, whatever else they are on. For the empty set: everybody who was counted.
    pub fn on_all(&self, lists: usize) -> u64 {
        self.counts.iter().enumerate().filter(|(history, _)| history & lists == lists).map(|(_, people)| people).sum()
    }

    /// How many people are on each list.
    pub fn lists(&self) -> Vec<ListCount> {
        let count = |(list, name): (usize, &String)| ListCount { name: name.clone(), people: self.on_all(1 << list) };
        self.names.iter().enumerate().map(count).collect()
    }

    /// The histories that somebody has, with their counts, in an order that depends on nothing else: few lists first, then by the
    /// order of the lists.
    pub(super) fn filled(&self) -> Vec<(usize, u64)> {
        let mut filled: Vec<(usize, u64)> =
            self.counts.iter().copied().enumerate().filter(|(_, people)| *people > 0).collect();
        filled.sort_by_key(|(history, _)| (history.count_ones(), members(*history).collect::<Vec<_>>()));
        filled
    }

    /// Why no number of people can be estimated from these lists, if so: all reasons.
    ///
    /// # Errors
    /// An empty list, one list within another, no list that shares anybody with another, or nobody at all.
    pub fn usable(&self) -> Result<(), Vec<Problem>> {
        if self.on_all(0) == 0 {
            return Err(vec![Problem::new(
                "Nobody is on any list.",
                "Nothing can be estimated from lists without people. Check the period and the conditions of the lists.",
            )]);
        }
        let mut problems = Vec::new();
        let lists = self.names.len();
        for (list, name) in self.names.iter().enumerate() {
            if self.on_all(1 << list) == 0 {
                problems.push(Problem::new(
                    format!("Nobody is on the list “{name}”."),
                    "Leave the list out, or check its period and conditions.",
                ));
            }
        }
        for one in 0..lists {
            for other in 0..lists {
                let (inner, outer) = (self.on_all(1 << one), self.on_all(1 << other));
                let shared = self.on_all(1 << one | 1 << other);
                // Two lists with the same people are told once.
                if one != other && inner > 0 && shared == inner && (outer > inner || one < other) {
                    problems.push(Problem::new(
                        format!("Everybody on the list “{}” is also on the list “{}”.", self.names[one], self.names[other]),
                        "A list within another says nothing about people whom the other missed. Leave it out, or check whether it was \
                         copied from the other.",
                    ));
                }
            }
        }
        let shares = |history: usize, people: u64| people > 0 && history.count_ones() > 1;
        if !self.counts.iter().enumerate().any(|(history, people)| shares(history, *people)) {
            problems.push(Problem::new(
                "No person is on two lists.",
                "Without anybody on two lists, any number of people is possible. Check how people are matched between lists, or wait for \
                 longer lists.",
            ));
        }
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }
}
