//! The words of a map of routes beside its heading.

use crate::charts::MapWords;

/// The words of a map of routes, in the language of the page that shows it. The default is English. Its own finding and the words for its marks
/// are in English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RouteWords {
    /// The words of a map.
    pub map: MapWords,
    /// An end that nobody knows.
    pub unknown: String,
    /// What stands before a country that a route does not leave.
    pub within: String,
    /// What stands after the number of the widest line.
    pub arrow: String,
    /// What stands before the number up to which lines are thinnest.
    pub up_to: String,
    /// The heads of the columns: from, to, what, number.
    pub heads: [String; 4],
}

impl Default for RouteWords {
    fn default() -> Self {
        let [unknown, within, arrow, up_to] =
            ["not known", "within", "to where the arrow points", "up to"].map(str::to_owned);
        let heads = ["From, or where", "To", "What", "Number"].map(str::to_owned);
        Self { map: MapWords::default(), unknown, within, arrow, up_to, heads }
    }
}
