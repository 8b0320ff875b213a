//! Why two records are held to be the same, or not: from the odds before comparing, through each comparison, to the sum.

use overt_link::{Evidence, Explanation};

use super::figures::{bits, probability};
use super::frame::{Size, framed};
use super::odds::probability_of_bits;
use super::signed::{Side, SignedBar, side_entries, signed_bars};
use super::table::{Table, TableCell};
use super::text::{capitalised, in_words, listed};
use super::{Chart, Heading, legend};

/// Less than this reads as 0.0 bits, and says nothing.
const BITS_MIN: f64 = 0.05;
const NAMED_MAX: usize = 2;

/// Evidence for and against a pair, in bits.
#[derive(Debug, Clone, PartialEq)]
pub struct Waterfall {
    /// What it is about.
    pub heading: Heading,
    /// What was weighed.
    pub explanation: Explanation,
}

impl Waterfall {
    /// The waterfall of an explanation, under this id.
    pub fn new(id: &str, explanation: &Explanation) -> Self {
        let heading = Heading::new(
            id,
            "What speaks for and against",
            "Each bar begins where the one before it ended. One bit more means twice the odds that the two records are about the same. At 0 \
             it is as likely as not.",
            "bits",
        );
        Self { heading, explanation: explanation.clone() }
    }
}

/// One step of the way.
pub(super) struct Step<'a> {
    /// The comparison, in words.
    pub(super) name: String,
    pub(super) evidence: &'a Evidence,
    /// The sum before it.
    pub(super) before: f64,
    /// The sum after it.
    pub(super) after: f64,
}

/// The comparisons with the sums before and after them.
pub(super) fn steps(explanation: &Explanation) -> Vec<Step<'_>> {
    let mut sum = explanation.prior_bits;
    let evidence = explanation.evidence.iter().map(|evidence| {
        let before = sum;
        sum += evidence.weight_bits;
        Step { name: capitalised(&in_words(&evidence.comparison)), evidence, before, after: sum }
    });
    evidence.collect()
}

/// What the comparisons do not explain: nothing, unless the explanation does not add up.
pub(super) fn unexplained_bits(explanation: &Explanation) -> Option<f64> {
    let sum = steps(explanation).last().map_or(explanation.prior_bits, |step| step.after);
    let rest = explanation.weight_bits - sum;
    (rest.abs() >= BITS_MIN && rest.is_finite()).then_some(rest)
}

/// Why part of a weight is due to the value itself, in words; none where it is not.
pub(super) fn frequency_words(evidence: &Evidence) -> Option<String> {
    let Evidence { frequency_bits, .. } = evidence;
    let rare = if *frequency_bits > 0.0 { "rare" } else { "common" };
    (frequency_bits.abs() >= BITS_MIN)
        .then(|| format!("included: {} because the value is {rare}", bits(*frequency_bits)))
}

/// How likely two records drawn at random are the same, in words.
pub(super) fn prior_words(explanation: &Explanation) -> String {
    format!("two drawn at random are the same: {}", probability(probability_of_bits(explanation.prior_bits)))
}

/// The finding of an explanation, in words.
pub(super) fn finding(explanation: &Explanation) -> String {
    let mut said: Vec<_> = explanation.evidence.iter().filter(|evidence| says_something(evidence)).collect();
    // The strongest first; those alike stay in the order of the model.
    said.sort_by(|a, b| b.weight_bits.abs().total_cmp(&a.weight_bits.abs()));
    let (supporting, opposing): (Vec<_>, Vec<_>) = said.into_iter().partition(|evidence| evidence.weight_bits > 0.0);
    let supports = sentence(&supporting, "most for it", "Nothing that was compared speaks for it");
    let opposes = match opposing.len() {
        0 => "nothing that was compared speaks against it".to_owned(),
        1 => format!("{} speaks against it", named(&opposing)),
        NAMED_MAX => format!("{} speak against it", named(&opposing)),
        more => format!("{} and {} more speak against it", listed_names(&opposing).join(", "), more - NAMED_MAX),
    };
    let silent = explanation.evidence.len() - supporting.len() - opposing.len();
    let silent = match silent {
        0 => String::new(),
        1 => " One comparison says nothing.".to_owned(),
        more => format!(" {more} comparisons say nothing."),
    };
    let abstains = match &explanation.abstains {
        Some(reason) => format!(" The program does not decide: {}.", reason.trim_end_matches('.')),
        None => String::new(),
    };
    format!(
        "{supports}; {opposes}.{silent} Probability {}; a match is a reason to look, not a finding.{abstains}",
        probability(explanation.probability)
    )
}

fn says_something(evidence: &Evidence) -> bool {
    evidence.weight_bits.abs() >= BITS_MIN
}

fn sentence(evidence: &[&Evidence], how: &str, nothing: &str) -> String {
    let weigh = match evidence.len() {
        0 => return nothing.to_owned(),
        1 => "weighs",
        _ => "weigh",
    };
    format!("{} {weigh} {how}", capitalised(&named(evidence)))
}

