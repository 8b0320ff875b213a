//! Names of files as somebody else gave them: harmless to show, and harmless where they are kept.

/// Most bytes of a name.
const LEN_MAX: usize = 200;

/// The name without what steers a screen or leads to another folder.
pub(crate) fn plain(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last.chars().filter(|letter| !steers(*letter)).collect();
    let kept = kept.trim_matches(|letter: char| letter == '.' || letter.is_whitespace());
    let end = (0..=kept.len().min(LEN_MAX)).rev().find(|end| kept.is_char_boundary(*end)).unwrap_or_default();
    if end == 0 { String::from("file") } else { kept[..end].to_owned() }
}

/// Control characters, and those that change the direction or show nothing.
fn steers(letter: char) -> bool {
    letter.is_control()
        || matches!(
            letter,
            '\u{ad}'
                | '\u{61c}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

/// The header by which a browser keeps what it gets as a file of this name and shows none of it (RFC 6266).
pub(crate) fn disposition(name: &str) -> String {
    let name = plain(name);
    let is_safe = |letter: char| letter.is_ascii_alphanumeric() || "._- ".contains(letter);
    let ascii: String = name.chars().map(|letter| if is_safe(letter) { letter } else { '_' }).collect();
    let encoded = name.bytes().fold(String::new(), |mut text, byte| {
        if byte.is_ascii_alphanumeric() || b"._-".contains(&byte) {
            text.push(char::from(byte));
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
        text
    });
    format!("attachment; filename=\"{ascii}\"; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_a_screen_or_leads_elsewhere_is_taken_out_of_a_name() {
        for (given, shown) in [
            ("invented photograph.jpg", "invented photograph.jpg"),
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\x\\paper.pdf", "paper.pdf"),
            ("paper\u{202e}fdp.exe", "paperfdp.exe"),
            ("a\0b\r\nc\u{7}", "abc"),
            ("\u{feff}\u{200b}", "file"),
            ("..", "file"),
            ("", "file"),
            (".hidden", "hidden"),
            ("fichier évidence.png", "fichier évidence.png"),
        ] {
            assert_eq!(plain(given), shown, "{given:?}");
        }
        assert_eq!(plain(&"é".repeat(500)).len(), LEN_MAX);
    }

    #[test]
    fn a_header_cannot_be_ended_by_a_name() {
        let header = disposition("a\"; filename=evil.html\r\nset-cookie: x=1;é.png");
        assert!(!header.contains('\n') && !header.contains('\r') && header.matches('"').count() == 2, "{header}");
        assert!(header.starts_with("attachment; ") && header.contains("%C3%A9.png"), "{header}");
    }
}
