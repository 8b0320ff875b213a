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
        rho * order + (-libm::log(delta) + above * libm::log1p(-1.0 / order) - libm::log(order)) / above
    };
    // Any order gives a true bound. The best is where the bound stops falling.
    let step = 1e-6;
    let best = halve(libm::log(1e-9), libm::log(1e9), |log| {
        bound(1.0 + libm::exp(log + step)) > bound(1.0 + libm::exp(log - step))
    });
    bound(1.0 + libm::exp(best.0)).max(0.0)
}

/// The largest `rho` so that [`epsilon`] is not above `epsilon`.
pub fn rho(limit: f64, delta: f64) -> f64 {
    halve(0.0, limit, |rho| epsilon(rho, delta) > limit).0
}
