//! How long pieces of Thrift say they are, looked at before a library believes it.

/// Structures that may stand in each other.
const DEPTH_MAX: usize = 32;

/// Bytes in the compact protocol.
pub(super) struct Thrift<'a> {
    bytes: &'a [u8],
    at: usize,
    /// The numbers that were met, with the path of fields to them.
    numbers: Vec<([i16; 2], i64)>,
}

impl<'a> Thrift<'a> {
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0, numbers: Vec::new() }
    }

    /// Reads one structure. `None` if it is cut, or if a list in it says that it has more values than there are bytes.
    pub(super) fn check(&mut self) -> Option<()> {
        self.structure(0, [0, 0])
    }

    /// How many bytes were read.
    pub(super) const fn read_len(&self) -> usize {
        self.at
    }

    /// The number in a field of the structure, or in a field of a structure in it.
    pub(super) fn number(&self, path: [i16; 2]) -> Option<i64> {
        self.numbers.iter().find(|(found, _)| *found == path).map(|(_, number)| *number)
    }

    fn byte(&mut self) -> Option<u8> {
        let byte = self.bytes.get(self.at).copied();
        self.at += 1;
        byte
    }

    fn varint(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    fn zigzag(&mut self) -> Option<i64> {
        let number = self.varint()?;
        Some((number >> 1).cast_signed() ^ -(number & 1).cast_signed())
    }

    fn skip(&mut self, count: u64) -> Option<()> {
        let left = self.bytes.len().checked_sub(self.at)? as u64;
        if count > left {
            return None;
        }
        self.at += usize::try_from(count).ok()?;
        Some(())
    }

    fn structure(&mut self, depth: usize, path: [i16; 2]) -> Option<()> {
        if depth == DEPTH_MAX {
            return None;
        }
        let mut field = 0_i16;
        loop {
            let head = self.byte()?;
            if head == 0 {
                return Some(());
            }
            field = match head >> 4 {
                0 => i16::try_from(self.zigzag()?).ok()?,
                step => field.checked_add(i16::from(step))?,
            };
            let path = match depth {
                0 => [field, 0],
                1 => [path[0], field],
                _ => [-1, -1],
            };
            // In a field, the type of a truth is the truth.
            if !matches!(head & 0xf, 1 | 2) {
                self.value(head & 0xf, depth, path)?;
            }
        }
    }

    fn value(&mut self, kind: u8, depth: usize, path: [i16; 2]) -> Option<()> {
        match kind {
            1..=3 => self.skip(1),
            4..=6 => {
                let number = self.zigzag()?;
                if path[0] >= 0 && self.numbers.len() < 64 {
                    self.numbers.push((path, number));
                }
                Some(())
            }
            7 => self.skip(8),
            8 => {
                let length = self.varint()?;
                self.skip(length)
            }
            9 | 10 => {
                let head = self.byte()?;
                let count = if head >> 4 == 15 { self.varint()? } else { u64::from(head >> 4) };
                self.values(count, &[head & 0xf], depth)
            }
            11 => {
                let count = self.varint()?;
                let kinds = if count == 0 { 0 } else { self.byte()? };
                self.values(count, &[kinds >> 4, kinds & 0xf], depth)
            }
            12 => self.structure(depth + 1, path),
            _ => None,
        }
    }

    fn values(&mut self, count: u64, kinds: &[u8], depth: usize) -> Option<()> {
        if count > self.bytes.len().checked_sub(self.at)? as u64 || depth == DEPTH_MAX {
            return None;
        }
        for _ in 0..count {
            kinds.iter().try_for_each(|kind| self.value(*kind, depth + 1, [-1, -1]))?;
        }
        Some(())
    }
}
