//! Sums over all subsets and supersets of sets of lists.
//!
//! A set of lists is a number whose bit `i` stands for list `i`. With these two transforms a log-linear model needs no design matrix: the
//! logarithms of all cells are sums of effects over subsets, all margins are sums of cells over supersets, and the information of two
//! effects is the margin of their union.

/// Adds to each set the values of all its proper subsets.
pub(super) fn over_subsets(values: &mut [f64]) {
    let mut step = 1;
    while step < values.len() {
        for block in values.chunks_exact_mut(2 * step) {
            let (without, with) = block.split_at_mut(step);
            for (with, without) in with.iter_mut().zip(without) {
                *with += *without;
            }
        }
        step *= 2;
    }
}

/// Adds to each set the values of all its proper supersets.
pub(super) fn over_supersets(values: &mut [f64]) {
    let mut step = 1;
    while step < values.len() {
        for block in values.chunks_exact_mut(2 * step) {
            let (without, with) = block.split_at_mut(step);
            for (without, with) in without.iter_mut().zip(with) {
                *without += *with;
            }
        }
        step *= 2;
    }
}
