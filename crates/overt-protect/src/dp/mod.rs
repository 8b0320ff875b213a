//! Differential privacy: what is told would have been told almost as well without any one person.
//!
//! What is computed from people's data is [`Private`] and stays so. The only way out is a mechanism: [`Odometer::measure`],
//! [`Odometer::choose`], [`Odometer::tell`]. Each asks the budget first, and gives whole numbers that were drawn exactly.
//! Numbers with fractions are for what is public: parameters, accounting, and what is made of released counts, such as tables that
//! agree with each other ([`consistent`](consistent())).
//!
//! ```
//! use overt_protect::dp::{Bound, Limit, Odometer, Private, Unit};
//! use overt_protect::{ColumnDomain, Domain, Rows};
//! use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng};
//!
//! let values = ["", "T1", "T4"].map(String::from).to_vec();
//! let mut rows = Rows::new(Domain::new(vec![ColumnDomain::new("stage", values)?])?);
//! (0..300).try_for_each(|_| rows.push(["T4"]))?;
//!
//! let mut rng = ChaCha20Rng::seed_from_u64(1); // For a release: from the operating system.
//! let bound = Bound { unit: Unit::Person, rows_most: 1 };
//! let table = Private::new(rows.finish(), bound, &mut rng)?;
//! let mut budget = Odometer::open(Limit::new(1.0, 1e-6)?, Unit::Person, Vec::new())?;
//! let noise = budget.noise(0.25, bound)?;
//! let stages = table.marginals(vec![vec![0]])?;
//! let measured = budget.measure("stages", &stages, &[(0, noise)], &mut rng)?;
//!
//! let supported: Vec<bool> = measured[0].intervals().iter().map(|interval| interval.supported()).collect();
//! assert_eq!(supported, [false, false, true]);
//! assert!(budget.left() < 0.751);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Randomness is passed in. For a release it must come from the operating system; whoever knows the seed knows the data.

mod account;
mod consistent;
mod gaussian;
pub mod gdp;
mod interval;
mod keys;
mod laplace;
mod limit;
mod marginal;
mod measure;
mod noise;
mod odometer;
mod private;
mod sampler;
mod select;
pub mod zcdp;

pub use account::{Cost, Entry};
pub use consistent::{ConsistentError, consistent};
pub use interval::Interval;
pub use keys::{Keys, Told, threshold};
pub use limit::{Limit, LimitError};
pub use marginal::{MarginalError, Marginals};
pub use measure::Measured;
pub use noise::{Noise, NoiseError};
pub use odometer::{Line, Odometer, Refused, Spent};
pub use private::{Bound, BoundError, Guarded, Private, Unit};
pub use select::Candidate;
