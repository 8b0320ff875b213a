//! Random draws that are the same as those of the R language for the same seed, so that an interval can be compared digit for digit.
//!
//! Written from the published algorithms: Matsumoto and Nishimura (1998) for uniform numbers, Kachitvichyanukul and Schmeiser (1988) for
//! binomial ones, and a binomial number of the rest for each part of a multinomial one.

mod binomial;
mod extended;
mod mersenne;

use extended::Extended;
pub(super) use mersenne::Mersenne;

/// Divides `people` among the cells by chance, each as likely as its share says. The shares add up to one, and none is below 2^-31.
#[expect(clippy::cast_precision_loss, reason = "numbers of people are below 2^31")]
pub(super) fn multinomial(random: &mut Mersenne, people: u64, shares: &[f64], cells: &mut [f64]) {
    cells.fill(0.0);
    let mut rest = people;
    let mut shares_left = shares.iter().fold(Extended::default(), |sum, share| sum.plus(Extended::new(*share)));
    let (last, others) = cells.split_last_mut().expect("there is a cell");
    for (cell, share) in others.iter_mut().zip(shares) {
        if rest == 0 {
            return;
        }
        let share = Extended::new(*share);
        let drawn = binomial::draw(random, rest, share.part_of(shares_left));
        *cell = drawn as f64;
        rest -= drawn;
        shares_left = shares_left.minus(share);
    }
    *last = rest as f64;
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Recorded from R 4.2.2: `set.seed(7); runif(3)`.
    #[test]
    fn uniform_numbers_are_those_of_r() {
        let mut random = Mersenne::new(7);
        for expected in [0.988_909_297_855_571, 0.397_745_453_286_916, 0.115_697_778_761_387] {
            assert!((random.uniform() - expected).abs() < 1e-14);
        }
    }

    /// Recorded from R 4.2.2: `set.seed(7); m <- rmultinom(2000, 5000, c(2500, 1200, 700, 350, 150, 60, 25, 10, 4, 1))`, the columns
    /// 1, 2 and 2000, and the sums of each row with the number of the replicate as weight.
    #[test]
    #[expect(clippy::float_cmp, reason = "the numbers are whole")]
    fn multinomial_numbers_are_those_of_r() {
        let counts = [2500.0, 1200.0, 700.0, 350.0, 150.0, 60.0, 25.0, 10.0, 4.0, 1.0];
        let shares = counts.map(|count: f64| count / 5000.0);
        let mut random = Mersenne::new(7);
        let mut cells = [0.0; 10];
        let mut sums = [0.0; 10];
        for replicate in 1..=2000 {
            multinomial(&mut random, 5000, &shares, &mut cells);
            let recorded = match replicate {
                1 => Some([2591.0, 1161.0, 688.0, 337.0, 136.0, 51.0, 20.0, 13.0, 3.0, 0.0]),
                2 => Some([2466.0, 1165.0, 744.0, 378.0, 163.0, 53.0, 19.0, 5.0, 6.0, 1.0]),
                2000 => Some([2457.0, 1201.0, 690.0, 390.0, 158.0, 66.0, 25.0, 6.0, 6.0, 1.0]),
                _ => None,
            };
            assert!(recorded.is_none_or(|recorded| recorded == cells), "replicate {replicate}: {cells:?}");
            for (sum, cell) in sums.iter_mut().zip(cells) {
                *sum += f64::from(replicate) * cell;
            }
        }
        let recorded: [f64; 10] = [
            5_002_331_990.0,
            2_400_642_070.0,
            1_399_500_770.0,
            700_941_850.0,
            300_596_075.0,
            120_598_595.0,
            50_317_509.0,
            20_189_405.0,
            7_931_641.0,
            1_950_095.0,
        ];
        assert!(sums == recorded, "{sums:?}");
    }
}
