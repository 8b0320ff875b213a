//! provisional
pub(crate) fn jaro_winkler(a: &[u8], b: &[u8]) -> f32 {
    let (a, b) = (&a[..a.len().min(64)], &b[..b.len().min(64)]);
    if a.is_empty() || b.is_empty() { return 0.0; }
    let (a, b) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let window = (b.len() / 2).saturating_sub(1);
    let mut used_b = 0u64; let mut flags_a = 0u64; let mut matches = 0u32;
    for (i, &c) in a.iter().enumerate() {
        let lo = i.saturating_sub(window); let hi = (i + window + 1).min(b.len());
        for j in lo..hi { if used_b >> j & 1 == 0 && b[j] == c { used_b |= 1 << j; flags_a |= 1 << i; matches += 1; break; } }
    }
    if matches == 0 { return 0.0; }
    let mut k = 0; let mut transpositions = 0; let mut rest = used_b;
    for i in 0..a.len() { if flags_a >> i & 1 == 1 { let j = rest.trailing_zeros() as usize; rest &= rest - 1; if a[i] != b[j] { transpositions += 1; } k += 1; } }
    let _ = k;
    let m = matches as f32;
    let jaro = (m / a.len() as f32 + m / b.len() as f32 + (m - (transpositions / 2) as f32) / m) / 3.0;
    let prefix = a.iter().zip(b).take(4).take_while(|(x, y)| x == y).count() as f32;
    jaro + prefix * 0.1 * (1.0 - jaro)
}
pub(crate) fn distance(a: &[u8], b: &[u8], max: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > max { return None; }
    let (a, b) = (&a[..a.len().min(64)], &b[..b.len().min(64)]);
    let mut before = [0usize; 65]; let mut prev: [usize; 65] = std::array::from_fn(|i| i); let mut now = [0usize; 65];
    for i in 1..=a.len() {
        now[0] = i; let mut least = i;
        for j in 1..=b.len() {
            let cost = usize::from(a[i - 1] != b[j - 1]);
            let mut d = (prev[j] + 1).min(now[j - 1] + 1).min(prev[j - 1] + cost);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] { d = d.min(before[j - 2] + 1); }
            now[j] = d; least = least.min(d);
        }
        if least > max + 1 { return None; }
        before = prev; prev = now;
    }
    Some(prev[b.len()]).filter(|d| *d <= max)
}
/// latin-lite
pub(crate) fn latin(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let mut out = String::with_capacity(text.len()); let mut gap = false;
    for c in text.nfkd() {
        if c.is_alphanumeric() { if gap && !out.is_empty() { out.push(' '); } gap = false; for l in c.to_lowercase() { match l { 'đ' => out.push('d'), 'ł' => out.push('l'), 'ø' => out.push('o'), 'ı' => out.push('i'), 'ß' => out.push_str("ss"), l => out.push(l) } } }
        else if !unicode_normalization::char::is_combining_mark(c) && c != '\'' { gap = true; }
    }
    out
}
pub(crate) fn sound(text: &[u8]) -> Vec<u8> {
    let mut out: Vec<u8> = Vec::new(); let mut i = 0;
    while i < text.len() {
        let c = text[i]; let n = text.get(i + 1).copied().unwrap_or(0);
        let (code, step) = match (c, n) {
            (b'p', b'h') => (b'f', 2), (b'k', b'h') => (b'k', 2), (b'g', b'h') => (b'k', 2), (b'c', b'h') | (b's', b'h') => (b's', 2), (b't', b'h') => (b't', 2), (b'd', b'j') | (b'd', b'h') => (b'd', 2),
            (b'c' | b'k' | b'q' | b'g', _) => (b'k', 1), (b's' | b'z', _) => (b's', 1), (b'x', _) => (b'k', 1), (b'v' | b'w' | b'b', _) => (b'v', 1), (b'd' | b't', _) => (b't', 1),
            (b'f' | b'p', _) => (b'f', 1),
            (b'a' | b'e' | b'i' | b'o' | b'u' | b'y' | b'j' | b'h' | b' ', _) => (0, 1), (c, _) => (c, 1),
        };
        if code != 0 && out.last() != Some(&code) { out.push(code); }
        if code == 0 && i == 0 && c != b'h' { out.push(b'a'); }
        i += step;
    }
    out
}
