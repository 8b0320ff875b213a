//! Releases.

use super::statements;

statements! {
    RELEASE_STEP_ADD = "INSERT INTO release_step (leaf, release, content) VALUES ($1, $2, $3)";
    RELEASE_STEPS = "SELECT leaf, release, content FROM release_step WHERE leaf > $1 ORDER BY leaf LIMIT $2";
}
