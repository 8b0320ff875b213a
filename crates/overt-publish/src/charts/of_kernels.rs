//! What kernels call things, in the language of a chart: coefficients, choices, why somebody is left out, how two indices are bound.

use overt_analysis::associate::Coefficient;
use overt_analysis::circular::{Circularity, Grade};
use overt_analysis::fragility::{ChoiceOption, Outliers, Scale};
use overt_analysis::series::Why;
use overt_model::Lang;

use crate::report::{say_of_kernel, translated};

/// The name of a coefficient, with the letter it is known by.
pub(crate) fn coefficient_name(lang: Lang, coefficient: Coefficient) -> String {
    let name = match coefficient {
        Coefficient::Pearson => "coefficient-pearson",
        Coefficient::Spearman => "coefficient-spearman",
        Coefficient::Kendall => "coefficient-kendall",
    };
    say_of_kernel(coefficient.name(), lang, name, &[])
}

/// The choices, in the order in which a specification has them.
pub(super) const CHOICES: [&str; 7] = [
    "choice-left-series",
    "choice-right-series",
    "choice-countries",
    "choice-left-scale",
    "choice-right-scale",
    "choice-outliers",
    "choice-coefficient",
];

/// The place of the choice of countries.
pub(super) const COUNTRIES: usize = 2;

/// What an option is called. One that has a label keeps it.
pub(super) fn option_name(lang: Lang, option: &ChoiceOption) -> String {
    match option {
        ChoiceOption::Coefficient(coefficient) => coefficient_name(lang, *coefficient),
        ChoiceOption::Labelled(label) => label.clone(),
        ChoiceOption::Scale(scale) => {
            let name = match scale {
                Scale::AsIs => "scale-as-is",
                Scale::Log => "scale-logarithm",
                Scale::SquareRoot => "scale-square-root",
            };
            say_of_kernel(option, lang, name, &[])
        }
        ChoiceOption::Outliers(rule) => match rule {
            Outliers::Keep => say_of_kernel(option, lang, "outliers-kept", &[]),
            Outliers::Named(countries) => {
                let who = countries.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
                say_of_kernel(option, lang, "outliers-named", &[("who", who.into())])
            }
            Outliers::StrongestPair => say_of_kernel(option, lang, "outliers-pair", &[]),
            Outliers::Beyond(deviations) => {
                say_of_kernel(option, lang, "outliers-beyond", &[("deviations", deviations.to_string().into())])
            }
            Outliers::Winsorised(share) => {
                let percent = (100.0 * share).to_string();
                say_of_kernel(option, lang, "outliers-winsorised", &[("percent", percent.into())])
            }
        },
    }
}

/// Why somebody is left out, as the end of a sentence.
pub(crate) fn say_why(lang: Lang, why: &Why) -> String {
    match why {
        Why::NotIn(_) if lang == Lang::En => why.to_string(),
        Why::NotIn(series) => {
            let nor = format!(" {} ", translated(lang, "nor-in", &[]));
            translated(lang, "why-not-in", &[("series", series.join(&nor).into())])
        }
        Why::NoValue { group, series } => {
            say_of_kernel(why, lang, "why-no-value", &[("group", group.into()), ("series", series.into())])
        }
        Why::OneYear => say_of_kernel(why, lang, "why-one-year", &[]),
        Why::Other(words) => say_of_kernel(why, lang, "in-english", &[("words", words.into())]),
    }
}

/// How two indices are bound together, in a sentence.
pub(crate) fn say_circularity(lang: Lang, found: &Circularity) -> String {
    let name = match found.grade {
        Grade::Direct => "circle-direct",
        Grade::Indirect => "circle-indirect",
        Grade::SharedSource if found.both_measure => "circle-both-measure",
        Grade::SharedSource => "circle-shared",
        Grade::None => "circle-none",
    };
    let [one, other] = &found.pair;
    let parts = [("one", one.into()), ("other", other.into()), ("paths", found.paths.len().into())];
    say_of_kernel(&found.sentence, lang, name, &parts)
}
