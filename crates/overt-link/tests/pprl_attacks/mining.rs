//! Bits that are set together are a token, and frequent ones frequent tokens: after Christen, Vidanage, Ranbaduge and Schnell (2018),
//! "Pattern-mining based cryptanalysis of Bloom filters for privacy-preserving record linkage", PAKDD.
//!
//! 1. Mine: from pairs of columns that are set together far more often than chance, grow sets of columns that the same rows have.
//! 2. Align: give each pattern the token of the public list whose frequency, and whose frequency together with the tokens of
//!    the other patterns, fits best.
//! 3. Name: the given name of the public list that has exactly the tokens found in the row; of several the most frequent.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;

use overt_link::pprl::{Bits, clk, dice};

use super::people::Person;

/// What an attack found.
#[derive(Debug)]
pub(crate) struct Found {
    /// Patterns of bits.
    pub(crate) patterns: usize,
    /// The share of all records for which the attacker names the right given name.
    pub(crate) given_names_right: f64,
    /// The same for the given name or the surname.
    pub(crate) names_right: f64,
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { patterns, given_names_right, names_right } = self;
        write!(f, "{patterns} patterns name {given_names_right:.3} of given names, {names_right:.3} of either name")
    }
}

/// Columns that a pattern must have: a token of a name sets 12, of which some may fall together.
const COLUMNS_MIN: usize = 8;

/// Patterns that are looked for.
const PATTERNS_MAX: usize = 90;

/// Rounds of an alignment.
const ROUNDS: u32 = 12;

/// Rows as bits.
type Rows = Vec<u64>;

/// Runs the attack. `flips` is the share of bits that the attacker knows to be turned around.
#[expect(clippy::cast_precision_loss, reason = "small numbers")]
pub(crate) fn attack(encodings: &[Bits], public: &[Person], truth: &[Person], flips: f64) -> Found {
    let patterns = mine(encodings, flips);
    let tokens = frequent_tokens(public);
    let meaning = align(&patterns, encodings.len(), &tokens, public.len());

    let given_names = name(0, |person| &person.given_name, &patterns, &meaning, &tokens, public, encodings.len());
    let surnames = name(1, |person| &person.surname, &patterns, &meaning, &tokens, public, encodings.len());
    let (mut given_names_right, mut names_right) = (0, 0);
    for (person, (given_name, surname)) in truth.iter().zip(given_names.iter().zip(&surnames)) {
        let given_name = *given_name == person.given_name;
        given_names_right += u32::from(given_name);
        names_right += u32::from(given_name || *surname == person.surname);
    }
    let share = |right: u32| f64::from(right) / truth.len() as f64;
    Found { patterns: patterns.len(), given_names_right: share(given_names_right), names_right: share(names_right) }
}

/// For each row the name of a field that has exactly the tokens found in it; of several the most frequent.
#[expect(clippy::cast_precision_loss, reason = "small numbers")]
fn name<'a>(
    field: usize,
    of: impl Fn(&'a Person) -> &'a str,
    patterns: &[Rows],
    meaning: &[Option<usize>],
    tokens: &[Token],
    public: &'a [Person],
    rows: usize,
) -> Vec<&'a str> {
    let field = clk::FIELDS[field];
    let prefix = format!("{}|", field.name);
    // A token may have several patterns, of which the first is the clearest.
    let mut known: Vec<(usize, &str)> = Vec::new();
    for (pattern, token) in
        meaning.iter().enumerate().filter_map(|(pattern, token)| token.map(|token| (pattern, token)))
    {
        let text = tokens[token].text.as_str();
        if text.starts_with(&prefix) && !known.iter().any(|other| other.1 == text) {
            known.push((pattern, text));
        }
    }
    let mut names: BTreeMap<&str, f64> = BTreeMap::new();
    for person in public.iter().filter(|person| !of(person).is_empty()) {
        *names.entry(of(person)).or_default() += 1.0;
    }
    let names: Vec<(&str, f64, Vec<bool>)> = names
        .into_iter()
        .map(|(name, count)| {
            let own: HashSet<String> = clk::tokens(field, name).into_iter().collect();
            (name, (count / public.len() as f64).ln(), known.iter().map(|(_, token)| own.contains(*token)).collect())
        })
        .collect();
    let mut guesses: HashMap<Vec<bool>, &str> = HashMap::new();
    (0..rows)
        .map(|row| {
            let has = |pattern: usize| patterns[pattern][row / 64] >> (row % 64) & 1 == 1;
            let seen: Vec<bool> = known.iter().map(|(pattern, _)| has(*pattern)).collect();
            *guesses.entry(seen).or_insert_with_key(|seen| {
                let score = |name: &(&str, f64, Vec<bool>)| {
                    name.1 - 3.0 * name.2.iter().zip(seen).filter(|(expected, seen)| expected != seen).count() as f64
                };
                names.iter().max_by(|left, right| score(left).total_cmp(&score(right))).map_or("", |name| name.0)
            })
        })
        .collect()
}

