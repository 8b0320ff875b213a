//! The memory of another process, as a core dump shows it.

use std::fs;
use std::io::{Read as _, Seek as _, SeekFrom};

use overt_model::Secret;
use overt_store::vault::{PublicKey, SecretKey};

/// Most bytes of one region that are looked at.
const REGION_MAX: u64 = 256 << 20;

/// Every region that the process can write to, one after the other: what `gcore` would put into a file on the disk. `None`
/// where reading it is not permitted.
pub(crate) fn writable(process: u32) -> Option<Vec<u8>> {
    let maps = fs::read_to_string(format!("/proc/{process}/maps")).ok()?;
    let mut memory = fs::File::open(format!("/proc/{process}/mem")).ok()?;
    let mut bytes = Vec::new();
    for line in maps.lines() {
        let mut words = line.split(' ');
        let (range, permissions) = (words.next()?, words.next()?);
        let (start, end) = range.split_once('-')?;
        let (start, end) = (u64::from_str_radix(start, 16).ok()?, u64::from_str_radix(end, 16).ok()?);
        if !permissions.starts_with("rw") || end - start > REGION_MAX || line.contains("[vv") {
            continue;
        }
        let before = bytes.len();
        let read =
            memory.seek(SeekFrom::Start(start)).and_then(|_| (&mut memory).take(end - start).read_to_end(&mut bytes));
        if read.is_err() {
            // Reserved and never touched.
            bytes.truncate(before);
        }
    }
    Some(bytes)
}

/// The secret halves of these public keys, wherever they lie on a boundary of eight bytes: nobody has to know them to
/// recognise them.
pub(crate) fn secret_keys(memory: &[u8], known: &[PublicKey]) -> usize {
    let windows = memory.windows(32).step_by(8).filter(|window| looks_random(window));
    let mut seen = std::collections::BTreeSet::new();
    let is_secret = |window: &[u8]| {
        let bytes: [u8; 32] = window.try_into().unwrap();
        known.contains(&SecretKey::new(&Secret::new(bytes)).public())
    };
    windows.filter(|window| seen.insert(window.to_vec()) && is_secret(window)).count()
}

/// Of 32 random bytes about 30 differ; fewer than 24 is less likely than one in a hundred million.
fn looks_random(window: &[u8]) -> bool {
    let mut seen = [false; 256];
    let mut different = 0;
    for byte in window {
        different += u8::from(!std::mem::replace(&mut seen[usize::from(*byte)], true));
    }
    different >= 24
}
