//! Looking for bytes where they should not be.

use std::fs;
use std::path::{Path, PathBuf};

use sqlx::{Column as _, Connection as _, Row as _, ValueRef as _};

use crate::world::World;

/// Something to look for, in one of the forms it may have.
pub(crate) struct Needle {
    /// What it is, without saying it.
    pub(crate) what: String,
    bytes: Vec<u8>,
    /// How far to go on after a byte that ends a mismatch (Horspool 1980).
    skip: [usize; 256],
}

impl Needle {
    pub(crate) fn new(what: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        let bytes = bytes.into();
        assert!(bytes.len() >= 8, "what is shorter is found by chance");
        let mut skip = [bytes.len(); 256];
        for (place, byte) in bytes.iter().enumerate().take(bytes.len() - 1) {
            skip[usize::from(*byte)] = bytes.len() - 1 - place;
        }
        Self { what: what.into(), bytes, skip }
    }

    /// A text as it stands in files: UTF-8, UTF-16 of either order, base64 at each of three places, hexadecimal, and with
    /// small and with capital letters.
    pub(crate) fn of_text(what: &str, text: &str) -> Vec<Self> {
        let mut needles = Vec::new();
        let mut cases = vec![text.to_owned(), text.to_lowercase(), text.to_uppercase()];
        cases.dedup();
        for text in cases {
            let utf16 = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
            needles.push(Self::new(format!("{what}, UTF-8"), text.as_bytes()));
            needles.push(Self::new(format!("{what}, UTF-16 LE"), utf16(u16::to_le_bytes)));
            needles.push(Self::new(format!("{what}, UTF-16 BE"), utf16(u16::to_be_bytes)));
            needles.push(Self::new(format!("{what}, hexadecimal"), hex(&text)));
            for before in 0..3 {
                needles.push(Self::new(format!("{what}, base64"), base64(text.as_bytes(), before)));
            }
        }
        needles
    }

    pub(crate) fn count_in(&self, haystack: &[u8]) -> usize {
        let (length, last) = (self.bytes.len(), self.bytes.len() - 1);
        let (mut place, mut count) = (0, 0);
        while place + length <= haystack.len() {
            let end = haystack[place + last];
            if end == self.bytes[last] && haystack[place..place + length] == *self.bytes {
                count += 1;
            }
            place += self.skip[usize::from(end)];
        }
        count
    }
}

/// The bytes of a text as hexadecimal digits.
pub(crate) fn hex(text: &str) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |byte: u8| char::from(DIGITS[usize::from(byte)]);
    text.bytes().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// The characters of base64 that stand for these bytes alone, when `before` others stand before them.
fn base64(bytes: &[u8], before: usize) -> Vec<u8> {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let bits: Vec<u8> = std::iter::repeat_n(0, before).chain(bytes.iter().copied()).collect();
    let characters = (8 * before).div_ceil(6)..8 * bits.len() / 6;
    let bit = |place: usize| usize::from(bits[place / 8] >> (7 - place % 8) & 1);
    characters.map(|character| ALPHABET[(0..6).fold(0, |value, next| value << 1 | bit(6 * character + next))]).collect()
}

/// Where something was found: in what, and how often.
pub(crate) fn find(needles: &[Needle], place: &str, haystack: &[u8]) -> Vec<String> {
    let hit = |needle: &Needle| {
        let count = needle.count_in(haystack);
        (count > 0).then(|| format!("{}: {count} times in {place}", needle.what))
    };
    needles.iter().filter_map(hit).collect()
}

/// The same, in every file below a folder.
pub(crate) fn find_below(needles: &[Needle], folder: &Path) -> Vec<String> {
    let read = |path: PathBuf| find(needles, &path.display().to_string(), &fs::read(&path).unwrap());
    files_below(folder).into_iter().flat_map(read).collect()
}

pub(crate) fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in folder.read_dir().unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files.extend(files_below(&path)) } else { files.push(path) }
    }
    files
}

/// Everything that the tables of a server hold, byte by byte.
pub(crate) async fn dump(world: &World) -> Vec<u8> {
    let mut connection = sqlx::PgConnection::connect(&world.url().unwrap()).await.unwrap();
    let tables = "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema()";
    let mut bytes = Vec::new();
    for table in sqlx::query(tables).fetch_all(&mut connection).await.unwrap() {
        let select = format!("SELECT * FROM \"{}\"", table.get::<String, _>(0));
        for row in sqlx::query(sqlx::AssertSqlSafe(select)).fetch_all(&mut connection).await.unwrap() {
            for column in row.columns() {
                let value = row.try_get_raw(column.ordinal()).unwrap();
                if !value.is_null() {
                    bytes.extend_from_slice(value.as_bytes().unwrap());
                    bytes.push(0);
                }
            }
        }
    }
    bytes
}

/// Files of the write-ahead log of a server that are read: what a test writes fits into one, and others write there too.
const LOG_FILES: usize = 3;

/// The files in which a server keeps the database and what was written to it lately; `None` where it does not tell, or the
/// test may not read them.
pub(crate) async fn server_files(world: &World) -> Option<Vec<u8>> {
    let mut connection = sqlx::PgConnection::connect(&world.url().unwrap()).await.unwrap();
    sqlx::raw_sql("CHECKPOINT").execute(&mut connection).await.ok()?;
    let select = "SELECT current_setting('data_directory'), oid::text, pg_walfile_name(pg_current_wal_lsn())
        FROM pg_database WHERE datname = current_database()";
    let row = sqlx::query(select).fetch_one(&mut connection).await.ok()?;
    let [folder, database, last] = [0, 1, 2].map(|column| row.get::<String, _>(column));
    let folder = PathBuf::from(folder);
    let log = folder.join("pg_wal").read_dir().ok()?;
    let names = log.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.filter(|name| name.len() == last.len() && *name <= last).collect();
    names.sort_unstable();
    let tables = folder.join("base").join(database).read_dir().ok()?.map(|entry| entry.unwrap().path());
    let lately = names.iter().rev().take(LOG_FILES).map(|name| folder.join("pg_wal").join(name));
    // A file may be gone by now, when nobody needs it any more.
    Some(tables.chain(lately).filter_map(|path| fs::read(path).ok()).collect::<Vec<_>>().concat())
}

#[test]
fn what_is_looked_for_is_found_in_every_form() {
    let text = "Kanarienvogel";
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (form, haystack) in [
        ("UTF-8", b"xxKanarienvogelxx".to_vec()),
        ("UTF-16 LE", [b"abc".as_slice(), &utf16].concat()),
        // `printf 'xKanarienvogelx' | base64` and the like.
        ("base64", b"S2FuYXJpZW52b2dlbA==".to_vec()),
        ("base64", b"eEthbmFyaWVudm9nZWx4".to_vec()),
        ("base64", b"eHhLYW5hcmllbnZvZ2VseA==".to_vec()),
        ("UTF-8", b"KANARIENVOGEL".to_vec()),
    ] {
        let found = find(&Needle::of_text("bird", text), "here", &haystack);
        assert!(found.iter().any(|hit| hit.contains(form)), "{form}: {found:?}");
    }
    assert!(find(&Needle::of_text("bird", text), "here", b"Kanarienvoge Kanarienvogal").is_empty());
}
