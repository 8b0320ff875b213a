//! Uniform random numbers.
//!
//! M. Matsumoto and T. Nishimura, "Mersenne Twister: A 623-Dimensionally Equidistributed Uniform Pseudo-Random Number Generator", *ACM
//! Transactions on Modeling and Computer Simulation* 8 (1998). The state is filled from a seed by the congruential generator with factor
//! 69069, after its first 50 numbers, which is how R documents `set.seed`.

const STATE: usize = 624;
const MIDDLE: usize = 397;
/// The smallest distance from 0 and 1.
const EDGE: f64 = 1.164_153_218_540_398_5e-10;

/// The Mersenne Twister MT19937.
pub(in super::super) struct Mersenne {
    state: [u32; STATE],
    next: usize,
}

impl Mersenne {
    pub(in super::super) fn new(seed: u32) -> Self {
        const WARM_UP: usize = 50;
        let mut value = seed;
        let mut congruential = || {
            value = value.wrapping_mul(69_069).wrapping_add(1);
            value
        };
        // One more number is drawn for the place in the state, which then starts at its end.
        for _ in 0..=WARM_UP {
            congruential();
        }
        Self { state: std::array::from_fn(|_| congruential()), next: STATE }
    }

    /// The next number, above 0 and below 1.
    pub(super) fn uniform(&mut self) -> f64 {
        if self.next == STATE {
            self.twist();
        }
        let mut bits = self.state[self.next];
        self.next += 1;
        bits ^= bits >> 11;
        bits ^= (bits << 7) & 0x9d2c_5680;
        bits ^= (bits << 15) & 0xefc6_0000;
        bits ^= bits >> 18;
        (f64::from(bits) * 2.328_306_436_538_696_3e-10).clamp(EDGE, 1.0 - EDGE)
    }

    fn twist(&mut self) {
        for place in 0..STATE {
            let bits = (self.state[place] & 0x8000_0000) | (self.state[(place + 1) % STATE] & 0x7fff_ffff);
            let odd = if bits & 1 == 1 { 0x9908_b0df } else { 0 };
            self.state[place] = self.state[(place + MIDDLE) % STATE] ^ (bits >> 1) ^ odd;
        }
        self.next = 0;
    }
}
