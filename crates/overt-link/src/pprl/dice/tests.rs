use proptest::prelude::*;

use super::*;

/// Strings that are sparse, dense, empty, and near copies of each other.
fn lists() -> impl Strategy<Value = (Vec<Bits>, Vec<Bits>)> {
    let bits = (any::<[u64; WORDS]>(), any::<[u64; WORDS]>(), 0_u8..4).prop_map(|(left, right, kind)| match kind {
        0 => [0; WORDS],
        1 => left,
        _ => std::array::from_fn(|word| left[word] & right[word]),
    });
    let copies = proptest::collection::vec((any::<prop::sample::Index>(), any::<[u64; WORDS]>(), 0_u32..5), 0..24);
    (proptest::collection::vec(bits.clone(), 1..40), proptest::collection::vec(bits, 0..20), copies).prop_map(
        |(a, mut b, copies)| {
            for (of, noise, strength) in copies {
                let mut copy = *of.get(&a);
                for (word, noise) in copy.iter_mut().zip(noise) {
                    *word ^= (0..strength).fold(noise, |noise, turn| noise & noise.rotate_left(7 * turn + 11));
                }
                b.push(copy);
            }
            (a, b)
        },
    )
}

fn naive(a: &[Bits], b: &[Bits], threshold: f64) -> Vec<Pair> {
    let mut all = Vec::new();
    for (place_a, bits_a) in (0..).zip(a) {
        for (place_b, bits_b) in (0..).zip(b) {
            let dice = dice(bits_a, bits_b);
            if dice >= threshold {
                all.push(Pair { a: place_a, b: place_b, dice });
            }
        }
    }
    all.sort_by(|left, right| right.dice.total_cmp(&left.dice).then(left.a.cmp(&right.a)).then(left.b.cmp(&right.b)));
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_join_is_that_of_every_pair_with_any_number_of_threads(
        (a, b) in lists(), threshold in prop_oneof![Just(0.8), Just(0.5), 0.01_f64..=1.0], threads in 0_usize..5,
    ) {
        prop_assert_eq!(pairs(&a, &b, threshold, threads).unwrap(), naive(&a, &b, threshold));
    }

    #[test]
    fn the_join_does_not_depend_on_the_order_of_the_lists((mut a, b) in lists()) {
        let count = u32::try_from(a.len()).unwrap();
        let mut before = pairs(&a, &b, 0.6, 2).unwrap();
        a.reverse();
        let mut after = pairs(&a, &b, 0.6, 1).unwrap();
        for pair in &mut after {
            pair.a = count - 1 - pair.a;
        }
        for list in [&mut before, &mut after] {
            list.sort_by_key(|pair| (pair.a, pair.b));
        }
        prop_assert_eq!(before, after);
    }
}

type Look = fn(&[Head], &[Bits], &Tile, &[u64], &mut Vec<kernel::Hit>);

#[test]
fn every_depth_finds_the_same_and_so_does_code_for_any_processor() {
    let mut state = 1_u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state >> 16 ^ state << 20
    };
    let rows: Vec<Bits> = (0..40).map(|_| std::array::from_fn(|_| next() & next())).collect();
    let needed = needed_overlaps(0.4);
    let mut results = Vec::new();
    for depth in kernel::DEPTHS {
        let heads: Vec<Head> = rows.iter().map(|bits| Head::new(bits, depth)).collect();
        let tile = Tile::new(&rows[..5], depth);
        let mut hits = Vec::new();
        kernel::scan(depth, &heads, &rows, &tile, &needed, &mut hits);
        results.push(hits.iter().map(|hit| (hit.row, hit.lane, hit.overlap)).collect::<Vec<_>>());
    }
    // The same code without the dispatch, which the compiler makes for the least of processors.
    for (depth, look) in [(6, kernel::look::<1, 2> as Look), (12, kernel::look::<3, 0>), (WORDS, kernel::look_whole)] {
        let heads: Vec<Head> = rows.iter().map(|bits| Head::new(bits, depth)).collect();
        let mut hits = Vec::new();
        look(&heads, &rows, &Tile::new(&rows[..5], depth), &needed.0, &mut hits);
        results.push(hits.iter().map(|hit| (hit.row, hit.lane, hit.overlap)).collect());
    }
    assert!(results[0].len() >= 5, "each is like itself");
    assert!(results.windows(2).all(|both| both[0] == both[1]));
}

#[test]
fn a_threshold_that_is_no_share_is_refused() {
    for threshold in [0.0, -1.0, 1.1, f64::NAN] {
        assert!(matches!(pairs(&[[1; WORDS]], &[[1; WORDS]], threshold, 1), Err(PprlError::Threshold)));
    }
}

#[test]
fn where_nothing_is_set_nothing_is_alike() {
    assert!(pairs(&[[0; WORDS]], &[[0; WORDS]], 0.1, 1).unwrap().is_empty());
}
