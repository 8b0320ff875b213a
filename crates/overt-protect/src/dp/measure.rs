//! Counts, with noise.

use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use super::account::{Cost, Entry};
use super::sampler::Bits;
use super::{Marginals, Noise, Odometer, Private, Refused};

/// A table of counts that may be known: every cell has its noise, empty ones too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measured {
    /// Its columns.
    pub columns: Vec<usize>,
    /// The noise of each count.
    pub noise: Noise,
    /// The counts, which can be negative.
    pub counts: Vec<i64>,
}

impl Odometer {
    /// Measures tables of counts, each with its noise. The same table can be measured several times.
    ///
    /// What comes out are whole numbers:
    /// ```compile_fail,E0308
    /// fn mean(measured: &overt_protect::dp::Measured) -> f64 { measured.counts[0] }
    /// ```
    ///
    /// # Errors
    /// The budget does not allow it, or there is no such table. Nothing was looked at then.
    pub fn measure(
        &mut self,
        what: &str,
        marginals: &Private<Marginals>,
        wanted: &[(usize, Noise)],
        rng: &mut impl CryptoRng,
    ) -> Result<Vec<Measured>, Refused> {
        let tables = marginals.sets().len();
        if let Some(&(table, _)) = wanted.iter().find(|(table, _)| *table >= tables) {
            return Err(Refused::NoTable { table, tables });
        }
        self.spend_all(entries(what, marginals, wanted))?;
        let mut bits = Bits::new(rng);
        let measured = wanted.iter().map(|(table, noise)| Measured {
            columns: marginals.value.sets[*table].clone(),
            noise: *noise,
            counts: marginals.value.counts[*table]
                .iter()
                .map(|&count| i64::from(count) + noise.draw(&mut bits))
                .collect(),
        });
        Ok(measured.collect())
    }
}

/// One entry for each size of noise.
fn entries(what: &str, marginals: &Private<Marginals>, wanted: &[(usize, Noise)]) -> Vec<Entry> {
    let mut sizes: Vec<(Noise, u32)> = Vec::new();
    for (_, noise) in wanted {
        match sizes.iter_mut().find(|(size, _)| size == noise) {
            Some((_, tables)) => *tables += 1,
            None => sizes.push((*noise, 1)),
        }
    }
    let entry = |(noise, tables)| Entry {
        what: what.to_owned(),
        bound: marginals.bound(),
        cost: Cost::Counts { noise, tables },
    };
    sizes.into_iter().map(entry).collect()
}
