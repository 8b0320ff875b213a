//! Chinese characters through Hanyu Pinyin without tones; the family name apart from the given name.

use super::{Ascii, push};

/// Family names of two characters, in both forms of writing.
const COMPOUND: [[char; 2]; 22] = [
    ['欧', '阳'],
    ['歐', '陽'],
    ['司', '马'],
    ['司', '馬'],
    ['上', '官'],
    ['诸', '葛'],
    ['諸', '葛'],
    ['东', '方'],
    ['東', '方'],
    ['皇', '甫'],
    ['尉', '迟'],
    ['公', '孙'],
    ['公', '孫'],
    ['令', '狐'],
    ['慕', '容'],
    ['司', '徒'],
    ['夏', '侯'],
    ['长', '孙'],
    ['南', '宫'],
    ['端', '木'],
    ['宇', '文'],
    ['百', '里'],
];

/// How many characters of one word are family name: names are written without a space between.
pub(crate) fn family_length(word: &[char]) -> usize {
    match word {
        [first, second, _, ..] if COMPOUND.contains(&[*first, *second]) => 2,
        [_, _] | [_, _, _] | [_, _, _, _] => 1,
        _ => 0,
    }
}

/// Pinyin of each character, without a space between; the first characters are read as a family name.
pub(crate) fn romanise(word: &[char], family: usize, out: &mut Ascii) {
    for (index, &letter) in word.iter().enumerate() {
        if index > 0 && index == family {
            push(out, " ");
        }
        let reading = if index == 0 && family == 1 { family_reading(letter) } else { None };
        if let Some(reading) = reading {
            push(out, reading);
        } else {
            // The table writes syllables with a capital, and marks nothing else.
            out.extend(any_ascii::any_ascii_char(letter).bytes().map(|byte| byte.to_ascii_lowercase()));
        }
    }
}

/// Characters that are read differently as a family name.
fn family_reading(letter: char) -> Option<&'static str> {
    Some(match letter {
        '曾' => "zeng",
        '单' | '單' => "shan",
        '解' => "xie",
        '仇' => "qiu",
        '查' => "zha",
        '任' => "ren",
        '盖' | '蓋' => "ge",
        '区' | '區' => "ou",
        '朴' => "piao",
        '冼' => "xian",
        '繁' => "po",
        '乐' | '樂' => "yue",
        '翟' => "zhai",
        '覃' => "qin",
        '沈' => "shen",
        '吕' | '呂' => "lu",
        '佘' => "she",
        '尉' => "wei",
        '洗' => "xian",
        '华' | '華' => "hua",
        '宁' | '甯' => "ning",
        '缪' | '繆' => "miao",
        _ => return None,
    })
}

/// Whether a Latin word consists of Chinese syllables, in Pinyin or Wade-Giles. Every syllable but the first begins with a
/// consonant, so `maria` does not.
pub(crate) fn is_syllables(word: &[u8]) -> bool {
    const INITIALS: [&[u8]; 25] = [
        b"b", b"p", b"m", b"f", b"d", b"t", b"n", b"l", b"g", b"k", b"h", b"j", b"q", b"x", b"zh", b"ch", b"sh", b"r",
        b"z", b"c", b"s", b"y", b"w", b"hs", b"ts",
    ];
    const FINALS: [&[u8]; 44] = [
        b"a", b"o", b"e", b"i", b"u", b"ai", b"ei", b"ao", b"ou", b"an", b"en", b"ang", b"eng", b"ong", b"ia", b"ie",
        b"iao", b"iu", b"ian", b"in", b"iang", b"ing", b"iong", b"ua", b"uo", b"uai", b"ui", b"uan", b"un", b"uang",
        b"ue", b"ih", b"eh", b"ieh", b"ueh", b"uei", b"ung", b"ien", b"iung", b"ueh", b"uen", b"er", b"iou", b"eu",
    ];
    if word.is_empty() || word.len() > 24 {
        return false;
    }
    // Bit n: a syllable may end before the letter n.
    let mut ends = 1_u32;
    for at in 0..word.len() {
        if ends >> at & 1 == 0 {
            continue;
        }
        for initial in INITIALS.iter().copied().chain((at == 0).then_some(&b""[..])) {
            if let Some(rest) = word[at..].strip_prefix(initial) {
                for vowel in FINALS.iter().filter(|vowel| rest.starts_with(vowel)) {
                    ends |= 1 << (at + initial.len() + vowel.len());
                }
            }
        }
    }
    ends >> word.len() & 1 == 1
}
