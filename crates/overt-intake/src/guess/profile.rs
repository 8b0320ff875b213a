//! What the cells of one column look like.

use overt_model::{Edtf, State};
use rustc_hash::FxHashMap;

use super::words::folded;

/// Different cells that are kept and looked up in code lists.
const DISTINCT_MAX: usize = 200;

/// Spellings that say why there is no answer, without accents and in lower case.
#[rustfmt::skip]
const NO_ANSWER: &[(State, &[&str])] = &[
    (State::AskedUnknown, &[
        "unknown", "not known", "don't know", "dont know", "dk", "unk", "?", "desconocido", "desconocida", "no sabe", "ns",
        "se desconoce", "sin dato", "inconnu", "inconnue", "ne sait pas", "nsp", "non connu",
    ]),
    (State::Withheld, &["refused", "declined", "refused to answer", "se niega", "no responde", "refus", "refuse de repondre"]),
    (State::NotAsked, &[
        "not asked", "n/a", "na", "null", "none given", "-", "--", "no preguntado", "no aplica", "non demande", "nd", "n.d.", "s/d",
    ]),
];

/// Counts over the cells of one column. Shares are of the cells that say something.
#[derive(Debug, Default)]
pub(super) struct Profile {
    /// All rows.
    pub(super) rows: usize,
    /// Cells that are neither blank nor a spelling for no answer.
    pub(super) told: usize,
    /// Different ones, with how often each is there; at most [`DISTINCT_MAX`].
    pub(super) distinct: FxHashMap<String, usize>,
    /// How many different ones there are in all.
    pub(super) different: usize,
    /// Spellings for no answer that are there, with what they mean.
    pub(super) no_answer: Vec<(String, State)>,
    /// Letters and signs of a cell, on average.
    pub(super) mean_chars: f32,
    /// Dates with a month at least.
    pub(super) dates: f32,
    /// Numbers that may be years.
    pub(super) years: f32,
    /// Whole numbers, and within which limits.
    pub(super) integers: f32,
    pub(super) least: i64,
    pub(super) most: i64,
    /// Numbers of any form, sums of money included.
    pub(super) numbers: f32,
    /// Sums that name their currency.
    pub(super) marked_sums: f32,
    /// Numbers that write a comma before the decimals.
    pub(super) decimal_comma: bool,
    /// Dates that can only be read with the day, or the month, before the other.
    pub(super) day_first: bool,
    pub(super) month_first: bool,
    pub(super) phones: f32,
    pub(super) emails: f32,
    pub(super) addresses_of_pages: f32,
    /// Cells that say yes or no.
    pub(super) flags: f32,
    /// Cells with two words or more.
    pub(super) several_words: f32,
    /// Cells with a digit.
    pub(super) with_digits: f32,
}

