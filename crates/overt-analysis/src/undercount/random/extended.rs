//! Shares with 64 significant bits, as R keeps them while it draws multinomial numbers on most machines. Whether a mean is a whole number
//! or a little less decides some draws, so the digits beyond 53 matter.

/// A number from 2^-31 to about 1, as a multiple of 2^-90. Sums of 53-bit numbers of that size are such multiples.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Extended(u128);

/// 2^90, and what brings a quotient of 108 binary digits below one.
const SCALE: f64 = 1.237_940_039_285_380_3e27;
const QUOTIENT: f64 = 3.245_185_536_584_267_3e32;

impl Extended {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share times 2^90 is a whole number below 2^91"
    )]
    pub(super) fn new(share: f64) -> Self {
        Self((share * SCALE) as u128)
    }

    pub(super) fn plus(self, other: Self) -> Self {
        Self(rounded(self.0 + other.0))
    }

    /// The difference, or nothing if the other is larger by rounding.
    pub(super) fn minus(self, other: Self) -> Self {
        Self(rounded(self.0.saturating_sub(other.0)))
    }

    /// Which part of the whole this is, at most 1.
    #[expect(clippy::cast_precision_loss, reason = "this is where it is rounded to 53 bits")]
    pub(super) fn part_of(self, whole: Self) -> f64 {
        /// Binary digits of the quotient that are computed at once, and how often.
        const DIGITS: u32 = 36;
        const TIMES: u32 = 3;
        if self.0 >= whole.0 {
            return 1.0;
        }
        let (mut quotient, mut rest) = (0, self.0);
        for _ in 0..TIMES {
            rest <<= DIGITS;
            quotient = (quotient << DIGITS) | (rest / whole.0);
            rest %= whole.0;
        }
        // What is beyond the last digit only matters for which neighbour is nearer.
        rounded(quotient | u128::from(rest > 0)) as f64 / QUOTIENT
    }
}

/// The nearest number with 64 significant bits; of two equally near ones that with an even last bit.
fn rounded(value: u128) -> u128 {
    let beyond = (u128::BITS - value.leading_zeros()).saturating_sub(64);
    if beyond == 0 {
        return value;
    }
    let unit = 1 << beyond;
    let (down, rest) = (value & !(unit - 1), value & (unit - 1));
    let up = rest > unit / 2 || (rest == unit / 2 && down & unit != 0);
    if up { down + unit } else { down }
}
