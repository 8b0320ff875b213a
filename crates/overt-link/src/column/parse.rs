//! Points and sums out of text.

/// Latitude and longitude in degrees.
pub(super) fn point(text: &str) -> Option<[f32; 2]> {
    let mut parts = text.split([',', ' ', ';']).filter(|part| !part.is_empty());
    let (latitude, longitude): (f32, f32) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    ((-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude)).then_some([latitude, longitude])
}

/// A number, with or without grouping and a currency around it.
pub(super) fn amount(text: &str) -> Option<f64> {
    let digits: String = text.chars().filter(|letter| letter.is_ascii_digit() || matches!(letter, '.' | '-')).collect();
    digits.parse().ok().filter(|number: &f64| number.is_finite())
}