impl Profile {
    pub(super) fn of<'a>(cells: impl Iterator<Item = &'a str>) -> Self {
        let mut profile = Self { least: i64::MAX, most: i64::MIN, ..Self::default() };
        let mut all: FxHashMap<&str, usize> = FxHashMap::default();
        for cell in cells {
            profile.rows += 1;
            let cell = cell.trim();
            if cell.is_empty() {
                continue;
            }
            match no_answer(cell) {
                Some(state) => {
                    if !profile.no_answer.iter().any(|(spelling, _)| spelling == cell) {
                        profile.no_answer.push((cell.to_owned(), state));
                    }
                }
                None => *all.entry(cell).or_default() += 1,
            }
        }
        profile.told = all.values().sum();
        profile.different = all.len();
        for (cell, times) in &all {
            profile.look_at(cell, as_share(*times));
        }
        let mut kept: Vec<_> = all.into_iter().collect();
        kept.sort_unstable_by(|one, other| other.1.cmp(&one.1).then(one.0.cmp(other.0)));
        kept.truncate(DISTINCT_MAX);
        profile.distinct = kept.into_iter().map(|(cell, times)| (cell.to_owned(), times)).collect();
        profile.make_shares();
        profile
    }

    fn look_at(&mut self, cell: &str, times: f32) {
        self.mean_chars += times * as_share(cell.chars().count());
        if let Some(order) = date(cell) {
            self.dates += times;
            self.day_first |= order == Order::DayFirst;
            self.month_first |= order == Order::MonthFirst;
        }
        if let Ok(number) = cell.parse::<i64>() {
            self.integers += times;
            (self.least, self.most) = (self.least.min(number), self.most.max(number));
            self.years += if (1900..=2100).contains(&number) && cell.len() == 4 { times } else { 0.0 };
        }
        if let Some(marked) = sum(cell) {
            self.numbers += times;
            self.marked_sums += if marked { times } else { 0.0 };
            let mut end = cell.trim_end_matches(|sign: char| !sign.is_ascii_digit()).chars().rev();
            self.decimal_comma |= end.by_ref().take(2).all(|sign| sign.is_ascii_digit()) && end.next() == Some(',');
        }
        self.phones += if is_phone(cell) { times } else { 0.0 };
        self.emails += if is_email(cell) { times } else { 0.0 };
        self.addresses_of_pages +=
            if cell.starts_with("http://") || cell.starts_with("https://") { times } else { 0.0 };
        self.flags += if says_yes(cell) || says_no(cell) { times } else { 0.0 };
        self.several_words += if cell.split_whitespace().nth(1).is_some() { times } else { 0.0 };
        self.with_digits += if cell.bytes().any(|byte| byte.is_ascii_digit()) { times } else { 0.0 };
    }

    fn make_shares(&mut self) {
        let told = as_share(self.told.max(1));
        for count in [
            &mut self.mean_chars,
            &mut self.dates,
            &mut self.years,
            &mut self.integers,
            &mut self.numbers,
            &mut self.marked_sums,
            &mut self.phones,
            &mut self.emails,
            &mut self.addresses_of_pages,
            &mut self.flags,
            &mut self.several_words,
            &mut self.with_digits,
        ] {
            *count /= told;
        }
    }

    /// Which share of the cells is there once only.
    pub(super) fn unlike(&self) -> f32 {
        as_share(self.different) / as_share(self.told.max(1))
    }

    /// Which share of the rows says something.
    pub(super) fn filled(&self) -> f32 {
        as_share(self.told) / as_share(self.rows.max(1))
    }
}

#[expect(clippy::cast_precision_loss, reason = "a few thousand at most")]
pub(super) const fn as_share(count: usize) -> f32 {
    count as f32
}

fn no_answer(cell: &str) -> Option<State> {
    if cell.len() > 24 {
        return None;
    }
    let plain = folded(cell);
    NO_ANSWER.iter().find(|(_, spellings)| spellings.contains(&plain.as_str())).map(|(state, _)| *state)
}

fn says_yes(cell: &str) -> bool {
    matches!(folded(cell).as_str(), "1" | "y" | "yes" | "x" | "true" | "si" | "oui" | "vrai" | "verdadero")
}

fn says_no(cell: &str) -> bool {
    matches!(folded(cell).as_str(), "0" | "n" | "no" | "false" | "non" | "faux" | "falso")
}

/// What a date shows about the order of day and month.
#[derive(Clone, Copy, PartialEq)]
enum Order {
    Open,
    DayFirst,
    MonthFirst,
}

/// Whether a cell is a date with a month at least. A year alone is left to the numbers.
fn date(cell: &str) -> Option<Order> {
    let day = cell.split(['T', ' ']).next().filter(|day| day.contains(['-', '/', '.'])).unwrap_or(cell);
    if day.len() >= 7 && day.starts_with(|first: char| first.is_ascii_digit()) && day.parse::<Edtf>().is_ok() {
        return Some(Order::Open);
    }
    let parts: Vec<u32> =
        day.split(['-', '/', '.']).map(|part| part.parse().ok()).collect::<Option<_>>().unwrap_or_default();
    match parts[..] {
        [year, month, day] if year > 1000 && (1..=12).contains(&month) && (1..=31).contains(&day) => Some(Order::Open),
        [first, second, year]
            if (1..=31).contains(&first) && (1..=31).contains(&second) && !(100..=1000).contains(&year) =>
        {
            match (first > 12, second > 12) {
                (true, true) => None,
                (true, false) => Some(Order::DayFirst),
                (false, true) => Some(Order::MonthFirst),
                (false, false) => Some(Order::Open),
            }
        }
        _ => names_a_month(cell).then_some(Order::Open),
    }
}

