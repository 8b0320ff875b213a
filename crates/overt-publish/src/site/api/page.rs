//! Which part of something long is wanted, and how the next part is asked for.

use sha2::{Digest as _, Sha256};
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, Type};

use super::problem::Problem;

/// So many are in a part where nothing else is asked for.
const LIMIT: usize = 100;
/// At most.
const LIMIT_MAX: usize = 1000;

/// A part of something long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Page {
    /// How many come before it.
    pub(super) offset: usize,
    /// How many it has, at most.
    pub(super) limit: usize,
}

impl Page {
    /// The part of what has this name and so many members.
    pub(super) fn asked(limit: Option<&str>, cursor: Option<&str>, of: &str, total: usize) -> Result<Self, Problem> {
        let limit = match limit {
            None => LIMIT,
            Some(text) => {
                let is_number = !text.is_empty() && text.len() <= 4 && text.bytes().all(|digit| digit.is_ascii_digit());
                let limit =
                    is_number.then(|| text.parse().ok()).flatten().filter(|limit| (1..=LIMIT_MAX).contains(limit));
                let wrong =
                    || Problem::parameter("limit", "This must be a whole number.", [format!("1 to {LIMIT_MAX}")]);
                limit.ok_or_else(wrong)?
            }
        };
        let offset = match cursor {
            None => 0,
            Some(text) => {
                let told = text.split_once('-').and_then(|(offset, _)| usize::from_str_radix(offset, 16).ok());
                // Only what was made here for the same question reads as it was written.
                let ours = told.filter(|offset| *offset < total && text == cursor_at(*offset, of));
                let wrong = || {
                    Problem::parameter(
                        "cursor",
                        "This cursor was not given in answer to this question. Begin without one.",
                        [],
                    )
                };
                ours.ok_or_else(wrong)?
            }
        };
        Ok(Self { offset, limit })
    }

    /// The cursor of the next part, if there is one.
    pub(super) fn next(self, of: &str, total: usize) -> Option<String> {
        let offset = self.offset + self.limit;
        (offset < total).then(|| cursor_at(offset, of))
    }

    /// The members that are in it.
    pub(super) fn range(self, total: usize) -> std::ops::Range<usize> {
        self.offset.min(total)..(self.offset + self.limit).min(total)
    }
}

/// The place, and digits that show that it was told here, for this.
fn cursor_at(offset: usize, of: &str) -> String {
    let digest: [u8; 32] = Sha256::digest(format!("{offset} {of}")).into();
    let (check, _) = digest.split_first_chunk().expect("a digest is longer");
    format!("{offset:x}-{:016x}", u64::from_be_bytes(*check))
}

/// The parameters by which a part is asked for.
pub(super) enum Paging {}

impl IntoParams for Paging {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let limit = ObjectBuilder::new()
            .schema_type(Type::Integer)
            .minimum(Some(1))
            .maximum(Some(LIMIT_MAX))
            .default(Some(LIMIT.into()));
        let cursor = ObjectBuilder::new().schema_type(Type::String).pattern(Some("^[0-9a-f]+-[0-9a-f]{16}$"));
        let parameter = |name, says, schema: ObjectBuilder| {
            ParameterBuilder::new()
                .name(name)
                .parameter_in(ParameterIn::Query)
                .description(Some(says))
                .schema(Some(schema))
                .build()
        };
        vec![
            parameter("limit", "How many there are in a part, at most.", limit),
            parameter(
                "cursor",
                "Where the part begins: the `next` of the answer before, and nothing for the first. The other parameters must be the same.",
                cursor,
            ),
        ]
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_cursor_for_something_else_is_none() {
        let next = Page { offset: 0, limit: 10 }.next("one", 30).expect("there are more");
        assert_eq!(Page::asked(Some("7"), Some(&next), "one", 30).expect("it is ours"), Page { offset: 10, limit: 7 });
        for (cursor, of, total) in [
            (&*next, "other", 30),
            (&*next, "one", 10),
            (&*next.to_uppercase(), "two", 30),
            ("", "one", 30),
            ("-", "one", 30),
            ("ffffffffffffffffffffffff-0", "one", 30),
        ] {
            assert!(Page::asked(None, Some(cursor), of, total).is_err(), "{cursor} {of} {total}");
        }
        for limit in ["0", "1001", "-1", "+1", "1e3", "", " 1", "99999999999999999999", "٣"] {
            assert!(Page::asked(Some(limit), None, "one", 30).is_err(), "{limit}");
        }
    }

    proptest! {
        #[test]
        fn parts_have_every_member_once(total in 0..3000_usize, limit in 1..=LIMIT_MAX) {
            let (mut seen, mut cursor) = (Vec::new(), None);
            loop {
                let page = Page::asked(Some(&limit.to_string()), cursor.as_deref(), "one", total).expect("it is ours");
                seen.extend(page.range(total));
                cursor = page.next("one", total);
                if cursor.is_none() { break }
            }
            prop_assert_eq!(seen, (0..total).collect::<Vec<_>>());
        }

        #[test]
        fn no_text_is_a_cursor_by_chance(text in ".*") {
            prop_assert!(Page::asked(None, Some(&text), "one", 3000).is_err());
        }
    }
}