fn named(evidence: &[&Evidence]) -> String {
    listed(&listed_names(evidence))
}

fn listed_names(evidence: &[&Evidence]) -> Vec<String> {
    let names = evidence.iter().take(NAMED_MAX);
    names.map(|evidence| format!("the {}", in_words(&evidence.comparison))).collect()
}

impl Waterfall {
    fn bars(&self) -> Vec<SignedBar> {
        let explanation = &self.explanation;
        let Explanation { prior_bits, weight_bits, .. } = *explanation;
        let mut bars = vec![SignedBar {
            group: None,
            label: "Before comparing".to_owned(),
            value: bits(prior_bits),
            note: prior_words(explanation),
            from: 0.0,
            to: prior_bits,
            side: Side::Neither,
            part: None,
            joined_at: None,
            words: format!("Before comparing: {} bits; {}", bits(prior_bits), prior_words(explanation)),
        }];
        bars.extend(steps(explanation).into_iter().map(bar_of_step));
        if let Some(rest) = unexplained_bits(explanation) {
            let label = "Not explained by the comparisons";
            bars.push(SignedBar {
                group: None,
                label: label.to_owned(),
                value: bits(rest),
                note: String::new(),
                from: weight_bits - rest,
                to: weight_bits,
                side: Side::of(rest),
                part: None,
                joined_at: Some(weight_bits - rest),
                words: format!("{label}: {} bits", bits(rest)),
            });
        }
        let likely = format!("probability {}", probability(explanation.probability));
        bars.push(SignedBar {
            group: None,
            label: format!("Sum: {likely}"),
            value: bits(weight_bits),
            note: String::new(),
            from: 0.0,
            to: weight_bits,
            side: Side::Neither,
            part: None,
            joined_at: Some(weight_bits),
            words: format!("Sum: {} bits, {likely}", bits(weight_bits)),
        });
        bars
    }
}

fn bar_of_step(step: Step<'_>) -> SignedBar {
    let Step { name, evidence, before, after } = step;
    let frequency = frequency_words(evidence);
    let label = format!("{name}: {}", evidence.level);
    let side = if says_something(evidence) { Side::of(evidence.weight_bits) } else { Side::Neither };
    let sense = match side {
        Side::Neither => "which says nothing",
        Side::Against => "against",
        Side::For => "for",
    };
    let words = format!("{label}: {} bits, {sense}", bits(evidence.weight_bits));
    SignedBar {
        group: None,
        value: bits(evidence.weight_bits),
        words: frequency.iter().fold(words, |words, frequency| format!("{words}; {frequency}")),
        part: frequency.is_some().then_some((after - evidence.frequency_bits, after)),
        note: frequency.unwrap_or_default(),
        label,
        from: before,
        to: after,
        side,
        joined_at: Some(before),
    }
}

impl Chart for Waterfall {
    fn heading(&self) -> &Heading {
        &self.heading
    }

    fn finding(&self) -> String {
        finding(&self.explanation)
    }

    fn to_svg(&self) -> String {
        let id = &self.heading.id;
        let sides =
            [(Side::For, "speaks for it"), (Side::Against, "speaks against it"), (Side::Neither, "start and sum")];
        let mut entries = side_entries(id, &sides);
        entries.push(legend::Entry { paint: "class=\"ink\"".to_owned(), words: "due to frequency".to_owned() });
        let (body, height) = signed_bars(id, &entries, &self.bars());
        framed(&self.heading, &self.finding(), Size::Fluid { height }, false, &body)
    }

    fn numbers(&self) -> Table<'_> {
        let explanation = &self.explanation;
        let figure = |value: f64| TableCell::Figure(bits(value));
        let nothing = || TableCell::Figure("none".to_owned());
        let row = |name: &str, words: String, value: f64, sum: f64| {
            vec![TableCell::Head(name.to_owned()), TableCell::Text(words), figure(value), nothing(), figure(sum)]
        };
        let mut rows =
            vec![row("Before comparing", prior_words(explanation), explanation.prior_bits, explanation.prior_bits)];
        rows.extend(steps(explanation).into_iter().map(|step| {
            let Step { name, evidence, after, .. } = step;
            vec![
                TableCell::Head(name),
                TableCell::Words(&evidence.level),
                figure(evidence.weight_bits),
                figure(evidence.frequency_bits),
                figure(after),
            ]
        }));
        if let Some(rest) = unexplained_bits(explanation) {
            rows.push(row(
                "Not explained by the comparisons",
                "does not add up".to_owned(),
                rest,
                explanation.weight_bits,
            ));
        }
        let likely = format!("probability {}", probability(explanation.probability));
        rows.push(row("Sum", likely, explanation.weight_bits, explanation.weight_bits));
        let caption = format!("{}, in bits of log odds", self.heading.title);
        Table::new(&caption, &["Comparison", "What was found", "Bits", "Due to frequency", "Sum so far"], rows)
    }
}
