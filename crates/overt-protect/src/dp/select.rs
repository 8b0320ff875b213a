//! One of several, chosen by what the data say, without saying more than which.

use rand_core::CryptoRng;

use super::account::{Cost, Entry, MILLION_WHOLE};
use super::sampler::Bits;
use super::{Marginals, Odometer, Private, Refused};

/// A table of counts that may be chosen, and what a model expects in it. Its score is
/// `weight * (sum over cells of |count - model| - offset)`: how much there is to learn from it.
#[derive(Debug, Clone, Copy)]
pub struct Candidate<'a> {
    /// Which of the tables of counts.
    pub table: usize,
    /// What the model expects in each cell. Public.
    pub model: &'a [i64],
    /// What is taken off: for instance the error that measuring it will make. Public.
    pub offset: i64,
    /// How much it matters; with 0 its score is 0, whatever the counts are. Public.
    pub weight: u32,
}

impl Odometer {
    /// Chooses a candidate by the exponential mechanism, each with probability proportional to
    /// `exp(epsilon * score / (2 * most that one unit can change a score))`, drawn exactly. Gives its place among the candidates.
    ///
    /// A score itself cannot be had:
    /// ```compile_fail,E0616
    /// use overt_protect::dp::{Marginals, Private};
    /// fn distance(counts: &Private<Marginals>, model: u32) -> u32 { counts.value.counts[0][0].abs_diff(model) }
    /// ```
    ///
    /// # Errors
    /// The budget does not allow it, there is no candidate, or one does not fit its table. Nothing was looked at then.
    pub fn choose(
        &mut self,
        what: &str,
        marginals: &Private<Marginals>,
        candidates: &[Candidate<'_>],
        epsilon_millionths: u32,
        rng: &mut impl CryptoRng,
    ) -> Result<usize, Refused> {
        let heaviest = candidates.iter().map(|candidate| candidate.weight).max().ok_or(Refused::NoCandidate)?;
        let tables = marginals.sets().len();
        for candidate in candidates {
            let table = candidate.table;
            if table >= tables {
                return Err(Refused::NoTable { table, tables });
            }
            let (cells, given) = (marginals.cells(table), candidate.model.len());
            if cells != given {
                return Err(Refused::Model { table, cells, given });
            }
        }
        let bound = marginals.bound();
        self.spend_all(vec![Entry { what: what.to_owned(), bound, cost: Cost::Choice { epsilon_millionths } }])?;

        let scores: Vec<i128> = candidates.iter().map(|candidate| score(&marginals.value, candidate)).collect();
        let change = u128::from(heaviest.max(1)) * u128::from(bound.rows_most);
        let mut bits = Bits::new(rng);
        Ok(exponential(&scores, epsilon_millionths.into(), 2 * change * MILLION_WHOLE, &mut bits))
    }
}

fn score(marginals: &Marginals, candidate: &Candidate<'_>) -> i128 {
    let counts = marginals.counts[candidate.table].iter().zip(candidate.model);
    let distance: i128 = counts.map(|(&count, &model)| (i128::from(count) - i128::from(model)).abs()).sum();
    i128::from(candidate.weight) * (distance - i128::from(candidate.offset))
}

/// A place, with probability proportional to `exp(part * score / whole)`: any place is proposed, and taken with the probability by
/// which it is less likely than the best.
pub(in crate::dp) fn exponential<R: CryptoRng>(
    scores: &[i128],
    part: u128,
    whole: u128,
    bits: &mut Bits<'_, R>,
) -> usize {
    let best = *scores.iter().max().expect("there are candidates");
    loop {
        let place = usize::try_from(bits.below(scores.len() as u64)).expect("a place of a slice");
        if bits.chance_exp(part.saturating_mul(best.abs_diff(scores[place])), whole) {
            return place;
        }
    }
}