/// The rows of each pattern.
#[expect(clippy::cast_precision_loss, reason = "small numbers")]
fn mine(encodings: &[Bits], flips: f64) -> Vec<Rows> {
    let words = encodings.len().div_ceil(64);
    let mut columns = vec![vec![0_u64; words]; dice::BITS];
    for (row, bits) in encodings.iter().enumerate() {
        for (column, rows) in columns.iter_mut().enumerate() {
            rows[row / 64] |= (bits[column / 64] >> (column % 64) & 1) << (row % 64);
        }
    }
    let counts: Vec<u32> = columns.iter().map(count).collect();
    let total = encodings.len() as f64;
    let least = (total / 100.0).max(20.0);
    let mut seeds = Vec::new();
    for left in 0..dice::BITS {
        for right in left + 1..dice::BITS {
            let together = f64::from(common(&columns[left], &columns[right]));
            let expected = f64::from(counts[left]) * f64::from(counts[right]) / total;
            // Far above chance, and at least one row in a hundred.
            let deviation = (together - expected) / expected.max(1.0).sqrt();
            if together >= least && deviation > 8.0 {
                seeds.push((deviation, left, right));
            }
        }
    }
    seeds.sort_by(|left, right| right.0.total_cmp(&left.0).then(left.1.cmp(&right.1)).then(left.2.cmp(&right.2)));

    let mut patterns: Vec<Rows> = Vec::new();
    let mut used: HashSet<(usize, usize)> = HashSet::new();
    let mut tries = 0;
    for (_, left, right) in seeds {
        if patterns.len() >= PATTERNS_MAX || tries >= 400 {
            break;
        }
        if used.contains(&(left, right)) {
            continue;
        }
        tries += 1;
        let Some((members, rows)) = grow(&columns, left, right, flips, least) else { continue };
        for first in &members {
            for second in &members {
                used.insert((*first, *second));
            }
        }
        let same = |other: &Rows| {
            let both = f64::from(common(other, &rows));
            2.0 * both > 0.85 * f64::from(count(other) + count(&rows))
        };
        if !patterns.iter().any(same) {
            patterns.push(rows);
        }
    }
    patterns
}

/// Adds the column that most of the rows have, as long as nearly all have one, and drops the rows that do not have it.
fn grow(columns: &[Rows], left: usize, right: usize, flips: f64, least: f64) -> Option<(Vec<usize>, Rows)> {
    let mut members = vec![left, right];
    let mut rows = both(&columns[left], &columns[right]);
    let mut votes: Vec<u32> = Vec::new();
    while members.len() < 3 * COLUMNS_MIN {
        votes.clear();
        votes.extend(columns.iter().map(|column| common(column, &rows)));
        let (best, vote) = (0..columns.len())
            .filter(|column| !members.contains(column))
            .map(|column| (column, votes[column]))
            .max_by_key(|(column, vote)| (*vote, usize::MAX - column))?;
        let share = f64::from(vote) / f64::from(count(&rows));
        // The first columns sort out rows that have the seed by chance; then everybody must have them.
        let wanted = if members.len() < COLUMNS_MIN / 2 { 0.7 } else { 0.9 } * (1.0 - flips);
        if share < wanted {
            break;
        }
        if flips == 0.0 || members.len() < COLUMNS_MIN / 2 {
            rows = both(&rows, &columns[best]);
        }
        members.push(best);
        if f64::from(count(&rows)) < least {
            return None;
        }
    }
    if members.len() < COLUMNS_MIN {
        return None;
    }
    if flips > 0.0 {
        // With noise nobody has every column: whoever has most of them belongs.
        let needed = members.len() * 3 / 4;
        for (word, out) in rows.iter_mut().enumerate() {
            *out = (0..64)
                .filter(|bit| members.iter().filter(|column| columns[**column][word] >> bit & 1 == 1).count() >= needed)
                .fold(0, |bits, bit| bits | 1 << bit);
        }
    }
    Some((members, rows))
}

