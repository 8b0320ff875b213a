//! How long a sealed class is kept, as an option: `direct=365`, `narrative=forever`.

use std::str::FromStr;

use overt_model::Class;

/// A sealed class and for how many days it is kept after it was last written; no number means until somebody erases it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Keep {
    pub(crate) class: Class,
    pub(crate) days: Option<u32>,
}

/// A hundred years.
const DAYS_MAX: u32 = 36_525;

impl FromStr for Keep {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (class, days) = text.split_once('=').ok_or("write CLASS=DAYS, such as direct=365")?;
        let class = Class::from_code(class).filter(|class| class.is_sealed());
        let class = class.ok_or("the class is one of those that are sealed: direct, narrative, sensitive")?;
        let days = match days {
            "forever" => None,
            days => {
                let days = days.parse().ok().filter(|days| (1..=DAYS_MAX).contains(days));
                Some(days.ok_or_else(|| format!("the days are a number from 1 to {DAYS_MAX}, or `forever`"))?)
            }
        };
        Ok(Self { class, days })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_class_is_kept_for_days_or_forever() {
        assert_eq!("direct=365".parse(), Ok(Keep { class: Class::Direct, days: Some(365) }));
        assert_eq!("narrative=forever".parse(), Ok(Keep { class: Class::Narrative, days: None }));
    }

    #[test]
    fn what_is_not_sealed_or_no_time_is_refused() {
        for text in ["direct", "open=365", "direct=0", "direct=36526", "direct=-1", "direct=", "nothing=1"] {
            assert!(text.parse::<Keep>().is_err(), "{text}");
        }
    }
}
