//! Keeping keys out of files that the system writes about a process.

/// Whether a crash of this process would leave its memory in a file, or another program of the same person could read it.
#[cfg(target_os = "linux")]
pub(crate) fn is_dumpable() -> bool {
    use rustix::process::{DumpableBehavior, Resource, dumpable_behavior, getrlimit};
    getrlimit(Resource::Core).current != Some(0) || dumpable_behavior() != Ok(DumpableBehavior::NotDumpable)
}

/// Forbids both. Where the system refuses, `overt doctor` tells of it.
#[cfg(target_os = "linux")]
pub(crate) fn harden() {
    use rustix::process::{DumpableBehavior, Resource, Rlimit, set_dumpable_behavior, setrlimit};
    // Two, since a system that hands core dumps to a program asks only the second.
    let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
    let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
}

#[cfg(all(unix, not(target_os = "linux")))]
pub(crate) fn is_dumpable() -> bool {
    rustix::process::getrlimit(rustix::process::Resource::Core).current != Some(0)
}

#[cfg(all(unix, not(target_os = "linux")))]
pub(crate) fn harden() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
}

#[cfg(not(unix))]
pub(crate) const fn is_dumpable() -> bool {
    false
}

#[cfg(not(unix))]
pub(crate) const fn harden() {}
