//! How each number was computed.

use overt_analysis::associate::Coefficient;

use super::told::Told;
use super::words::answer;
use crate::report::say_of_kernel;

/// What the columns of all tables of coefficients mean.
const READING: [&str; 5] = ["reading-flag", "reading-n", "reading-value", "reading-ends", "reading-p"];

/// How each number was computed: what it is, and its method.
pub(super) fn methods(told: Told<'_>) -> Vec<String> {
    let lab = told.lab;
    let mut methods: Vec<String> = READING.map(|name| told.word(name)).into();
    let mut add = |of: String, method: &str, name: &str| {
        let method = say_of_kernel(method, told.lang, name, &[]);
        methods.push(told.say("method-of", &[("part", of.into()), ("method", method.into())]));
    };
    if let Ok(circularity) = &lab.circularity {
        add(told.word("part-circularity"), circularity.method, "method-circularity");
    }
    for association in lab.answers() {
        let name = match association.coefficient {
            Coefficient::Pearson => "method-pearson",
            Coefficient::Spearman => "method-spearman",
            Coefficient::Kendall => "method-kendall",
        };
        add(told.coefficient(association.coefficient), association.method, name);
    }
    let parts = [
        lab.groups.as_ref().map(|groups| ("part-groups-method", groups.comparison.method, "method-groups")),
        answer(lab.ordered.as_ref()).map(|part| ("part-odds", part.method, "method-odds")),
        answer(lab.partial.as_ref()).map(|part| ("part-partial", part.method, "method-partial")),
        answer(lab.within_between.as_ref()).map(|part| ("part-within", part.method, "method-within")),
        lab.ties.iter().find_map(|ties| ties.as_ref().ok()).map(|ties| ("part-ties", ties.method, "method-ties")),
        answer(lab.pair_audit.as_ref()).map(|part| ("part-pairs", part.method, "method-pairs")),
        answer(lab.jackknife.as_ref()).map(|part| ("part-sources", part.method, "method-sources")),
        answer(lab.multiverse.as_ref()).map(|part| ("part-every-way", part.method, "method-every-way")),
    ];
    for (of, method, name) in parts.into_iter().flatten() {
        add(told.word(of), method, name);
    }
    methods
}
