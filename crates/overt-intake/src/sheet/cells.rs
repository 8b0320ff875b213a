//! Cells as texts in one form, whatever the workbook is written in.

use std::io;

use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Time, date};

use crate::rows::{Reason, Row};

/// The rows of a sheet.
pub(super) trait Cells: Send {
    /// The next row that is not blank, with its number as the spreadsheet shows it, and why it is none.
    fn next(&mut self, row: &mut Row) -> io::Result<Option<(u64, Result<(), Reason>)>>;

    /// How many bytes of the sheet were read.
    fn bytes_read(&self) -> u64;
}

/// A number in its shortest exact form.
pub(super) fn number(text: &str) -> String {
    match text.trim().parse::<f64>() {
        Ok(number) if number.is_finite() => (number + 0.0).to_string(),
        _ => text.to_owned(),
    }
}

/// The day and time that a workbook counts in days since the end of 1899, or since 1904. `None` if there is no such day, or
/// if the number is a time without a day and not within one.
pub(super) fn moment(days: f64, is_1904: bool) -> Option<String> {
    const MILLISECONDS: f64 = 86_400_000.0;
    if !(0.0..3_000_000.0).contains(&days) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "within the three million days")]
    let milliseconds = (days * MILLISECONDS).round() as i64;
    let (days, time) = (milliseconds / 86_400_000, milliseconds % 86_400_000);
    let time = Time::midnight().checked_add(time.milliseconds()).ok()?;
    if days == 0 && !is_1904 {
        return Some(clock(time));
    }
    // The first spreadsheets took 1900 for a leap year, and its 60th day is none.
    let start: Date = match days {
        _ if is_1904 => date(1904, 1, 1),
        ..60 => date(1899, 12, 31),
        60 => return None,
        _ => date(1899, 12, 30),
    };
    let day = start.checked_add(days.days()).ok()?;
    Some(if time == Time::midnight() { day.to_string() } else { format!("{day}T{}", clock(time)) })
}

fn clock(time: Time) -> String {
    DateTime::from_parts(date(2000, 1, 1), time).strftime("%H:%M:%S%.f").to_string()
}

/// Hours that may be more than a day has.
pub(super) fn elapsed(days: f64) -> Option<String> {
    if !(0.0..3_000_000.0).contains(&days) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "within the three million days")]
    let seconds = (days * 86_400.0).round() as i64;
    Some(format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60))
}
