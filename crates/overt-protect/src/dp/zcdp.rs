//! Zero-concentrated differential privacy, which other tools account in. For comparison: [`super::gdp`] needs less noise.

use super::gdp::halve;

/// The smallest `epsilon` for which `rho`-zero-concentrated differential privacy is known to be (`epsilon`, `delta`)-differential
/// privacy (Canonne, Kamath and Steinke 2020, corollary 13).
pub fn epsilon(rho: f64, delta: f64) -> f64 {
    if rho <= 0.0 {
        return 0.0;
    }
    let bound = |order: f64| {
        let above = order - 1.0;
        rho * order + ((1.0 / delta).ln() + above * (-1.0 / order).ln_1p() - order.ln()) / above
    };
    // Any order gives a true bound. The best is where the bound stops falling.
    let step = 1e-6;
    let best =
        halve(1e-9_f64.ln(), 1e9_f64.ln(), |log| bound(1.0 + (log + step).exp()) > bound(1.0 + (log - step).exp()));
    bound(1.0 + best.0.exp()).max(0.0)
}

/// The largest `rho` so that [`epsilon`] is not above `epsilon`.
pub fn rho(limit: f64, delta: f64) -> f64 {
    halve(0.0, limit, |rho| epsilon(rho, delta) > limit).0
}
