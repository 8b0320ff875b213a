//! Who served where an incident happened, when it happened; and how often that is to be expected of anybody who served there.
//!
//! Being on duty is a reason to look, never a finding: somebody is always on duty.

use rustc_hash::{FxHashMap, FxHashSet};

/// Somebody serving at a place. Days are counted from any day that is the same for all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posting {
    /// Who.
    pub official: String,
    /// Where.
    pub place: String,
    /// The first day, or nothing where it is not known.
    pub first_day: Option<i32>,
    /// The last day, or nothing where it goes on or is not known.
    pub last_day: Option<i32>,
}

/// Something that happened at a place, between two days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incident {
    /// Its id.
    pub id: String,
    /// Where.
    pub place: String,
    /// The first day on which it may have happened.
    pub first_day: i32,
    /// The last such day.
    pub last_day: i32,
}

/// How sure it is that somebody served when it happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// On every day on which it may have happened.
    Certain,
    /// On some of them, or a limit of the posting is not known.
    Possible,
}

/// A posting and an incident at one place and time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Presence {
    /// The posting, by its position.
    pub posting: usize,
    /// The incident, by its position.
    pub incident: usize,
    /// How sure it is.
    pub certainty: Certainty,
}

/// One official among the incidents of the places at which they served.
#[derive(Debug, Clone, PartialEq)]
pub struct Share {
    /// Who.
    pub official: String,
    /// Incidents during which they certainly served at the place.
    pub certain: u64,
    /// Those during which they may have.
    pub possible: u64,
    /// Incidents at the places at which they ever served.
    pub incidents: u64,
    /// How many are to be expected of anybody with their days of service, if incidents fall on any day alike: the sum, over the
    /// incidents of their places, of the share of the observed days on which they served there.
    pub expected: f64,
    /// The probability of as many or more certain presences if that is so (Poisson binomial tail).
    pub chance: f64,
}

/// Every posting with every incident at the same place during it, by position.
pub fn presences(postings: &[Posting], incidents: &[Incident]) -> Vec<Presence> {
    let mut at: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (position, incident) in incidents.iter().enumerate() {
        at.entry(&incident.place).or_default().push(position);
    }
    let mut found = Vec::new();
    for (position, posting) in postings.iter().enumerate() {
        for incident in at.get(posting.place.as_str()).into_iter().flatten() {
            if let Some(certainty) = during(posting, &incidents[*incident]) {
                found.push(Presence { posting: position, incident: *incident, certainty });
            }
        }
    }
    found
}

fn during(posting: &Posting, incident: &Incident) -> Option<Certainty> {
    let begins_after = posting.first_day.is_some_and(|day| day > incident.last_day);
    let ends_before = posting.last_day.is_some_and(|day| day < incident.first_day);
    if begins_after || ends_before {
        return None;
    }
    let whole = posting.first_day.is_some_and(|day| day <= incident.first_day)
        && posting.last_day.is_none_or(|day| day >= incident.last_day);
    Some(if whole { Certainty::Certain } else { Certainty::Possible })
}

/// For each official: how many incidents they were present at, and how many are to be expected. `observed` are the first and
/// the last day of which incidents are recorded at all. Ordered by how little chance explains, then by name.
pub fn shares(postings: &[Posting], incidents: &[Incident], observed: (i32, i32)) -> Vec<Share> {
    let mut of: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (position, posting) in postings.iter().enumerate() {
        of.entry(&posting.official).or_default().push(position);
    }
    let mut shares: Vec<Share> = of
        .into_iter()
        .map(|(official, positions)| {
            let own: Vec<&Posting> = positions.iter().map(|position| &postings[*position]).collect();
            share(official, &own, incidents, observed)
        })
        .collect();
    shares.sort_by(|one, other| one.chance.total_cmp(&other.chance).then_with(|| one.official.cmp(&other.official)));
    shares
}

fn share(official: &str, postings: &[&Posting], incidents: &[Incident], observed: (i32, i32)) -> Share {
    let places: FxHashSet<&str> = postings.iter().map(|posting| posting.place.as_str()).collect();
    let (mut certain, mut possible, mut probabilities) = (0, 0, Vec::new());
    for incident in incidents.iter().filter(|incident| places.contains(incident.place.as_str())) {
        let at_place = || postings.iter().filter(|posting| posting.place == incident.place);
        match at_place().filter_map(|posting| during(posting, incident)).min() {
            Some(Certainty::Certain) => certain += 1,
            Some(Certainty::Possible) => possible += 1,
            None => {}
        }
        probabilities.push(share_of_days(at_place().copied(), observed));
    }
    Share {
        official: official.into(),
        certain,
        possible,
        incidents: probabilities.len() as u64,
        expected: probabilities.iter().sum(),
        chance: at_least(certain as usize, &probabilities),
    }
}

