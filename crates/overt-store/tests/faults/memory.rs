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

/// Places in a row that all look random and are more than this are a sealed text, of which there is much in memory.
const ROW_MAX: usize = 64;

/// The secret halves of these public keys, wherever they lie on a boundary of sixteen bytes and not amid a kilobyte of noise:
/// nobody has to know them to recognise them.
pub(crate) fn secret_keys(memory: &[u8], known: &[PublicKey]) -> usize {
    let windows: Vec<&[u8]> = memory.windows(32).step_by(16).collect();
    let rows = windows.chunk_by(|one, next| looks_random(one) == looks_random(next));
    let rows = rows.filter(|row| row.len() <= ROW_MAX && looks_random(row[0]));
    let mut places: Vec<[u8; 32]> = rows.flatten().map(|window| (*window).try_into().unwrap()).collect();
    places.sort_unstable();
    places.dedup();
    println!("{} places that may hold a key", places.len());
    let is_secret = |place: &&[u8; 32]| known.contains(&SecretKey::new(&Secret::new(**place)).public());
    places.iter().filter(is_secret).count()
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
