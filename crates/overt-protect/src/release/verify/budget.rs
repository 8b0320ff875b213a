//! What was spent, computed anew from the integers in the ledger.

use serde::Deserialize;

use super::normal;
use crate::release::plan::SYNTHETIC;
use crate::release::policy::{CountsMethod, Promise};

/// How far two ways to compute a number may be apart.
const ROUNDING: f64 = 1e-6;
/// How much a stated epsilon may be above ours: it is rounded against the house at each step.
const ABOVE: f64 = 1e-3;
/// What the proof of the noise on a lattice takes off its variance, in steps of the lattice.
const SMOOTHING: f64 = 3.0;
const MILLION: f64 = 1e6;

#[derive(Deserialize)]
struct Ledger {
    entries: Vec<Entry>,
    sums: Vec<Sum>,
}

#[derive(Deserialize)]
struct Entry {
    release: String,
    spend: Option<Spend>,
}

#[derive(Deserialize)]
struct Spend {
    unit: String,
    cap: Cap,
    mechanisms: Vec<Mechanism>,
}

#[derive(Deserialize)]
struct Cap {
    epsilon: f64,
    delta: f64,
    keys_delta: f64,
}

#[derive(Deserialize)]
struct Sum {
    unit: String,
    releases: usize,
    spent: Spent,
}

#[derive(Deserialize)]
struct Spent {
    epsilon: f64,
}

#[derive(Deserialize)]
struct Mechanism {
    what: String,
    bound: Bound,
    cost: Cost,
}

/// What risk.json says was spent.
#[derive(Deserialize)]
struct Made {
    #[serde(default)]
    spent: Vec<Mechanism>,
}

#[derive(PartialEq, Deserialize)]
struct Bound {
    unit: String,
    rows_most: u32,
}

#[derive(Deserialize)]
#[serde(tag = "mechanism", rename_all = "snake_case")]
enum Cost {
    Counts { noise: Noise, tables: u32 },
    Choice { epsilon_millionths: f64 },
}

/// Noise as the ledger writes it.
#[derive(Clone, Copy, Deserialize)]
#[serde(tag = "noise", rename_all = "snake_case")]
pub(super) enum Noise {
    /// On a lattice of so many steps to a whole number.
    Gaussian { steps: f64, variance: f64 },
    /// Falls by `exp(-epsilon)` with each whole number.
    Laplace { epsilon_millionths: f64 },
}

/// What was told of one unit: by way of Gaussian differential privacy, and by adding up epsilons.
#[derive(Clone, Copy, Default)]
struct Told {
    mu_squared: f64,
    pure: f64,
}

impl Told {
    fn and(self, mechanism: &Mechanism) -> Self {
        let rows = f64::from(mechanism.bound.rows_most);
        if let Cost::Counts { noise, .. } = mechanism.cost
            && !noise.is_noise()
        {
            return Self { mu_squared: f64::INFINITY, pure: f64::INFINITY };
        }
        let (mu_squared, pure) = match mechanism.cost {
            Cost::Counts { noise: Noise::Gaussian { steps, variance }, tables } => {
                let sigma_squared = (variance - SMOOTHING) / steps.powi(2);
                (f64::from(tables) * rows.powi(2) / sigma_squared, f64::INFINITY)
            }
            Cost::Counts { noise: Noise::Laplace { epsilon_millionths }, tables } => {
                let epsilon = epsilon_millionths / MILLION * rows;
                (f64::from(tables) * normal::mu_of_pure(epsilon).powi(2), f64::from(tables) * epsilon)
            }
            Cost::Choice { epsilon_millionths } => {
                let epsilon = epsilon_millionths / MILLION;
                (normal::mu_of_pure(epsilon / 2.0).powi(2), epsilon)
            }
        };
        Self { mu_squared: self.mu_squared + mu_squared, pure: self.pure + pure }
    }

    /// The epsilon that goes with this delta.
    fn epsilon(self, delta: f64) -> f64 {
        if delta > 0.0 { normal::epsilon(self.mu_squared.sqrt(), delta) } else { self.pure }
    }
}

