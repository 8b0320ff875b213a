//! A small disk of its own, in memory.

use std::path::Path;
use std::process::Command;

use crate::world::skipped;

/// A mounted `tmpfs`, which is unmounted when this is dropped.
pub(crate) struct Disk<'a> {
    folder: &'a Path,
}

impl<'a> Disk<'a> {
    /// Mounts it on a folder; says loudly where that is not permitted.
    pub(crate) fn mount(folder: &'a Path, size: &str, what: &str) -> Option<Self> {
        std::fs::create_dir_all(folder).unwrap();
        let mount = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={size}"), "overt-test"])
            .arg(folder)
            .output();
        if mount.is_ok_and(|output| output.status.success()) {
            return Some(Self { folder });
        }
        skipped(&format!("{what}: mounting a small disk needs root"));
        None
    }

    pub(crate) fn remount(&self, options: &str) {
        let mount = Command::new("mount").args(["-o", &format!("remount,{options}")]).arg(self.folder).status();
        assert!(mount.unwrap().success(), "remount with {options}");
    }
}

impl Drop for Disk<'_> {
    fn drop(&mut self) {
        // Lazily, because a failed test may still have files open.
        let _ = Command::new("umount").arg("--lazy").arg(self.folder).status();
    }
}
