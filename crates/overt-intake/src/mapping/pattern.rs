//! Names of columns in a mapping, in which a star stands for a number.

use rustc_hash::FxHashMap;

use super::cell::folded;

/// The name of a column. A star in it stands for a number from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pattern(String);

impl Pattern {
    pub(super) fn new(name: &str) -> Self {
        Self(name.to_owned())
    }

    /// The spellings of a name, which stand side by side with a bar between them.
    pub(super) fn spellings(names: &str) -> Vec<Self> {
        names.split('|').map(|name| Self::new(name.trim())).collect()
    }

    pub(super) fn name(&self) -> &str {
        &self.0
    }

    /// How many stars it has.
    pub(super) fn stars(&self) -> usize {
        self.0.matches('*').count()
    }

    /// The numbers that the stars stand for in this name; `None` when the name does not fit.
    pub(super) fn numbers(&self, name: &str) -> Option<Vec<u32>> {
        let mut pieces = self.0.split('*');
        let mut rest = name.strip_prefix(pieces.next()?)?;
        let mut numbers = Vec::new();
        for piece in pieces {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            numbers.push(rest[..digits].parse().ok()?);
            rest = rest[digits..].strip_prefix(piece)?;
        }
        rest.is_empty().then_some(numbers)
    }
}

/// The columns of a file, to be found by name.
pub(super) struct Columns<'c> {
    names: &'c [String],
    exact: FxHashMap<&'c str, usize>,
    folded: FxHashMap<compact_str::CompactString, usize>,
}

impl<'c> Columns<'c> {
    pub(super) fn new(names: &'c [String]) -> Self {
        let (mut exact, mut by_folded) = (FxHashMap::default(), FxHashMap::default());
        for (place, name) in names.iter().enumerate() {
            exact.entry(&**name).or_insert(place);
            by_folded.entry(folded(name)).or_insert(place);
        }
        Self { names, exact, folded: by_folded }
    }

    /// The column of this name without stars.
    fn named(&self, name: &str) -> Option<usize> {
        self.exact.get(name).or_else(|| self.folded.get(&folded(name))).copied()
    }

    /// The columns that fit the first of these spellings that any column fits, with what the stars stand for.
    pub(super) fn of(&self, spellings: &[Pattern]) -> Vec<(Vec<u32>, usize)> {
        let fitting = |pattern: &Pattern| -> Vec<(Vec<u32>, usize)> {
            if pattern.stars() == 0 {
                return self.named(pattern.name()).map(|place| (Vec::new(), place)).into_iter().collect();
            }
            let numbered = self.names.iter().enumerate();
            let mut found: Vec<_> =
                numbered.filter_map(|(place, name)| Some((pattern.numbers(name)?, place))).collect();
            found.sort();
            found
        };
        spellings.iter().map(fitting).find(|found| !found.is_empty()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_a_number_and_for_nothing_else() {
        let pattern = Pattern::new("defendants.*.charges.*.verdict");
        assert_eq!(pattern.numbers("defendants.2.charges.11.verdict"), Some(vec![2, 11]));
        for name in
            ["defendants.x.charges.1.verdict", "defendants.2.charges.11.verdicts", "defendants.2.charges..verdict", ""]
        {
            assert_eq!(pattern.numbers(name), None, "{name}");
        }
        assert_eq!(Pattern::new("Child * name").numbers("Child 3 name"), Some(vec![3]));
        assert_eq!(Pattern::new("*").numbers("99999999999"), None);
    }

    #[test]
    fn columns_are_found_whatever_their_case_and_in_the_order_of_their_numbers() {
        let names = ["Sex ", "child 10", "child 2"].map(str::to_owned);
        let columns = Columns::new(&names);
        assert_eq!(columns.of(&[Pattern::new("gender"), Pattern::new("SEX")]), [(vec![], 0)]);
        assert_eq!(columns.of(&[Pattern::new("child *")]), [(vec![2], 2), (vec![10], 1)]);
    }
}
