//! Leaks before raids: whether signals fall into the days before events more often than they would by chance.
//!
//! The events are shifted together around the observed days, as on a circle, by every number of days that there is. That keeps how both lie
//! among themselves (bursts, quiet months) and breaks only how they lie to each other. As all shifts are gone through, nothing is drawn.

use serde::Serialize;

use crate::Problem;
use crate::associate::say_p;
use crate::patterns::ALPHA;
use crate::series::Exclusion;

/// The most comparisons of a signal, or an event, with a day: about a second.
const STEPS_MOST: usize = 1_000_000_000;

const METHOD: &str = "signals in the windows before events, against the same with all events shifted by every number of days around the \
                      observed ones (circular shifts, all gone through, p = share of shifts with as many or more)";

const LIMITS: &str = "That signals come before events can have other causes than a leak: both may follow the season, the day of the week or \
                      a third event. Where signals are looked for because a raid failed, more are found. It does not show that anybody \
                      warned anybody, and least of all who.";

/// Something with a day, counted from any day that is the same for all; none if the day itself is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated {
    /// What it is called.
    pub label: String,
    /// Its day.
    pub day: Option<i32>,
}

/// What is asked, in the words of who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watch {
    /// What events are, in the plural: “raids”.
    pub events: String,
    /// What signals are, in the plural: “tip-offs”.
    pub signals: String,
    /// The first and the last day of which both are recorded.
    pub observed: (i32, i32),
    /// How many days before an event count. The day of the event does not: it is not known which came first.
    pub window_days: u32,
}

/// Signals before events.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Before {
    /// What events are.
    pub events_called: String,
    /// What signals are.
    pub signals_called: String,
    /// How many events.
    pub events: usize,
    /// How many signals.
    pub signals: usize,
    /// How many days were observed.
    pub days: usize,
    /// How many days before an event count.
    pub window_days: u32,
    /// The share of the observed days that lie before an event in this sense.
    pub covered: f64,
    /// How many signals fall into these days. Each counts once.
    pub before: usize,
    /// Their mean over all shifts: signals times the share of the days.
    pub expected: f64,
    /// How many events have a signal before them.
    pub events_with: usize,
    /// The share of shifts with as many or more. It cannot be below one divided by the days.
    pub p: f64,
    /// What is not in it.
    pub exclusions: Vec<Exclusion>,
    /// How it was computed.
    pub method: &'static str,
    /// What it says, in words.
    pub sentence: String,
    /// How far it reaches.
    pub limits: &'static str,
}

/// Counts the signals in the days before events, and holds the number against all shifts of the events.
///
/// Left out are what has no exact day, what lies outside the observed days, and events the window of which begins before them.
pub fn before(events: &[Dated], signals: &[Dated], watch: &Watch) -> Result<Before, Problem> {
    let (first, last) = (i64::from(watch.observed.0), i64::from(watch.observed.1));
    let window = usize::try_from(watch.window_days).unwrap_or(usize::MAX);
    let days = usize::try_from(last - first + 1).unwrap_or(0);
    if window == 0 || window >= days {
        return Err(Problem::new(
            format!("{window} days before an event cannot be looked at in {days} observed days."),
            "Give at least one day, and fewer than were observed.",
        ));
    }
    let mut exclusions = Vec::new();
    let mut places = |rows: &[Dated], least: usize, why_early: &str| -> Vec<usize> {
        let mut found = Vec::new();
        for row in rows {
            let place = row.day.map(|day| usize::try_from(i64::from(day) - first));
            let why = match place {
                None => "its day is not known",
                Some(Ok(place)) if place < days && place >= least => {
                    found.push(place);
                    continue;
                }
                Some(Ok(place)) if place < least => why_early,
                Some(_) => "outside the observed days",
            };
            exclusions.push(Exclusion { who: row.label.clone(), why: why.into() });
        }
        found
    };
    let events = places(events, window, "the days before it begin before the observed ones");
    let signals = places(signals, 0, "outside the observed days");
    if events.is_empty() || signals.is_empty() {
        return Err(Problem::new(
            format!(
                "There are {} {} and {} {} with a day in the observed time.",
                events.len(),
                watch.events,
                signals.len(),
                watch.signals
            ),
            "At least one of each is needed; look at the observed days and at dates that are not exact.",
        ));
    }
    if (signals.len() + events.len()).saturating_mul(days) > STEPS_MOST {
        return Err(Problem::new(
            format!(
                "{} {} and {} {} on {days} days take too long.",
                signals.len(),
                watch.signals,
                events.len(),
                watch.events
            ),
            "Take a shorter time.",
        ));
    }
    let mut covered = vec![false; days];
    for event in &events {
        covered[event - window..*event].fill(true);
    }
    let shifted = |shift: usize| signals.iter().filter(|signal| covered[(*signal + shift) % days]).count();
    let seen = shifted(0);
    let as_many = (0..days).filter(|shift| shifted(*shift) >= seen).count();
    let share = covered.iter().filter(|covered| **covered).count() as f64 / days as f64;
    let expected = signals.len() as f64 * share;
    let p = as_many as f64 / days as f64;
    let mut heard = vec![false; days];
    for signal in &signals {
        heard[*signal] = true;
    }
    let with = |event: &&usize| heard[*event - window..**event].contains(&true);
    let comparison = if p < ALPHA { "more than" } else { "no more, as far as can be told, than" };
    let sentence = format!(
        "{seen} of {} {} fall into the {window} days before one of {} {}; that is {comparison} the {expected:.2} to be expected if they had \
         been on other days ({}).",
        signals.len(),
        watch.signals,
        events.len(),
        watch.events,
        say_p(p)
    );
    Ok(Before {
        events_called: watch.events.clone(),
        signals_called: watch.signals.clone(),
        events: events.len(),
        signals: signals.len(),
        days,
        window_days: watch.window_days,
        covered: share,
        before: seen,
        expected,
        events_with: events.iter().filter(with).count(),
        p,
        exclusions,
        method: METHOD,
        sentence,
        limits: LIMITS,
    })
}
