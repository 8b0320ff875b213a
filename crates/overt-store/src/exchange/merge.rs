//! What becomes of a record that comes in, from the marks of both sides alone.

use super::Mark;

/// What becomes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Course {
    /// Everything is here already, perhaps with more.
    Known,
    /// The present revision is known to the sender, who has gone on: these are appended, by their place in the bundle.
    Append(Vec<usize>),
    /// Both sides have gone on.
    Conflict,
}

/// The course for a record of which `here` and `there` are the marks, the oldest first. `takes` says that a person has
/// decided for the other side.
pub(super) fn course(here: &[Mark], there: &[Mark], takes: bool) -> Course {
    let (Some(present), Some(incoming)) = (here.last(), there.last()) else {
        return if there.is_empty() { Course::Known } else { Course::Append((0..there.len()).collect()) };
    };
    if here.contains(incoming) {
        return Course::Known;
    }
    let common = match there.iter().rposition(|mark| mark == present) {
        Some(common) => Some(common),
        None if takes => there.iter().rposition(|mark| here.contains(mark)),
        None => return Course::Conflict,
    };
    let first = common.map_or(0, |common| common + 1);
    Course::Append((first..there.len()).filter(|place| !here.contains(&there[*place])).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn mark(number: u8) -> Mark {
        format!("{number:032x}").parse().unwrap()
    }

    fn marks(numbers: &[u8]) -> Vec<Mark> {
        numbers.iter().copied().map(mark).collect()
    }

    fn after(here: &[Mark], there: &[Mark], course: &Course) -> Vec<Mark> {
        let Course::Append(places) = course else { return here.to_vec() };
        here.iter().copied().chain(places.iter().map(|place| there[*place])).collect()
    }

    #[test]
    fn what_goes_on_from_the_present_revision_is_appended() {
        assert_eq!(course(&[], &marks(&[1, 2]), false), Course::Append(vec![0, 1]));
        assert_eq!(course(&marks(&[1, 2]), &marks(&[1, 2, 3]), false), Course::Append(vec![2]));
    }

    #[test]
    fn an_older_bundle_brings_nothing() {
        assert_eq!(course(&marks(&[1, 2, 3]), &marks(&[1, 2]), false), Course::Known);
        assert_eq!(course(&marks(&[1, 2, 3]), &marks(&[1, 2, 3]), false), Course::Known);
    }

    #[test]
    fn what_was_changed_on_both_sides_is_a_conflict_until_somebody_decides() {
        let (here, there) = (marks(&[1, 2]), marks(&[1, 3]));
        assert_eq!(course(&here, &there, false), Course::Conflict);
        let taken = course(&here, &there, true);
        let merged = after(&here, &there, &taken);
        assert_eq!(merged, marks(&[1, 2, 3]));
        assert_eq!(course(&merged, &marks(&[1, 3, 4]), false), Course::Append(vec![2]), "it is no conflict any more");
        assert_eq!(course(&there, &merged, false), Course::Known, "nor for the other side");
    }

    proptest! {
        #[test]
        fn twice_is_once(common in 0_u8..5, here in 0_u8..4, there in 0_u8..4, takes: bool) {
            let chain = |own: u8, first: u8| marks(&(0..common).chain(first..first + own).collect::<Vec<_>>());
            let (here, there) = (chain(here, 50), chain(there, 100));
            let once = after(&here, &there, &course(&here, &there, takes));
            prop_assert!(once.starts_with(&here), "nothing that was here is lost");
            let again = course(&once, &there, takes);
            prop_assert_eq!(after(&once, &there, &again), once);
        }
    }
}
