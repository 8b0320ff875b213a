//! A mapping and the columns of one file.

use super::cell::folded;
use super::pattern::{Columns, Pattern};
use super::rule::{FieldRule, FillRule, Part, RecordRule, StandingRule, WhenRule};

/// A record that a row may become.
#[derive(Debug)]
pub(super) struct Instance {
    /// Which rule it follows.
    pub(super) rule: usize,
    /// The numbers for which the stars stand.
    pub(super) numbers: Vec<u32>,
    /// Blank where the content of the row is the key.
    pub(super) key: Vec<usize>,
    pub(super) when: BoundWhen,
    pub(super) unless: Vec<usize>,
    pub(super) fields: Vec<BoundField>,
    pub(super) standing: Option<usize>,
    pub(super) asserted: Option<usize>,
    /// Among the instances.
    pub(super) decision: Option<usize>,
}

#[derive(Debug)]
pub(super) enum BoundWhen {
    NotBlank(Vec<usize>),
    Is(Vec<(usize, Vec<String>)>),
}

#[derive(Debug)]
pub(super) struct BoundField {
    /// Among the fields of the rule.
    pub(super) field: usize,
    /// The column that holds the value state.
    pub(super) state: Option<usize>,
    pub(super) fill: BoundFill,
}

#[derive(Debug)]
pub(super) enum BoundFill {
    Constant,
    Cells { cells: Vec<usize>, beside: BesideColumns },
    Ticks(Vec<(usize, usize)>),
    Parts(Vec<(Part, usize)>),
    Records(Vec<usize>),
}

/// Columns that hold more about a value.
#[derive(Debug, Clone, Copy)]
pub(super) struct BesideColumns {
    pub(super) currency: Option<usize>,
    pub(super) high: Option<usize>,
    pub(super) date: Option<usize>,
}

/// What a file has of what a mapping asks for.
#[derive(Debug, Default)]
pub struct Fit {
    /// Columns that the mapping names and the file does not have, with the record and field they are for.
    pub missing: Vec<String>,
    /// Columns of the file that nothing uses and the mapping does not ignore.
    pub unused: Vec<String>,
    /// Columns of keys that the file does not have, so that the content of the row is the key.
    pub keys_missing: Vec<String>,
}

/// Every record that a row with these columns may become, in the order of the rules.
pub(super) fn instances(rules: &[RecordRule], names: &[String], ignored: &[String]) -> (Vec<Instance>, Fit) {
    let columns = Columns::new(names);
    let mut fit = Fit::default();
    let mut used = vec![false; names.len()];
    let numbers: Vec<Vec<Vec<u32>>> = rules.iter().map(|rule| numbers_of(rule, &columns)).collect();
    let starts: Vec<usize> =
        numbers.iter().scan(0, |start, numbers| Some(std::mem::replace(start, *start + numbers.len()))).collect();
    let mut instances = Vec::new();
    for (place, rule) in rules.iter().enumerate() {
        // Where a file has nothing that repeats, what is missing is told of the whole rule.
        if let Some(each) = rule.each.as_ref().filter(|_| numbers[place].is_empty()) {
            fit.missing.push(format!("{} (record `{}`)", each.name(), rule.name));
        }
        for (nth, own) in numbers[place].iter().enumerate() {
            let mut binder = Binder { columns: &columns, numbers: own, used: &mut used, missing: Vec::new() };
            let key: Option<Vec<usize>> = rule.key.columns().iter().map(|part| binder.one(part)).collect();
            if nth == 0 {
                fit.keys_missing.append(&mut binder.missing);
            }
            binder.missing.clear();
            let referred = |target: usize| -> Vec<usize> {
                let all = (starts[target]..).zip(&numbers[target]);
                let is_ours = |other: &[u32]| other.iter().zip(own).all(|(other, own)| other == own);
                all.filter(|(_, other)| is_ours(other)).map(|(instance, _)| instance).collect()
            };
            let fields: Vec<BoundField> = (0..)
                .zip(&rule.fields)
                .filter_map(|(field, rule)| {
                    let state = binder.optional(&rule.state);
                    Some(BoundField { field, state, fill: binder.fill(rule, &referred)? })
                })
                .collect();
            let when = binder.when(&rule.when, &fields);
            let unless = rule.unless.iter().flat_map(|column| binder.all(column)).collect();
            let standing = match &rule.claim.standing {
                Some(StandingRule::Column { column, .. }) => binder.one(column),
                _ => None,
            };
            let asserted = binder.optional(&rule.claim.asserted);
            let decision = rule.claim.decision.and_then(|target| referred(target).first().copied());
            if nth == 0 {
                fit.missing.extend(binder.missing.iter().map(|name| format!("{name} (record `{}`)", rule.name)));
            }
            let (key, numbers) = (key.unwrap_or_default(), own.clone());
            instances.push(Instance { rule: place, numbers, key, when, unless, fields, standing, asserted, decision });
        }
    }
    let is_ignored = |name: &str| {
        name.starts_with(super::MARK)
            || ignored
                .iter()
                .any(|ignored| folded(ignored) == folded(name) || Pattern::new(ignored).numbers(name).is_some())
    };
    let unused = names.iter().zip(&used).filter(|(name, used)| !**used && !is_ignored(name));
    fit.unused = unused.map(|(name, _)| name.clone()).collect();
    (instances, fit)
}