/// The share of the observed days on which somebody certainly served.
fn share_of_days<'p>(postings: impl Iterator<Item = &'p Posting>, (first, last): (i32, i32)) -> f64 {
    let mut spans: Vec<(i32, i32)> = postings
        .filter_map(|posting| Some((posting.first_day?.max(first), posting.last_day.unwrap_or(last).min(last))))
        .filter(|(from, until)| from <= until)
        .collect();
    spans.sort_unstable();
    let (mut days, mut reached) = (0_i64, i32::MIN);
    for (from, until) in spans {
        let from = from.max(reached.saturating_add(1));
        if from <= until {
            days += i64::from(until) - i64::from(from) + 1;
            reached = until;
        }
    }
    (days as f64 / (i64::from(last) - i64::from(first) + 1).max(1) as f64).clamp(0.0, 1.0)
}

/// The probability that at least so many of independent events with these probabilities happen.
fn at_least(count: usize, probabilities: &[f64]) -> f64 {
    let mut exactly = vec![0.0; probabilities.len() + 1];
    exactly[0] = 1.0;
    for (position, probability) in probabilities.iter().enumerate() {
        for number in (0..=position).rev() {
            exactly[number + 1] += exactly[number] * probability;
            exactly[number] *= 1.0 - probability;
        }
    }
    exactly[count.min(probabilities.len())..].iter().sum::<f64>().clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn posting(official: &str, place: &str, days: (Option<i32>, Option<i32>)) -> Posting {
        Posting { official: official.into(), place: place.into(), first_day: days.0, last_day: days.1 }
    }

    fn incident(id: &str, place: &str, days: (i32, i32)) -> Incident {
        Incident { id: id.into(), place: place.into(), first_day: days.0, last_day: days.1 }
    }

    #[test]
    fn presence_is_certain_possible_or_none_by_what_is_known_of_the_days() {
        let postings = [
            posting("a", "gate", (Some(0), Some(100))),
            posting("b", "gate", (Some(50), None)),
            posting("c", "gate", (None, Some(10))),
            posting("d", "harbour", (Some(0), Some(100))),
        ];
        let incidents = [incident("x", "gate", (20, 60)), incident("y", "gate", (5, 5))];
        let found = presences(&postings, &incidents);
        let of = |posting, incident| {
            found.iter().find(|one| one.posting == posting && one.incident == incident).map(|one| one.certainty)
        };
        assert_eq!(of(0, 0), Some(Certainty::Certain));
        assert_eq!(of(1, 0), Some(Certainty::Possible));
        assert_eq!(of(2, 0), None);
        assert_eq!(of(2, 1), Some(Certainty::Possible));
        assert_eq!(of(1, 1), None);
        assert_eq!(found.iter().filter(|one| one.posting == 3).count(), 0);
    }

    #[test]
    fn three_of_four_leaks_in_a_tenth_of_the_days_are_hardly_chance() {
        let postings = [posting("a", "gate", (Some(0), Some(9))), posting("b", "gate", (Some(0), Some(99)))];
        let leaks = [1, 4, 7, 60].map(|day| incident(&day.to_string(), "gate", (day, day)));
        let shares = shares(&postings, &leaks, (0, 99));
        assert_eq!((shares[0].official.as_str(), shares[0].certain, shares[0].incidents), ("a", 3, 4));
        assert!((shares[0].expected - 0.4).abs() < 1e-12);
        // C(4,3) 0.1^3 0.9 + 0.1^4
        assert!((shares[0].chance - 0.0037).abs() < 1e-12);
        assert!((shares[1].chance - 1.0).abs() < 1e-12);
    }

    #[test]
    fn days_that_overlap_count_once_and_limits_at_the_ends_of_time_do_no_harm() {
        let postings = [
            posting("a", "gate", (Some(0), Some(49))),
            posting("a", "gate", (Some(20), Some(69))),
            posting("a", "gate", (Some(i32::MIN), Some(i32::MIN))),
        ];
        let shares = shares(&postings, &[incident("x", "gate", (10, 10))], (0, 99));
        assert!((shares[0].expected - 0.7).abs() < 1e-12);
    }
}