/// A token of the public list.
struct Token {
    text: String,
    rows: Rows,
    count: u32,
}

/// The frequent tokens of all fields. A pattern may be several tokens that always come together, so equal ones are one.
fn frequent_tokens(public: &[Person]) -> Vec<Token> {
    let words = public.len().div_ceil(64);
    let mut rows: BTreeMap<String, Rows> = BTreeMap::new();
    for (row, person) in public.iter().enumerate() {
        for (field, value) in person.fields() {
            for token in clk::tokens(field, value) {
                rows.entry(token).or_insert_with(|| vec![0; words])[row / 64] |= 1 << (row % 64);
            }
        }
    }
    let mut tokens: Vec<Token> =
        rows.into_iter().map(|(text, rows)| Token { text, count: count(&rows), rows }).collect();
    tokens.sort_by(|left, right| right.count.cmp(&left.count).then(left.text.cmp(&right.text)));
    tokens.truncate(300);
    tokens
}

/// For each pattern the token that fits best, by frequency and by how often it comes together with others.
///
/// Given names and surnames are made of the same letters, so that a first alignment may take all of one for all of the other. The
/// attacker tries it the other way round too, and keeps what fits better.
fn align(patterns: &[Rows], rows: usize, tokens: &[Token], public: usize) -> Vec<Option<usize>> {
    let problem = Problem::new(patterns, rows, tokens, public);
    let first = problem.solve(|_, _| true);
    let field = |token: usize| tokens[token].text.split('|').next().unwrap();
    let second = problem.solve(|pattern, token| match first.0[pattern].map(field) {
        Some(taken @ ("given_name" | "surname")) => field(token) != taken,
        _ => true,
    });
    if second.1 > first.1 { second.0 } else { first.0 }
}

/// An alignment that is sought.
struct Problem {
    /// Shares of rows that have both patterns.
    observed: Vec<Vec<f64>>,
    /// Shares of people that have both tokens.
    expected: Vec<Vec<f64>>,
    /// How far a share may be off by chance, in the file and in the list.
    spread: f64,
    /// Tokens of about the frequency of the pattern.
    candidates: Vec<Vec<usize>>,
    /// The patterns with which it comes together least like by chance, and frequent ones.
    neighbours: Vec<Vec<usize>>,
}

