//! Why two records are held to be the same, or not: every weight that made up the score.

use serde::Serialize;

/// What was weighed for and against one pair. The prior and the weights of `evidence` add up to `weight_bits`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explanation {
    /// The ids of the two records.
    pub pair: [String; 2],
    /// The version of the model, by its content.
    pub model: String,
    /// Log odds, in bits, that two records drawn at random are the same.
    pub prior_bits: f64,
    /// One entry for each comparison, in the order of the model.
    pub evidence: Vec<Evidence>,
    /// The sum, in bits of log odds.
    pub weight_bits: f64,
    /// The calibrated probability that the two are the same, 0 to 1.
    pub probability: f64,
    /// Why the program does not decide, where it abstains.
    pub abstains: Option<String>,
}

/// What one comparison had to say.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Evidence {
    /// The name of the comparison, such as `given_name`.
    pub comparison: String,
    /// The words for the level that was reached: `equal`, `day and month swapped`, `one of them is missing`.
    pub level: String,
    /// Bits for (positive) or against (negative); zero where nothing can be said.
    pub weight_bits: f64,
    /// How much of `weight_bits` is due to how rare or common the value is.
    pub frequency_bits: f64,
}
