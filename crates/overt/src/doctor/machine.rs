//! What the store cannot know about the machine it is on.

use std::fs;
use std::path::Path;

use overt_store::Weight;

use super::finding::Finding;
use crate::harden;

/// Everything about the machine that could be stronger.
pub(super) fn examine() -> Vec<Finding> {
    let mut findings = Vec::new();
    if harden::is_dumpable() {
        findings.push(Finding {
            weight: Weight::Weak,
            code: "core-dumps",
            what: String::from("the system does not let Overt forbid core dumps: a crash could write keys to the disk"),
            remedy: Some(String::from("forbid them for everybody: `* hard core 0` in /etc/security/limits.conf")),
        });
    }
    let swaps = fs::read_to_string("/proc/swaps").unwrap_or_default();
    let open = unencrypted(&swaps, is_encrypted);
    if !open.is_empty() {
        findings.push(Finding {
            weight: Weight::Note,
            code: "swap-unencrypted",
            what: format!("this machine may write memory, with keys in it, to the disk: {}", open.join(", ")),
            remedy: Some(String::from(
                "encrypt the swap space, or turn it off (`swapoff -a`); an encrypted disk does it too",
            )),
        });
    }
    findings
}

/// The swap spaces in the text of `/proc/swaps` that are not known to be encrypted.
fn unencrypted(swaps: &str, is_encrypted: impl Fn(&str) -> bool) -> Vec<&str> {
    let names = swaps.lines().skip(1).filter_map(|line| line.split_whitespace().next());
    names.filter(|name| !is_encrypted(name)).collect()
}

/// A device of dm-crypt, or memory that is compressed and never reaches a disk.
fn is_encrypted(device: &str) -> bool {
    let path = fs::canonicalize(device).unwrap_or_else(|_| Path::new(device).to_owned());
    let Some(name) = path.file_name().and_then(|name| name.to_str()) else { return false };
    let uuid = fs::read_to_string(format!("/sys/block/{name}/dm/uuid")).unwrap_or_default();
    name.starts_with("zram") || uuid.starts_with("CRYPT-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn swap_that_is_not_known_to_be_encrypted_is_named() {
        let header = "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n";
        let swaps =
            format!("{header}/dev/zram0 partition 8 0 100\n/swapfile file 8 0 -2\n/dev/dm-1 partition 8 0 -3\n");
        assert_eq!(unencrypted(&swaps, |name| name == "/dev/dm-1" || is_encrypted(name)), ["/swapfile"]);
        assert!(unencrypted(header, |_| false).is_empty() && unencrypted("", |_| false).is_empty());
    }
}