/// Adds up everything in the ledger. After no release more may have been told than its cap allowed, and the sums that are stated
/// must not be less than ours.
pub(super) fn check(ledger: &[u8]) -> Result<(), String> {
    let Ledger { entries, sums } = read(ledger)?;
    let mut units: Vec<(String, Told, usize, f64)> = Vec::new();
    for Entry { release, spend } in entries {
        let Some(Spend { unit, cap, mechanisms }) = spend else { continue };
        if mechanisms.iter().any(|mechanism| mechanism.bound.unit != unit) {
            return Err(format!("`{release}` mixes units"));
        }
        let before = units.iter().position(|(other, ..)| *other == unit);
        let (told, releases) = before.map_or((Told::default(), 0), |at| (units[at].1, units[at].2));
        let told = mechanisms.iter().fold(told, Told::and);
        let epsilon = told.epsilon(cap.delta - cap.keys_delta);
        if epsilon.is_nan() || epsilon > cap.epsilon * (1.0 + ROUNDING) {
            return Err(format!(
                "with `{release}`, epsilon {epsilon:.4} was spent on one {unit}, and {} is allowed",
                cap.epsilon
            ));
        }
        units.retain(|(other, ..)| *other != unit);
        units.push((unit, told, releases + 1, epsilon));
    }
    if sums.len() != units.len() {
        return Err("there are sums of other units than were spent on".to_owned());
    }
    for Sum { unit, releases, spent } in sums {
        let ours = units.iter().find(|(other, ..)| *other == unit);
        let agrees = ours.is_some_and(|(_, _, counted, epsilon)| {
            releases == *counted
                && spent.epsilon >= epsilon * (1.0 - ROUNDING)
                && spent.epsilon <= epsilon * (1.0 + ABOVE)
        });
        if !agrees {
            return Err(format!("the stated sum of one {unit} is not what its entries add up to"));
        }
    }
    Ok(())
}

/// The noise of each table of this release, if together they tell no more than its policy says.
pub(super) fn noises(ledger: &[u8], policy: &CountsMethod) -> Result<Vec<(Noise, u32)>, String> {
    let mechanisms = promised(ledger, &policy.promise)?;
    let whats = policy.sets.iter().map(|set| set.columns.join(" × "));
    if !mechanisms.iter().map(|mechanism| mechanism.what.clone()).eq(whats) {
        return Err("other tables were measured than the policy asks for".to_owned());
    }
    mechanisms
        .iter()
        .map(|mechanism| mechanism.noise().filter(|(_, tables)| *tables == 1))
        .collect::<Option<_>>()
        .ok_or_else(|| "something else than a table of counts was measured".to_owned())
}

/// Every size of noise with which synthetic records were measured, and how many tables have it, if all of it tells no more than what the
/// ledger reserves, and that no more than the policy says.
pub(super) fn synthetic(ledger: &[u8], risk: &[u8], promise: &Promise) -> Result<Vec<(Noise, u32)>, String> {
    let mechanisms = promised(ledger, promise)?;
    if !matches!(&mechanisms[..], [whole] if whole.what == SYNTHETIC) {
        return Err("the ledger reserves something else than synthetic records".to_owned());
    }
    let Made { spent } = serde_json::from_slice(risk).map_err(|error| format!("risk.json cannot be read: {error}"))?;
    let is_same = |mechanism: &Mechanism| mechanism.bound == mechanisms[0].bound;
    if spent.is_empty() || !spent.iter().all(is_same) {
        return Err("somebody else was protected than the policy says".to_owned());
    }
    let told = |of: &[Mechanism]| of.iter().fold(Told::default(), Told::and).epsilon(promise.delta);
    let (epsilon, reserved) = (told(&spent), told(&mechanisms));
    if epsilon.is_nan() || epsilon > reserved * (1.0 + ROUNDING) {
        return Err(format!("epsilon {epsilon:.4} was spent, and the ledger reserves {reserved:.4}"));
    }
    let noises = spent.iter().map(Mechanism::noise).collect::<Option<_>>();
    noises.ok_or_else(|| "something else than counts was measured".to_owned())
}

