//! One object as the cells of a row.

use crate::flat::Flat;
use crate::rows::{DEPTH_MAX, Reason, Row};
use crate::table::encoding::NO_CHARACTER;

/// Reads the object that `text` is, and puts it into `row`. Numbers stay as they are written.
pub(super) fn read(text: &[u8], flat: &mut Flat, row: &mut Row) -> Result<(), Reason> {
    // A text is cut after so many bytes, which may be within a character.
    let text = str::from_utf8(text).map_err(|_| Reason::NotText)?;
    let text = text.trim_matches([' ', '\t', '\n', '\r']);
    flat.begin();
    let outcome = match () {
        () if text.contains(NO_CHARACTER) => Err(Reason::NotText),
        () if text.contains('\0') => Err(Reason::Nul),
        () => Parser { text, at: 0, name: String::new(), flat }.document(),
    };
    flat.end(row, outcome)
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    /// The column of the value that is being read.
    name: String,
    flat: &'a mut Flat,
}

impl<'a> Parser<'a> {
    fn document(&mut self) -> Result<(), Reason> {
        // Whether what is no object would be valid is of no use to anybody.
        if self.peek() != Some(b'{') {
            return Err(Reason::NoObject);
        }
        self.value(0)?;
        if self.at == self.text.len() { Ok(()) } else { Err(Reason::Malformed) }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn pass_blanks(&mut self) {
        while self.peek().is_some_and(super::source::is_blank) {
            self.at += 1;
        }
    }

    fn expect(&mut self, text: &str) -> Result<(), Reason> {
        if self.text.as_bytes()[self.at..].starts_with(text.as_bytes()) {
            self.at += text.len();
            Ok(())
        } else {
            Err(Reason::Malformed)
        }
    }

    fn value(&mut self, depth: usize) -> Result<(), Reason> {
        match self.peek() {
            Some(b'{' | b'[') if depth == DEPTH_MAX => Err(Reason::TooDeep),
            Some(b'{') => self.members(depth, "{", "}"),
            Some(b'[') => self.members(depth, "[", "]"),
            Some(b'"') => {
                let text = self.string()?;
                self.flat.add(&self.name, &text)
            }
            Some(b't') => self.word("true", "true"),
            Some(b'f') => self.word("false", "false"),
            Some(b'n') => self.word("null", ""),
            _ => {
                let number = self.number()?;
                self.flat.add(&self.name, number)
            }
        }
    }

    fn word(&mut self, word: &str, cell: &str) -> Result<(), Reason> {
        self.expect(word)?;
        self.flat.add(&self.name, cell)
    }

    /// An object, whose values have names, or a list, whose values have numbers.
    fn members(&mut self, depth: usize, open: &str, close: &str) -> Result<(), Reason> {
        self.expect(open)?;
        self.pass_blanks();
        if self.expect(close).is_ok() {
            return Ok(());
        }
        let outer = self.name.len();
        for number in 1.. {
            let name = if open == "{" { self.key()? } else { number.to_string() };
            if outer > 0 || depth > 0 {
                self.name.push('.');
            }
            self.name.push_str(&name);
            self.pass_blanks();
            self.value(depth + 1)?;
            self.name.truncate(outer);
            self.pass_blanks();
            if self.expect(close).is_ok() {
                break;
            }
            self.expect(",")?;
            self.pass_blanks();
        }
        Ok(())
    }

    fn key(&mut self) -> Result<String, Reason> {
        let key = self.string()?;
        self.pass_blanks();
        self.expect(":")?;
        Ok(key)
    }

    fn string(&mut self) -> Result<String, Reason> {
        let start = self.at;
        self.expect("\"")?;
        loop {
            match self.peek().ok_or(Reason::Malformed)? {
                b'"' => break,
                b'\\' => self.at += 2,
                _ => self.at += 1,
            }
        }
        self.at += 1;
        // An escape that has no second half ends within a character, or after the text.
        let literal = self.text.get(start..self.at).ok_or(Reason::Malformed)?;
        serde_json::from_str(literal).map_err(|_| Reason::Malformed)
    }

    fn number(&mut self) -> Result<&'a str, Reason> {
        let start = self.at;
        let _ = self.expect("-");
        if self.expect("0").is_err() {
            self.digits()?;
        }
        if self.expect(".").is_ok() {
            self.digits()?;
        }
        if self.expect("e").or_else(|_| self.expect("E")).is_ok() {
            let _ = self.expect("+").or_else(|_| self.expect("-"));
            self.digits()?;
        }
        Ok(&self.text[start..self.at])
    }

    fn digits(&mut self) -> Result<(), Reason> {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        if self.at > start { Ok(()) } else { Err(Reason::Malformed) }
    }
}