fn names_a_month(cell: &str) -> bool {
    #[rustfmt::skip]
    const MONTHS: &[&str] = &[
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "ene", "abr", "ago", "dic", "janv", "fevr", "avr",
        "mai", "juin", "juil", "aout",
    ];
    if cell.len() > 40 {
        return false;
    }
    let plain = folded(cell);
    let words: Vec<&str> = plain.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_month = |word: &&str| MONTHS.iter().any(|month| word.starts_with(month) && word.len() <= 10);
    let is_year = |word: &&str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    (2..=5).contains(&words.len()) && words.iter().any(is_month) && words.iter().any(is_year)
}

/// Whether a cell is a number, and whether it names a currency beside it.
fn sum(cell: &str) -> Option<bool> {
    const SIGNS: &[char] = &['$', '€', '£', '¥', '₦', '₱', '₹', '₽', '฿', '₫', '₴', '₺'];
    let number = cell.trim_matches(|sign: char| !sign.is_ascii_digit());
    let around = cell.len() - number.len();
    let is_number = !number.is_empty()
        && number.chars().all(|sign| sign.is_ascii_digit() || matches!(sign, '.' | ',' | ' ' | '\u{a0}' | '\''));
    let beside = cell.replacen(number, "", 1);
    let beside = beside.trim();
    let is_code = beside.len() == 3 && beside.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_sign = beside.chars().any(|sign| SIGNS.contains(&sign));
    (is_number && around <= 6 && (is_code || is_sign || matches!(beside, "" | "-" | "<"))).then_some(is_code || is_sign)
}

fn is_phone(cell: &str) -> bool {
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let is_written_so =
        cell.chars().all(|sign| sign.is_ascii_digit() || matches!(sign, '+' | ' ' | '-' | '(' | ')' | '.' | '/'));
    let starts_so = cell.starts_with(['+', '(']) || cell.starts_with('0');
    let is_parted = cell.matches([' ', '-', '.']).count() > 1;
    (7..=15).contains(&digits) && is_written_so && (starts_so || is_parted) && date(cell).is_none()
}

fn is_email(cell: &str) -> bool {
    cell.split_once('@').is_some_and(|(user, host)| !user.is_empty() && host.contains('.') && !cell.contains(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile(cells: &[&str]) -> Profile {
        Profile::of(cells.iter().copied())
    }

    #[test]
    fn one_day_beyond_the_twelfth_shows_the_order() {
        assert!(profile(&["03/04/2017", "25/04/2017"]).day_first);
        assert!(profile(&["03/04/2017", "04/25/2017"]).month_first);
        let open = profile(&["03/04/2017", "2017-04-25", "4 mars 2017"]);
        assert!(!open.day_first && !open.month_first);
        assert!((open.dates - 1.0).abs() < f32::EPSILON);
    }

    #[test]
    fn what_says_that_nothing_is_known_is_no_value() {
        let known = profile(&["Inconnu", "F", "refus", "", "F"]);
        assert_eq!(known.told, 2);
        assert_eq!(known.no_answer.len(), 2);
    }

    #[test]
    fn a_phone_number_is_no_sum_of_money_and_no_date() {
        let phones = profile(&["+52 55 0000 0000", "0044-20-00000000"]);
        assert!(phones.phones > 0.9 && phones.dates < 0.1 && phones.numbers < 0.1);
    }
}
