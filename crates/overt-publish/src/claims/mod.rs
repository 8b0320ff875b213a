//! Claims of papers beside what they come to when they are recomputed: as text on a screen, as a single HTML file without scripts, and as a
//! table.
//!
//! Every claim is shown, also one that could not be recomputed, with the reason. A verdict is about numbers: it says nothing of who is right
//! about the world.

mod page;
mod table;
mod text;

use overt_analysis::series::Exclusion;
use serde::Serialize;

use crate::charts::{capitalised, number};
pub use page::claims_page;
pub use table::claims_csv;
pub use text::claims_text;

/// What became of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Everything that is claimed comes out the same.
    Reproduces,
    /// Some of it does.
    InPart,
    /// None of what could be recomputed does.
    DoesNotReproduce,
    /// A source says something else.
    Contradicted,
    /// Nothing could be recomputed; the reason is given.
    CannotBeVerified,
}

/// One of the things that are claimed, and what it comes to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Check {
    /// What it is about, in few words.
    pub what: String,
    /// As it was claimed.
    pub claimed: String,
    /// As it was recomputed; none where it could not be.
    pub found: Option<String>,
    /// The numbers in full, if it is about numbers.
    pub values: Vec<f64>,
    /// Whether both are the same, as far as what was claimed is precise; none where nothing was recomputed.
    pub agrees: Option<bool>,
}

/// A claim with its verdict.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct JudgedClaim {
    /// Who says it, and where.
    pub says: String,
    /// What is claimed.
    pub what: String,
    /// The verdict.
    pub verdict: Verdict,
    /// Why it is so, or what else was found; empty if there is nothing to add.
    pub reason: String,
    /// What was claimed one by one; empty only if nothing can be held against a number.
    pub checks: Vec<Check>,
    /// How many rows it rests on; none where nothing was recomputed, or rows are not what is counted.
    pub n: Option<usize>,
    /// What is not in it.
    pub exclusions: Vec<Exclusion>,
    /// How it was recomputed; empty where it was not.
    pub method: String,
    /// The files that it needs.
    pub files: Vec<String>,
}

/// Claims about one subject.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ClaimGroup {
    /// The subject.
    pub title: String,
    /// The claims.
    pub claims: Vec<JudgedClaim>,
}

/// All of them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Claims {
    /// By subject.
    pub groups: Vec<ClaimGroup>,
}

impl Verdict {
    /// All of them, the best first.
    const ALL: [Self; 5] =
        [Self::Reproduces, Self::InPart, Self::DoesNotReproduce, Self::Contradicted, Self::CannotBeVerified];

    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Reproduces => "reproduces",
            Self::InPart => "reproduces in part",
            Self::DoesNotReproduce => "does not reproduce",
            Self::Contradicted => "contradicted",
            Self::CannotBeVerified => "cannot be verified",
        }
    }

    /// A name for programs.
    const fn code(self) -> &'static str {
        match self {
            Self::Reproduces => "reproduces",
            Self::InPart => "in-part",
            Self::DoesNotReproduce => "does-not-reproduce",
            Self::Contradicted => "contradicted",
            Self::CannotBeVerified => "cannot-be-verified",
        }
    }
}

impl JudgedClaim {
    /// What the numbers rest on, in a line.
    fn basis(&self) -> String {
        let rows = self.n.map(|n| match self.exclusions.len() {
            0 => format!("n {}", number(n as u64)),
            left_out => format!("n {}, {} left out", number(n as u64), number(left_out as u64)),
        });
        let parts = [rows.unwrap_or_default(), self.files.join(" + "), self.method.clone()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(". ")
    }
}

impl Claims {
    /// How many claims have each verdict.
    fn sentence(&self) -> String {
        let claims = || self.groups.iter().flat_map(|group| &group.claims);
        let parts = Verdict::ALL.map(|verdict| {
            let count = claims().filter(|claim| claim.verdict == verdict).count();
            format!("{}: {count}", verdict.words())
        });
        format!("{} claims. {}.", claims().count(), capitalised(&parts.join("; ")))
    }
}
