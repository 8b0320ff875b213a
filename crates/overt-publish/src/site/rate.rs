//! How often one reader may ask: a bucket that holds so many requests at once and fills again with so many a second.
//!
//! What is kept of a reader is one time: when the bucket would be full again (the generic cell rate algorithm). How many readers are
//! remembered has a limit; beyond it, those are forgotten who did not ask lately, which at worst lets them ask more.

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use quick_cache::sync::Cache;

/// So many readers are remembered: about 10 MB.
const READERS_MAX: usize = 1 << 16;

/// The buckets of all readers.
pub(super) struct Rate {
    /// Nanoseconds that one request takes to come back.
    each: u64,
    /// Nanoseconds that a whole bucket takes.
    whole: u64,
    full_at: Cache<IpAddr, Arc<AtomicU64>>,
}

impl Rate {
    /// Buckets of this many requests, of which so many come back in a second.
    pub(super) fn new(per_second: u32, burst: u32) -> Self {
        let each = 1_000_000_000 / u64::from(per_second.max(1));
        Self { each, whole: each * u64::from(burst.max(1)), full_at: Cache::new(READERS_MAX) }
    }

    /// Takes one request out of the bucket of a reader, at a time since some beginning.
    ///
    /// # Errors
    /// When it is empty: how long to wait.
    pub(super) fn take(&self, reader: IpAddr, now: Duration) -> Result<(), Duration> {
        let now = u64::try_from(now.as_nanos()).unwrap_or(u64::MAX / 2);
        let Ok(bucket) =
            self.full_at.get_or_insert_with(&place(reader), || Ok::<_, std::convert::Infallible>(Arc::default()));
        let later = |full_at: u64| {
            let full_at = full_at.max(now) + self.each;
            (full_at - now <= self.whole).then_some(full_at)
        };
        let taken = bucket.fetch_update(Ordering::Relaxed, Ordering::Relaxed, later);
        taken.map(|_| ()).map_err(|full_at| Duration::from_nanos(full_at + self.each - now - self.whole))
    }
}

/// Whose bucket it is. Of the newer addresses whoever has one has very many: those that begin alike are one reader.
fn place(reader: IpAddr) -> IpAddr {
    match reader.to_canonical() {
        IpAddr::V4(address) => IpAddr::V4(address),
        IpAddr::V6(address) => IpAddr::V6((address.to_bits() & !u128::from(u64::MAX)).into()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ONE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);

    fn at(milliseconds: u64) -> Duration {
        Duration::from_millis(milliseconds)
    }

    #[test]
    fn a_bucket_gives_what_it_holds_and_then_what_comes_back() {
        let rate = Rate::new(10, 5);
        assert!((0..5).all(|_| rate.take(ONE, at(0)).is_ok()));
        assert_eq!(rate.take(ONE, at(0)), Err(at(100)));
        assert_eq!(rate.take(ONE, at(60)), Err(at(40)));
        assert_eq!(rate.take(ONE, at(100)), Ok(()));
        assert_eq!(rate.take(ONE, at(100)), Err(at(100)));
    }

    #[test]
    fn readers_have_buckets_of_their_own_and_neighbours_share_one() {
        let rate = Rate::new(1, 1);
        let address = |text: &str| -> IpAddr { text.parse().expect("an address") };
        for (other, waits) in [
            ("192.0.2.1", false),
            ("::ffff:192.0.2.1", true),
            ("192.0.2.2", false),
            ("2001:db8::1", false),
            ("2001:db8::2:1", true),
        ] {
            assert_eq!(rate.take(address(other), at(0)).is_err(), waits, "{other}");
        }
    }

    #[test]
    fn many_addresses_take_no_more_room_than_a_few() {
        let rate = Rate::new(1, 1);
        for number in 0..300_000_u32 {
            assert!(rate.take(IpAddr::V4(number.into()), at(0)).is_ok());
        }
        assert!(rate.full_at.len() <= READERS_MAX);
    }

    proptest! {
        #[test]
        fn nobody_ever_gets_more_than_the_bucket_and_what_came_back(
            steps in proptest::collection::vec(0..300_u64, 1..300),
            per_second in 1..50_u32,
            burst in 1..30_u32,
        ) {
            let rate = Rate::new(per_second, burst);
            let (mut now, mut given) = (0, 0_u64);
            for step in steps {
                now += step;
                given += u64::from(rate.take(ONE, at(now)).is_ok());
                prop_assert!(given <= u64::from(burst) + now * u64::from(per_second) / 1000 + 1);
            }
        }
    }
}
