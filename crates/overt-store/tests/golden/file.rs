//! A golden file: lines `name = value`, where bytes, keys and ids are hexadecimal; `#` begins a comment.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::PathBuf;

use overt_model::{Id, Secret};

pub(crate) struct Golden(BTreeMap<String, String>);

impl Golden {
    pub(crate) fn read(name: &str) -> Self {
        let text = fs::read_to_string(path(name)).unwrap();
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        Self(
            lines
                .map(|line| line.split_once(" = ").unwrap())
                .map(|(name, value)| (name.into(), value.into()))
                .collect(),
        )
    }

    pub(crate) fn text(&self, name: &str) -> &str {
        self.0.get(name).unwrap_or_else(|| panic!("no line `{name}`"))
    }

    pub(crate) fn bytes(&self, name: &str) -> Vec<u8> {
        let digits = self.text(name);
        (0..digits.len()).step_by(2).map(|start| u8::from_str_radix(&digits[start..start + 2], 16).unwrap()).collect()
    }

    pub(crate) fn secret(&self, name: &str) -> Secret<[u8; 32]> {
        Secret::new(self.bytes(name).try_into().unwrap())
    }

    pub(crate) fn number(&self, name: &str) -> u128 {
        u128::from_str_radix(self.text(name), 16).unwrap()
    }

    pub(crate) fn id<K>(&self, name: &str) -> Id<K> {
        Id::from_bits(self.number(name))
    }
}

/// Writes a golden file unless it is there.
pub(crate) fn write(name: &str, lines: &[(&str, String)]) {
    let Ok(mut file) = fs::File::create_new(path(name)) else { return };
    writeln!(
        file,
        "# {name}: opened by every later version of Overt, and never rewritten. Everything in it is invented."
    )
    .unwrap();
    for (name, value) in lines {
        writeln!(file, "{name} = {value}").unwrap();
    }
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut digits, byte| {
        write!(digits, "{byte:02x}").unwrap();
        digits
    })
}

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(format!("{name}.txt"))
}
