//! Wrappers that keep personal data and keys out of logs, error texts and pages by construction.

use std::fmt;

use zeroize::Zeroize;

/// A value that may identify or harm a person.
///
/// It cannot be printed or serialised by accident: there is no `Display` and no `Serialize`, and `Debug` hides it.
/// Whoever needs the value says so with [`Private::expose`], which is easy to find in a review.
///
/// ```compile_fail
/// let name = overt_model::Private::new(String::from("Amina"));
/// println!("{name}");
/// ```
/// ```compile_fail
/// let name = overt_model::Private::new(String::from("Amina"));
/// serde_json::to_string(&name).unwrap();
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Private<T>(T);

impl<T> Private<T> {
    /// Wraps a value.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// The value itself, for code that is entitled to it.
    pub const fn expose(&self) -> &T {
        &self.0
    }

    /// Gives the value up.
    pub fn into_exposed(self) -> T {
        self.0
    }
}

impl<T> fmt::Debug for Private<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[private]")
    }
}

/// Key material: never printed, compared or copied, and overwritten in memory when dropped.
///
/// ```compile_fail
/// let key = overt_model::Secret::new([7_u8; 32]);
/// println!("{key}");
/// ```
/// ```compile_fail
/// let key = overt_model::Secret::new([7_u8; 32]);
/// let copy = key.clone();
/// ```
pub struct Secret<T: Zeroize>(T);

impl<T: Zeroize> Secret<T> {
    /// Wraps key material.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// The key material, for the cipher that needs it.
    pub const fn expose(&self) -> &T {
        &self.0
    }
}

impl<T: Zeroize> Drop for Secret<T> {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl<T: Zeroize> fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[secret]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_output_holds_nothing_of_the_value() {
        assert_eq!(format!("{:?}", Private::new("Amina")), "[private]");
        assert_eq!(format!("{:?}", Secret::new([7_u8; 32])), "[secret]");
    }
}
