//! Keys that nobody knew before the data: told only if so many have them that no single one can be seen.

use std::collections::BTreeMap;

use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use super::account::{Cost, Entry, keys_delta};
use super::private::{BoundError, Guarded, sealed::Sealed};
use super::sampler::Bits;
use super::{Bound, Noise, Odometer, Private, Refused};

/// A text for each row, of a column whose values are in no codebook.
pub struct Keys(BTreeMap<String, u32>);

impl Sealed for Keys {}
impl Guarded for Keys {}

/// A key that may be known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Told {
    /// The key.
    pub key: String,
    /// How many rows have it, with noise.
    pub count: i64,
}

impl Private<Keys> {
    /// Takes a key for each row. `units` says whose each row is, if one can have several; of each so many take part at most, chosen at
    /// random.
    ///
    /// # Errors
    /// No rows, or more or fewer numbers than rows.
    pub fn keys(
        keys: Vec<String>,
        units: Option<&[u32]>,
        bound: Bound,
        rng: &mut impl CryptoRng,
    ) -> Result<Self, BoundError> {
        if let Some(numbers) = units.map(<[u32]>::len).filter(|&numbers| numbers != keys.len()) {
            return Err(BoundError::Numbers { rows: keys.len(), numbers });
        }
        let kept = bound.keep(units, rng)?;
        let mut counts = BTreeMap::new();
        match kept {
            None => keys.into_iter().for_each(|key| *counts.entry(key).or_default() += 1),
            Some(kept) => kept.into_iter().for_each(|row| *counts.entry(keys[row].clone()).or_default() += 1),
        }
        Ok(Self { value: Keys(counts), bound })
    }
}

/// The lowest threshold at which a key that only one unit has is told with probability `delta` at most.
pub fn threshold(noise: Noise, bound: Bound, delta: f64) -> Option<u64> {
    let enough = |threshold: &u64| keys_delta(&noise, *threshold, bound.rows_most) <= delta;
    let high = (0..48).map(|power| 1_u64 << power).find(enough)?;
    let (mut low, mut high) = (high / 2, high);
    while low + 1 < high {
        let middle = low.midpoint(high);
        if enough(&middle) { high = middle } else { low = middle }
    }
    Some(high)
}

impl Odometer {
    /// Tells the keys whose noisy counts reach the threshold, in the order of the alphabet.
    ///
    /// # Errors
    /// The budget, or what of delta is reserved for keys, does not allow it. Nothing was looked at then.
    pub fn tell(
        &mut self,
        what: &str,
        keys: &Private<Keys>,
        noise: Noise,
        threshold: u64,
        rng: &mut impl CryptoRng,
    ) -> Result<Vec<Told>, Refused> {
        let cost = Cost::Keys { noise, threshold };
        self.spend_all(vec![Entry { what: what.to_owned(), bound: keys.bound(), cost }])?;
        let mut bits = Bits::new(rng);
        let least = i64::try_from(threshold).unwrap_or(i64::MAX);
        let told = keys.value.0.iter().map(|(key, &count)| (key, i64::from(count) + noise.draw(&mut bits)));
        let told = told.filter(|(_, count)| *count >= least);
        Ok(told.map(|(key, count)| Told { key: key.clone(), count }).collect())
    }
}
