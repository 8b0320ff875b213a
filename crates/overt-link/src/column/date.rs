//! Dates as precise as they are known: a year, a month or a day.

/// One date. Zero stands for a month or day that is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) struct DateValue {
    pub(crate) year: i16,
    pub(crate) month: u8,
    pub(crate) day: u8,
    /// Its eight digits, four bits each.
    digits: u32,
}

impl DateValue {
    /// Reads `2001-02-03`, `20010203`, `2001-02`, `2001`, `03/02/2001`, `03.02.2001`. Of an interval the beginning counts.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        if !text.is_ascii() || text.len() > 40 {
            return None;
        }
        let mut numbers = [0u32; 3];
        let mut digits = [0usize; 3];
        let mut count = 0;
        let mut inside = false;
        for byte in text.bytes() {
            if byte.is_ascii_digit() {
                if !inside {
                    count += 1;
                    inside = true;
                }
                if count > 3 {
                    break;
                }
                numbers[count - 1] = (numbers[count - 1] * 10 + u32::from(byte - b'0')).min(99_999_999);
                digits[count - 1] += 1;
            } else {
                inside = false;
                if byte == b'T' && count == 3 {
                    break;
                }
            }
        }
        match (count, digits) {
            (1, [8, ..]) => Self::new(numbers[0] / 10_000, numbers[0] / 100 % 100, numbers[0] % 100),
            (1, [4, ..]) => Self::new(numbers[0], 0, 0),
            (2, [4, ..]) => Self::new(numbers[0], numbers[1], 0),
            (2.., [4, ..]) => Self::new(numbers[0], numbers[1], numbers[2]),
            (3.., [_, _, 4]) => Self::new(numbers[2], numbers[1], numbers[0]),
            _ => None,
        }
    }

    fn new(year: u32, month: u32, day: u32) -> Option<Self> {
        let (month, day) = if month > 12 && day <= 12 { (day, month) } else { (month, day) };
        // A month or day out of range is a slip of the pen; the other digits still say something.
        let is_one = (1000..=2999).contains(&year) && month <= 99 && day <= 99 && (month > 0 || day == 0);
        let part = |number: u32| u8::try_from(number).ok();
        let number = [year / 100, year % 100, month, day];
        let digits = number.iter().fold(0, |digits, two| (digits << 8) | ((two / 10) << 4) | (two % 10));
        is_one.then_some(Self { year: i16::try_from(year).ok()?, month: part(month)?, day: part(day)?, digits })
    }

    /// Digits that differ from those of another date.
    pub(crate) fn digits_apart(self, other: Self) -> u8 {
        let apart = self.digits ^ other.digits;
        let apart = apart | apart >> 2;
        ((apart | apart >> 1) & 0x1111_1111).count_ones() as u8
    }

    /// Whether only the year is known, or the first of January stands for it as forms make people write.
    pub(crate) fn is_year_only(self) -> bool {
        self.month == 0 || (self.month == 1 && self.day == 1)
    }

    /// Days since 1970-01-01 of the earliest day that it may be.
    pub(crate) fn first_day(self) -> i32 {
        let date = jiff::civil::Date::new(self.year, self.month.clamp(1, 12).cast_signed(), 1)
            .unwrap_or(jiff::civil::Date::MIN);
        let epoch = jiff::civil::Date::constant(1970, 1, 1);
        let days = date.since(epoch).map_or(0, |span| span.get_days());
        days + i32::from(self.day.clamp(1, 31)) - 1
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::DateValue;

    proptest! {
        #[test]
        fn digits_that_differ_are_those_of_the_written_dates(
            one in "[12][0-9]{3}(0[1-9]|1[0-2])[0-3][0-9]", other in "[12][0-9]{3}(0[1-9]|1[0-2])[0-3][0-9]",
        ) {
            let [a, b] = [&one, &other].map(|text| DateValue::read(text).expect("it is a date"));
            let apart = one.bytes().zip(other.bytes()).filter(|(left, right)| left != right).count();
            prop_assert_eq!(usize::from(a.digits_apart(b)), apart);
        }
    }
}
