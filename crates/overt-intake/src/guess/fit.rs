//! How far the cells of a column speak for a property.

use std::cell::RefCell;

use overt_model::Class;
use overt_model::codebook::{Codebook, Kind, List, Property};
use rustc_hash::FxHashMap;

use super::profile::{Profile, as_share};

/// What may separate several codes in a cell.
const SEPARATORS: &[&str] = &[";", "|", ",", " / ", " "];

/// How the cells of a column agree with a property, from 0 to 1, and with what.
#[derive(Debug, Clone, Default)]
pub(super) struct Fit {
    pub(super) score: f32,
    /// In words: what the cells are.
    pub(super) told: String,
    /// What separates several codes in one cell.
    pub(super) split: Option<&'static str>,
}

/// The cells of one column, held against code lists once each.
pub(super) struct Cells<'a> {
    pub(super) profile: Profile,
    codebook: &'a Codebook,
    lists: RefCell<FxHashMap<&'a str, InList>>,
}

/// How many of the cells are codes of one list.
#[derive(Debug, Clone, Copy, Default)]
struct InList {
    found: usize,
    codes: usize,
    split: Option<&'static str>,
}

impl<'a> Cells<'a> {
    pub(super) fn new(profile: Profile, codebook: &'a Codebook) -> Self {
        Self { profile, codebook, lists: RefCell::default() }
    }

    pub(super) fn fit(&self, property: &'a Property, part: Option<&str>) -> Fit {
        let cells = &self.profile;
        match (&property.kind, part) {
            (_, Some("country")) => self.codes("countries", false),
            (_, Some("latitude" | "longitude")) => share(cells.numbers, cells.told, "are numbers"),
            (_, Some(_)) => Self::name_of_place(cells),
            (Kind::Code { list, .. }, _) => self.codes(list, property.many),
            (Kind::Flag, _) => share(cells.flags, cells.told, "say yes or no"),
            (Kind::Date { .. }, _) => share(cells.dates + cells.years, cells.told, "are dates"),
            (Kind::Integer { min, max, .. }, _) => {
                let within = cells.least >= *min && cells.most <= *max;
                let fit = share(cells.integers, cells.told, "are whole numbers");
                let years_by_mistake = *max < 1900 && cells.years > 0.5;
                if within && !years_by_mistake { fit } else { Fit { score: fit.score * 0.3, ..fit } }
            }
            (Kind::Number { .. }, _) => share(cells.numbers, cells.told, "are numbers"),
            (Kind::Money { .. }, _) if cells.marked_sums > 0.3 => share(cells.numbers, cells.told, "are sums of money"),
            (Kind::Money { .. }, _) => {
                let fit = share(cells.numbers, cells.told, "are numbers");
                let may_be_years = cells.years > 0.9;
                Fit { score: fit.score * if may_be_years { 0.5 } else { 0.95 }, ..fit }
            }
            (Kind::Text { max_chars, .. }, _) => Self::text(property, *max_chars, cells),
            (Kind::Place { .. } | Kind::Reference { .. } | Kind::File, _) => Fit::default(),
        }
    }

    /// The share of the cells that are codes of a list.
    pub(super) fn codes_in(&self, list: &'a str) -> f32 {
        self.codes(list, false).score
    }

    /// Texts are told apart by their look: how long they are, and whether they are numbers, dates, or written by machines.
    fn text(property: &Property, max_chars: usize, cells: &Profile) -> Fit {
        let id = property.id.as_str();
        if id.contains("phone") {
            return share(cells.phones.max(0.5 * long_numbers(cells)), cells.told, "look like telephone numbers");
        }
        if id == "email" {
            return share(cells.emails, cells.told, "are e-mail addresses");
        }
        if matches!(id, "url" | "website") {
            return share(cells.addresses_of_pages, cells.told, "are addresses of pages");
        }
        let odd = cells.emails.max(cells.addresses_of_pages).max(cells.dates).max(cells.flags);
        if odd > 0.5 || cells.mean_chars > as_share(max_chars) {
            return Fit { score: 0.1, told: "the cells are no such text".to_owned(), split: None };
        }
        let is_numbered = ["number", "reference", "licence", "account"].iter().any(|word| id.contains(word));
        let is_name = matches!(id, "first_name" | "middle_name" | "family_name" | "full_name" | "author");
        let (score, told) = match property.class {
            _ if is_numbered => (0.4 + 0.6 * cells.with_digits, "are made of digits and letters"),
            _ if is_name => ((1.0 - cells.with_digits) * 0.9, "are words without digits"),
            Class::Narrative if cells.mean_chars > 40.0 => (1.0, "are sentences"),
            Class::Narrative => ((cells.several_words * 0.85).max(0.3), "are words"),
            _ => (0.85 - 0.5 * cells.numbers, "are words"),
        };
        looks(score.clamp(0.0, 1.0), told)
    }

    fn name_of_place(cells: &Profile) -> Fit {
        looks((1.0 - cells.with_digits) * 0.9, "are words without digits")
    }

    /// The share of cells that are codes of a list, whole or cut by what separates them.
    fn codes(&self, list: &'a str, many: bool) -> Fit {
        let found = *self.lists.borrow_mut().entry(list).or_insert_with(|| self.look_up(list));
        let told = self.profile.told;
        let score = as_share(found.found) / as_share(told.max(1));
        let split = found.split.filter(|_| many);
        let score = if found.split.is_some() && !many { score * 0.4 } else { score };
        Fit { score, told: format!("{} of {told} values are codes of the list {list}", found.found), split }
    }

    fn look_up(&self, list: &str) -> InList {
        let Some(list) = self.codebook.list(list) else { return InList::default() };
        // Money, ages and years meet the numbers of countries and currencies by chance.
        if self.profile.integers > 0.5 && ["countries", "currencies", "languages"].contains(&list.id.as_str()) {
            return InList::default();
        }
        let whole = self.count(list, None);
        let separators = SEPARATORS.iter().map(|separator| self.count(list, Some(separator)));
        separators.fold(whole, |best, found| if found.found > best.found + best.found / 10 { found } else { best })
    }

    fn count(&self, list: &List, split: Option<&'static str>) -> InList {
        let mut found = InList { split, ..InList::default() };
        let mut codes = std::collections::BTreeSet::new();
        for (cell, times) in &self.profile.distinct {
            if split.is_some_and(|separator| !cell.contains(separator)) && list.find(cell).is_none() {
                continue;
            }
            let parts = split.map_or_else(|| vec![cell.as_str()], |separator| cell.split(separator).collect());
            let parts: Vec<_> =
                parts.into_iter().filter(|part| !part.trim().is_empty()).map(|part| list.find(part)).collect();
            if parts.iter().all(Option::is_some) {
                found.found += times;
                codes.extend(parts.into_iter().flatten().map(|code| &code.code));
            }
        }
        found.codes = codes.len();
        found
    }
}

fn long_numbers(cells: &Profile) -> f32 {
    if cells.least >= 1_000_000 && cells.integers > 0.5 { cells.integers } else { 0.0 }
}

/// How a text looks is no count.
fn looks(score: f32, how: &str) -> Fit {
    Fit { score, told: format!("the cells {how}"), split: None }
}

fn share(share: f32, told: usize, what: &str) -> Fit {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a few thousand")]
    let count = (share.min(1.0) * as_share(told)).round() as usize;
    let told = format!("{count} of {told} values {what}");
    Fit { score: share.min(1.0), told, split: None }
}
