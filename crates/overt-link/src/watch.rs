//! Being told how far the work is.

/// Is told how many more pairs were compared, from any thread.
pub trait Watch: Sync {
    /// So many more.
    fn compared(&self, pairs: u64);
}

/// Nobody watches.
impl Watch for () {
    fn compared(&self, _: u64) {}
}