/// For each record of the rule the numbers that its stars stand for: one without numbers where it does not repeat.
fn numbers_of(rule: &RecordRule, columns: &Columns<'_>) -> Vec<Vec<u32>> {
    let Some(each) = &rule.each else { return vec![Vec::new()] };
    let stars = each.stars();
    let mut all: Vec<Vec<u32>> = patterns(rule)
        .filter(|pattern| pattern.stars() >= stars)
        .flat_map(|pattern| columns.of(std::slice::from_ref(pattern)))
        .map(|(mut numbers, _)| {
            numbers.truncate(stars);
            numbers
        })
        .collect();
    all.sort();
    all.dedup();
    all
}

/// Every name of a column in a rule.
fn patterns(rule: &RecordRule) -> impl Iterator<Item = &Pattern> {
    let fills = rule.fields.iter().flat_map(|field| -> Vec<&Pattern> {
        match &field.fill {
            FillRule::Column { column, .. } => column.iter().collect(),
            FillRule::Ticks(ticks) => ticks.iter().flat_map(|(column, _)| column).collect(),
            FillRule::Parts { parts, .. } => parts.iter().flat_map(|(_, column)| column).collect(),
            FillRule::Constant(_) | FillRule::Record(_) => Vec::new(),
        }
    });
    fills.chain(rule.key.columns().iter().flatten())
}

/// Finds the columns of one record.
struct Binder<'b> {
    columns: &'b Columns<'b>,
    numbers: &'b [u32],
    used: &'b mut [bool],
    missing: Vec<String>,
}

impl Binder<'_> {
    /// All columns that fit, and whose first stars stand for the numbers of this record.
    fn all(&mut self, spellings: &[Pattern]) -> Vec<usize> {
        let found = self.columns.of(spellings);
        let is_ours = |numbers: &[u32]| numbers.iter().zip(self.numbers).all(|(theirs, ours)| theirs == ours);
        let ours: Vec<usize> =
            found.into_iter().filter(|(numbers, _)| is_ours(numbers)).map(|(_, place)| place).collect();
        for place in &ours {
            self.used[*place] = true;
        }
        if ours.is_empty() {
            self.missing.extend(spellings.first().map(|pattern| pattern.name().to_owned()));
        }
        ours
    }

    fn one(&mut self, spellings: &[Pattern]) -> Option<usize> {
        self.all(spellings).first().copied()
    }

    fn optional(&mut self, spellings: &[Pattern]) -> Option<usize> {
        if spellings.is_empty() { None } else { self.one(spellings) }
    }

    fn fill(&mut self, rule: &FieldRule, referred: &impl Fn(usize) -> Vec<usize>) -> Option<BoundFill> {
        Some(match &rule.fill {
            FillRule::Constant(_) => BoundFill::Constant,
            FillRule::Column { column, join, currency, high, date, .. } => {
                let cells = match join {
                    Some(_) => column.iter().flat_map(|one| self.all(std::slice::from_ref(one))).collect(),
                    None => self.all(column),
                };
                if cells.is_empty() {
                    return None;
                }
                let (currency, high, date) = (self.optional(currency), self.optional(high), self.optional(date));
                BoundFill::Cells { cells, beside: BesideColumns { currency, high, date } }
            }
            FillRule::Ticks(ticks) => {
                let found: Vec<(usize, usize)> =
                    (0..).zip(ticks).filter_map(|(tick, (column, _))| Some((self.one(column)?, tick))).collect();
                if found.is_empty() {
                    return None;
                }
                BoundFill::Ticks(found)
            }
            FillRule::Parts { parts, .. } => {
                let found: Vec<(Part, usize)> =
                    parts.iter().filter_map(|(part, column)| Some((*part, self.one(column)?))).collect();
                if found.is_empty() {
                    return None;
                }
                BoundFill::Parts(found)
            }
            FillRule::Record(target) => BoundFill::Records(referred(*target)),
        })
    }

    fn when(&mut self, rule: &WhenRule, fields: &[BoundField]) -> BoundWhen {
        match rule {
            WhenRule::NotBlank(columns) => {
                BoundWhen::NotBlank(columns.iter().flat_map(|column| self.all(column)).collect())
            }
            WhenRule::Is(columns) => {
                let found = columns.iter().filter_map(|(column, values)| Some((self.one(column)?, values.clone())));
                BoundWhen::Is(found.collect())
            }
            WhenRule::AnyField => {
                let cells = fields.iter().flat_map(|field| match &field.fill {
                    BoundFill::Cells { cells, .. } => cells.clone(),
                    BoundFill::Ticks(ticks) => ticks.iter().map(|(place, _)| *place).collect(),
                    BoundFill::Parts(parts) => parts.iter().map(|(_, place)| *place).collect(),
                    BoundFill::Constant | BoundFill::Records(_) => Vec::new(),
                });
                BoundWhen::NotBlank(cells.collect())
            }
        }
    }
}