impl Problem {
    #[expect(clippy::cast_precision_loss, reason = "small numbers")]
    fn new(patterns: &[Rows], rows: usize, tokens: &[Token], public: usize) -> Self {
        let table = |lists: &[&Rows], of: usize| -> Vec<Vec<f64>> {
            let share = |left, right| f64::from(common(left, right)) / of as f64;
            lists.iter().map(|left| lists.iter().map(|right| share(left, right)).collect()).collect()
        };
        let observed = table(&patterns.iter().collect::<Vec<_>>(), rows);
        let expected = table(&tokens.iter().map(|token| &token.rows).collect::<Vec<_>>(), public);
        let mut problem = Self {
            spread: 1.0 / rows as f64 + 1.0 / public as f64,
            candidates: Vec::new(),
            neighbours: Vec::new(),
            observed,
            expected,
        };
        for pattern in 0..patterns.len() {
            let own = problem.observed[pattern][pattern];
            let fits = |token: &usize| problem.log_likelihood(own, problem.expected[*token][*token]) > -8.0;
            problem.candidates.push((0..tokens.len()).filter(fits).collect());
            let surprise = |other: usize| {
                let chance = own * problem.observed[other][other];
                (problem.observed[pattern][other] - chance).abs() / (chance + 0.001).sqrt()
            };
            let mut others: Vec<usize> = (0..patterns.len()).filter(|other| *other != pattern).collect();
            others.sort_by(|left, right| surprise(*right).total_cmp(&surprise(*left)));
            // Names of other fields come together as by chance, which tells fields apart: frequent ones show it best.
            let mut frequent = others.split_off(others.len().min(12));
            frequent.sort_by(|left, right| problem.observed[*right][*right].total_cmp(&problem.observed[*left][*left]));
            others.extend(frequent.into_iter().take(14));
            problem.neighbours.push(others);
        }
        problem
    }

    fn log_likelihood(&self, seen: f64, known: f64) -> f64 {
        let deviation = seen - known;
        (-deviation * deviation / (2.0 * self.spread * (0.5 * (seen + known) + 0.001))).max(-12.0)
    }

    /// Every pattern begins with all tokens of about its frequency that are allowed; beliefs are made sharper round by round (mean
    /// field with annealing), as what one means tells what others mean. Returns the meanings and how well they fit.
    #[expect(clippy::cast_precision_loss, reason = "small numbers")]
    fn solve(&self, allowed: impl Fn(usize, usize) -> bool) -> (Vec<Option<usize>>, f64) {
        let patterns = self.candidates.len();
        let mut beliefs: Vec<Vec<f64>> = (0..patterns)
            .map(|pattern| {
                let start: Vec<f64> = self.candidates[pattern]
                    .iter()
                    .map(|token| f64::from(u8::from(allowed(pattern, *token))))
                    .collect();
                let sum: f64 = start.iter().sum();
                let even = 1.0 / start.len().max(1) as f64;
                start.into_iter().map(|belief| if sum > 0.0 { belief / sum } else { even }).collect()
            })
            .collect();
        let mut fit = 0.0;
        for round in 1..=ROUNDS {
            fit = 0.0;
            for pattern in 0..patterns {
                let scores: Vec<f64> =
                    self.candidates[pattern].iter().map(|token| self.score(pattern, *token, &beliefs)).collect();
                let best = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                fit += best.max(-1000.0);
                let sharpness = f64::from(round) / f64::from(ROUNDS);
                let likely: Vec<f64> = scores.iter().map(|score| (sharpness * (score - best)).exp()).collect();
                let sum: f64 = likely.iter().sum();
                beliefs[pattern] = likely.into_iter().map(|likely| likely / sum).collect();
            }
        }
        let meanings = (0..patterns).map(|pattern| {
            let mut believed = self.candidates[pattern].iter().zip(&beliefs[pattern]);
            believed.find(|(_, belief)| **belief > 0.5).map(|(token, _)| *token)
        });
        (meanings.collect(), fit)
    }

    fn score(&self, pattern: usize, token: usize, beliefs: &[Vec<f64>]) -> f64 {
        let mut score = self.log_likelihood(self.observed[pattern][pattern], self.expected[token][token]);
        for other in &self.neighbours[pattern] {
            let seen = self.observed[pattern][*other];
            for (meaning, belief) in self.candidates[*other].iter().zip(&beliefs[*other]) {
                if *belief > 0.01 {
                    score += belief * self.log_likelihood(seen, self.expected[token][*meaning]);
                }
            }
        }
        score
    }
}

fn both(left: &Rows, right: &Rows) -> Rows {
    left.iter().zip(right).map(|(left, right)| left & right).collect()
}

fn common(left: &Rows, right: &Rows) -> u32 {
    let mut sum = 0;
    for word in 0..left.len() {
        sum += (left[word] & right[word]).count_ones();
    }
    sum
}

fn count(rows: &Rows) -> u32 {
    rows.iter().map(|word| word.count_ones()).sum()
}
