//! What the kernels gave for two indices.

use std::collections::BTreeSet;

use overt_analysis::Problem;
use overt_analysis::associate::{Association, Group, Groups, GroupsComparison, Ordered, Partial, WithinBetween};
use overt_analysis::circular::Circularity;
use overt_analysis::fragility::{Jackknife, Multiverse, PairAudit, Ties};
use overt_analysis::series::{Joined, Key, Side};
use overt_model::Text;
use serde::Serialize;

/// Two indices, and all that was computed about them. What was not asked for is `None` or empty; what has no answer is a [`Problem`].
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Lab {
    /// What the two indices are called.
    pub names: [String; 2],
    /// Whether one is made of the other; a problem where that is not known.
    pub circularity: Result<Circularity, Problem>,
    /// Their values side by side, two series in the order of the names; none where one of them is a list of countries and no series.
    pub joined: Option<Joined>,
    /// Whether each is drawn on a scale of ratios.
    pub logarithmic: [bool; 2],
    /// The rows whose names must be seen in the drawing, such as those that a paper left out.
    pub named: Vec<Key>,
    /// Groups of rows that are told apart in the drawing.
    pub marked: Vec<Marked>,
    /// The association by each coefficient that was asked for.
    pub associations: Vec<Result<Association, Problem>>,
    /// One index by groups that the other makes.
    pub groups: Option<GroupsShown>,
    /// The odds of a higher level, where one index is an ordered scale of a few levels.
    pub ordered: Option<Result<Ordered, Problem>>,
    /// With other series held constant.
    pub partial: Option<Result<Partial, Problem>>,
    /// Within countries over the years, and between them.
    pub within_between: Option<Result<WithinBetween, Problem>>,
    /// Equal values of each index.
    pub ties: Vec<Result<Ties, Problem>>,
    /// Every two rows left out.
    pub pair_audit: Option<Result<PairAudit, Problem>>,
    /// Every source of an index left out.
    pub jackknife: Option<Result<Jackknife, Problem>>,
    /// The question asked in every way.
    pub multiverse: Option<Result<Multiverse, Problem>>,
    /// What the choices of countries of that question are called, in their order, where others than the kernel name them.
    #[serde(skip)]
    pub countries: Vec<Text>,
    /// Where the values of every series that was used come from.
    pub sources: Vec<Provenance>,
    /// The name and version of the program that computed it.
    pub program: String,
}

/// Rows that are told apart in the drawing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Marked {
    /// What they are called.
    pub label: String,
    /// Which they are.
    pub members: BTreeSet<Key>,
}

/// A series by groups: all values, and how the groups compare.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupsShown {
    /// The groups.
    pub values: Vec<Group>,
    /// The comparison; its summaries are in the same order.
    pub comparison: GroupsComparison,
}

/// Where the values of one series come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Provenance {
    /// The series with its year and edition.
    pub series: String,
    /// The file or table.
    pub source: String,
    /// The row of each value that was used.
    pub rows: Vec<usize>,
}

impl GroupsShown {
    /// The groups and their comparison.
    pub fn of(groups: &Groups) -> Self {
        Self { values: groups.groups().to_vec(), comparison: groups.compare() }
    }
}

impl Provenance {
    /// Where the values of a column of a join come from.
    pub fn of(side: &Side) -> Self {
        Self { series: side.label.clone(), source: side.source.clone(), rows: side.rows.clone() }
    }
}

impl Lab {
    /// Two indices of which nothing but the circle was asked yet.
    pub fn new(names: [String; 2], circularity: Result<Circularity, Problem>, program: String) -> Self {
        Self {
            names,
            circularity,
            joined: None,
            logarithmic: [false, false],
            named: Vec::new(),
            marked: Vec::new(),
            associations: Vec::new(),
            groups: None,
            ordered: None,
            partial: None,
            within_between: None,
            ties: Vec::new(),
            pair_audit: None,
            jackknife: None,
            multiverse: None,
            countries: Vec::new(),
            sources: Vec::new(),
            program,
        }
    }

    /// The associations that have an answer.
    pub(super) fn answers(&self) -> impl Iterator<Item = &Association> {
        self.associations.iter().filter_map(|association| association.as_ref().ok())
    }
}