/// The last entry of the ledger, if it tells no more than was promised, and of whom it was.
fn promised(ledger: &[u8], promise: &Promise) -> Result<Vec<Mechanism>, String> {
    let spend =
        read(ledger)?.entries.pop().and_then(|entry| entry.spend).ok_or("nothing was spent, and there is noise")?;
    let same_bound = |mechanism: &Mechanism| mechanism.bound.rows_most == promise.rows_most;
    if spend.unit != promise.unit.to_string() || !spend.mechanisms.iter().all(same_bound) {
        return Err("somebody else was protected than the policy says".to_owned());
    }
    let epsilon = spend.mechanisms.iter().fold(Told::default(), Told::and).epsilon(promise.delta);
    if epsilon.is_nan() || epsilon > promise.epsilon * (1.0 + ROUNDING) {
        return Err(format!("epsilon {epsilon:.4} was spent, and the policy allows {}", promise.epsilon));
    }
    Ok(spend.mechanisms)
}

impl Mechanism {
    /// The noise and how many tables have it, if tables of counts were measured.
    fn noise(&self) -> Option<(Noise, u32)> {
        match self.cost {
            Cost::Counts { noise, tables } => Some((noise, tables)),
            Cost::Choice { .. } => None,
        }
    }
}

fn read(ledger: &[u8]) -> Result<Ledger, String> {
    serde_json::from_slice(ledger).map_err(|error| format!("the ledger cannot be read: {error}"))
}

impl Noise {
    /// Whether these integers are those of noise. If not, nothing is protected.
    fn is_noise(self) -> bool {
        match self {
            Self::Gaussian { steps, variance } => steps >= 1.0 && variance > SMOOTHING,
            Self::Laplace { epsilon_millionths } => epsilon_millionths >= 1.0,
        }
    }

    /// Whether this is the standard deviation of counts with this noise.
    pub(super) fn is_sigma(self, sigma: f64) -> bool {
        match self {
            // Rounding to whole numbers moves each by half of one at most, and so the standard deviation.
            Self::Gaussian { steps, variance } => (sigma - variance.sqrt() / steps).abs() <= 0.5,
            Self::Laplace { epsilon_millionths } => {
                let fall = (-epsilon_millionths / MILLION).exp();
                (sigma * (1.0 - fall) / (2.0 * fall).sqrt() - 1.0).abs() <= ROUNDING
            }
        }
    }

    /// Whether intervals of `half` to both sides hold the true count in 95 of 100 cases, and are not wider than that takes.
    pub(super) fn is_half_width(self, half: i64) -> bool {
        half >= 0 && self.outside(half).0 <= 0.05 && (half < 1 || self.outside(half - 1).1 > 0.05)
    }

    /// Whether a count is rightly said to be supported, or not to be: of 100 combinations that nobody has, 5 at most are. Where one step
    /// of the lattice decides, either passes.
    pub(super) fn is_supported(self, count: i64, supported: bool) -> bool {
        let (least, most) = self.outside(count.saturating_sub(1).max(-1));
        if supported { least <= 0.1 } else { most > 0.1 }
    }

    /// How often noise is farther than `half` from zero: at least, and at most.
    fn outside(self, half: i64) -> (f64, f64) {
        let half = f64::from(i32::try_from(half).unwrap_or(i32::MAX));
        match self {
            // Noise is rounded to whole numbers. On the lattice, the edge is known up to one step.
            Self::Gaussian { steps, variance } => {
                let at =
                    |shift: f64| 2.0 * normal::above((half + 0.5 + shift / steps).max(0.0) * steps / variance.sqrt());
                (at(1.0), at(-1.0))
            }
            Self::Laplace { epsilon_millionths } => {
                let fall = (-epsilon_millionths / MILLION).exp();
                let out = 2.0 * fall.powf(half + 1.0) / (1.0 + fall);
                (out * (1.0 - ROUNDING), out * (1.0 + ROUNDING))
            }
        }
    }
}
