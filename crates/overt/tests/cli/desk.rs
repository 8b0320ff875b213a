//! The process in which the desk draws the pages of a PDF file anew.

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use crate::process::OVERT;

/// A page of one inch with these operators, which can use the object `/X`, and with a title that nobody sees.
fn paper(operators: &str, object: &[u8]) -> Vec<u8> {
    let mut text = String::from("%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n");
    text += "2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n";
    text += "3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 72 72] /Contents 4 0 R ";
    text += "/Resources << /XObject << /X 6 0 R >> >> >>\nendobj\n";
    write!(text, "4 0 obj\n<< /Length {} >>\nstream\n{operators}\nendstream\nendobj\n", operators.len()).unwrap();
    text += "5 0 obj\n<< /Title (CANARY) >>\nendobj\n6 0 obj\n";
    let end = b"\nendobj\ntrailer\n<< /Root 1 0 R /Info 5 0 R /Size 7 >>\n%%EOF\n";
    [text.as_bytes(), object, end].concat()
}

/// A black picture of as many points as the square of this, three bytes each; 128 of them are two in the file.
fn black(side: usize) -> Vec<u8> {
    let runs = [b"\x81\0".repeat((3 * side * side).div_ceil(128)), vec![0x80]].concat();
    let mut head = format!("<< /Type /XObject /Subtype /Image /Width {side} /Height {side} /BitsPerComponent 8 ");
    write!(head, "/ColorSpace /DeviceRGB /Filter /RunLengthDecode /Length {} >>\nstream\n", runs.len()).unwrap();
    [head.as_bytes(), &runs, b"\nendstream"].concat()
}

fn drawn(file: &[u8]) -> Output {
    let mut command = Command::new(OVERT);
    command.arg("draw-pages").env_clear().stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // It may have ended before it read all.
    let _ = child.stdin.take().unwrap().write_all(file);
    child.wait_with_output().unwrap()
}

#[test]
fn pages_of_a_pdf_are_drawn_anew_from_one_pipe_to_the_other() {
    let (square, picture) = (("1 0 0 rg 0 0 72 72 re f", b"<< >>".to_vec()), ("72 0 0 72 0 0 cm /X Do", black(800)));
    for (operators, object) in [square, picture] {
        let copy = drawn(&paper(operators, &object));
        assert!(copy.status.success() && copy.stderr.is_empty());
        assert!(copy.stdout.starts_with(b"%PDF-") && !String::from_utf8_lossy(&copy.stdout).contains("CANARY"));
    }
}

#[test]
fn what_is_no_pdf_or_has_a_picture_that_cannot_be_drawn_gives_no_copy() {
    let head = "<< /Type /XObject /Subtype /Image /Width 8 /Height 8 /BitsPerComponent 8 /ColorSpace /DeviceRGB";
    let picture = format!("{head} /Filter /DCTDecode /Length 10 >>\nstream\nno picture\nendstream");
    for file in [b"no PDF".to_vec(), paper("72 0 0 72 0 0 cm /X Do", picture.as_bytes())] {
        let copy = drawn(&file);
        assert!(!copy.status.success() && copy.stdout.is_empty());
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_file_that_takes_more_memory_than_there_may_be_ends_the_process_that_draws_it() {
    let copy = drawn(&paper("72 0 0 72 0 0 cm /X Do", &black(20_000)));
    assert!(copy.status.code().is_none() && copy.stdout.is_empty(), "{:?}", copy.status);
}
