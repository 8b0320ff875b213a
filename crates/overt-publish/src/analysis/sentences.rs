//! What the kernels say in sentences, in the language that is asked for.

use overt_analysis::Problem;
use overt_analysis::associate::{ALPHA, GroupsComparison, Ordered, Partial, WithinBetween};
use overt_analysis::circular::Alternative;
use overt_analysis::fragility::{Jackknife, PairAudit, Ties};
use overt_analysis::regress::ProportionalOdds;
use overt_model::Lang;

use super::told::Told;
use crate::report::{say_of_kernel, translated};

/// What can be compared instead.
pub(super) fn alternative(told: Told<'_>, found: &Alternative) -> String {
    let index = ("index", (&found.index).into());
    if found.named.is_empty() {
        return say_of_kernel(&found.sentence, told.lang, "no-alternative", &[index]);
    }
    let or = format!(" {} ", told.word("or"));
    let parts = [index, ("parts", found.named.join(&or).into())];
    say_of_kernel(&found.sentence, told.lang, "alternative", &parts)
}

pub(super) fn groups(told: Told<'_>, found: &GroupsComparison) -> String {
    if told.lang == Lang::En {
        return found.sentence.clone();
    }
    let alike = found.pairs.iter().filter(|pair| pair.p_holm >= ALPHA);
    let alike: Vec<String> = alike.map(|pair| told.pair(&pair.first, &pair.second)).collect();
    let pairs = if alike.is_empty() {
        translated(told.lang, "groups-apart", &[])
    } else {
        translated(told.lang, "groups-alike", &[("pairs", alike.join(", ").into())])
    };
    let name = if found.p < ALPHA { "groups-differ" } else { "groups-do-not-differ" };
    let parts = [
        ("n", found.n.into()),
        ("outcome", (&found.outcome).into()),
        ("groups", found.groups.len().into()),
        ("p", say_p(told, found.p).into()),
        ("pairs", pairs.into()),
    ];
    translated(told.lang, name, &parts)
}

pub(super) fn odds(told: Told<'_>, found: &Ordered) -> String {
    if told.lang == Lang::En {
        return found.sentence.clone();
    }
    // The coefficient tells the way; the odds lie around 1.
    let mut way = found.odds;
    (way.value, way.low, way.high) = (found.slope.estimate, found.slope.low, found.slope.high);
    let [value, low, high] = [found.odds.value, found.odds.low, found.odds.high].map(|odds| format!("{odds:.3}"));
    let parts = [
        ("n", found.n.into()),
        ("way", told.way(&way, &found.by, &found.ordered).into()),
        ("odds", value.into()),
        ("deviation", format!("{:.4}", found.deviation).into()),
        ("low", low.into()),
        ("high", high.into()),
        ("p", say_p(told, found.odds.p).into()),
        ("thresholds", thresholds(told, found.proportional.as_ref()).into()),
    ];
    translated(told.lang, "odds", &parts)
}

fn thresholds(told: Told<'_>, test: Option<&Result<ProportionalOdds, Problem>>) -> String {
    match test {
        None => String::new(),
        Some(Err(_)) => format!(", {}", translated(told.lang, "thresholds-untested", &[])),
        Some(Ok(test)) => {
            let name = if test.p < ALPHA { "thresholds-differ" } else { "thresholds-alike" };
            format!(", {}", translated(told.lang, name, &[("p", say_p(told, test.p).into())]))
        }
    }
}

pub(super) fn limits_of_odds(told: Told<'_>, found: &Ordered) -> String {
    say_of_kernel(found.limits, told.lang, "limits-of-odds", &[])
}

pub(super) fn partial(told: Told<'_>, found: &Partial) -> String {
    let [value, low, high, plain] = [found.estimate.value, found.estimate.low, found.estimate.high, found.plain]
        .map(|value| told.figures().coefficient(value));
    let parts = [
        ("n", found.n.into()),
        ("given", told.listed(&found.given).into()),
        ("way", told.way(&found.estimate, &found.x, &found.y).into()),
        ("value", value.into()),
        ("low", low.into()),
        ("high", high.into()),
        ("p", say_p(told, found.estimate.p).into()),
        ("plain", plain.into()),
    ];
    say_of_kernel(&found.sentence, told.lang, "partial", &parts)
}

pub(super) fn within(told: Told<'_>, found: &WithinBetween) -> String {
    let WithinBetween { x, y, between, within, .. } = found;
    let [between_r, within_r] = [between.value, within.estimate.value].map(|value| told.figures().coefficient(value));
    let parts = [
        ("between", told.way(between, x, y).into()),
        ("betweenr", between_r.into()),
        ("within", told.way(&within.estimate, x, y).into()),
        ("withinr", within_r.into()),
        ("p", say_p(told, within.estimate.p).into()),
    ];
    say_of_kernel(&found.sentence, told.lang, "within", &parts)
}

pub(super) fn ties(told: Told<'_>, found: &Ties) -> String {
    let parts = [
        ("tied", found.tied.into()),
        ("n", found.n.into()),
        ("series", (&found.series).into()),
        ("decimals", usize::from(found.decimals).into()),
        ("distinct", found.distinct.into()),
        ("expected", format!("{:.0}", found.tied_expected).into()),
    ];
    say_of_kernel(&found.sentence, told.lang, "ties", &parts)
}

pub(super) fn pairs(told: Told<'_>, found: &PairAudit) -> String {
    let Some(strongest) = found.strengthening.first() else { return found.sentence.clone() };
    let [all, without, rho, rho_without] =
        [found.r, strongest.r, found.rho, found.rho_without_strongest].map(|value| told.figures().coefficient(value));
    let parts = [
        ("pairs", found.pairs.into()),
        ("pair", told.pair(&strongest.pair[0], &strongest.pair[1]).into()),
        ("all", all.into()),
        ("without", without.into()),
        ("rho", rho.into()),
        ("rhowithout", rho_without.into()),
    ];
    say_of_kernel(&found.sentence, told.lang, "pairs", &parts)
}

pub(super) fn sources(told: Told<'_>, found: &Jackknife) -> String {
    let [all, lowest, highest] =
        [found.all.estimate.value, found.lowest, found.highest].map(|value| told.figures().coefficient(value));
    let answered = found.sources.iter().filter(|source| source.without.is_ok()).count();
    let parts = [
        ("coefficient", told.coefficient(found.all.coefficient).into()),
        ("index", (&found.index).into()),
        ("outcome", (&found.all.y).into()),
        ("all", all.into()),
        ("sources", found.sources.len().into()),
        ("lowest", lowest.into()),
        ("highest", highest.into()),
        ("answered", answered.into()),
    ];
    let name = if answered == found.sources.len() { "sources-all" } else { "sources-some" };
    say_of_kernel(&found.sentence, told.lang, name, &parts)
}

/// A p value in words.
fn say_p(told: Told<'_>, p: f64) -> String {
    let name = if p < 0.0001 { "p-below" } else { "p-is" };
    translated(told.lang, name, &[("p", if p < 0.0001 { "0.0001".to_owned() } else { format!("{p:.4}") }.into())])
}
