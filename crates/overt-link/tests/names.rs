//! Laws of comparing names, and examples of what each script asks for.

use std::time::{Duration, Instant};

use overt_link::names::{
    How, Kind, LegalForm, Name, SAME_NAME, Script, alignment, damerau_levenshtein, jaro_winkler, latin, script_of,
    similarity,
};
use proptest::prelude::*;

fn person(a: &str, b: &str) -> f32 {
    similarity(&Name::person(a), &Name::person(b))
}

fn organisation(a: &str, b: &str) -> f32 {
    similarity(&Name::organisation(a), &Name::organisation(b))
}

/// Text of the scripts that have tables, with what stands between and above their letters.
fn any_script() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[ -~]{0,40}",
        "[؀-ۿ ‏]{0,24}",
        "[Ѐ-ӿ .]{0,24}",
        "[ऀ-ॿ ]{0,24}",
        "[ঀ-৿ ]{0,24}",
        "[฀-๿ ]{0,24}",
        "[ក-៿ ]{0,24}",
        "[က-႟ ]{0,24}",
        "[Ͱ-Ͽἀ-῾ ]{0,24}",
        "[一-龥가-힣ぁ-ヿ]{0,12}",
        "[À-ɏḀ-ỿ\u{300}-\u{36f} '-]{0,24}",
    ]
}

fn count(number: usize) -> f64 {
    f64::from(u32::try_from(number).expect("test strings are short"))
}

fn jaro_winkler_slow(a: &[u8], b: &[u8]) -> f64 {
    if a == b {
        return 1.0;
    }
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let reach = (a.len().max(b.len()) / 2).saturating_sub(1);
    let mut taken = vec![false; a.len()];
    let mut from_b = Vec::new();
    for (index, byte) in b.iter().enumerate() {
        for (place, other) in a.iter().enumerate() {
            if !taken[place] && other == byte && place.abs_diff(index) <= reach {
                taken[place] = true;
                from_b.push(*byte);
                break;
            }
        }
    }
    let from_a: Vec<u8> = a.iter().zip(&taken).filter(|(_, taken)| **taken).map(|(byte, _)| *byte).collect();
    let common = count(from_a.len());
    if from_a.is_empty() {
        return 0.0;
    }
    let transposed = count(from_a.iter().zip(&from_b).filter(|(left, right)| left != right).count() / 2);
    let jaro = (common / count(a.len()) + common / count(b.len()) + (common - transposed) / common) / 3.0;
    if jaro < 0.7 {
        return jaro;
    }
    let prefix = count(a.iter().zip(b).take(4).take_while(|(left, right)| left == right).count());
    jaro + prefix * 0.1 * (1.0 - jaro)
}

fn edits_slow(a: &[u8], b: &[u8]) -> usize {
    let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            table[i][j] = if i == 0 || j == 0 {
                i + j
            } else {
                let mut best = (table[i - 1][j] + 1).min(table[i][j - 1] + 1);
                best = best.min(table[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]));
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    best = best.min(table[i - 2][j - 2] + 1);
                }
                best
            };
        }
    }
    table[a.len()][b.len()]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn similarity_is_symmetric_and_between_zero_and_one(a in any_script(), b in any_script()) {
        for read in [Name::person as fn(&str) -> Name, Name::organisation] {
            let (left, right) = (read(&a), read(&b));
            let there = similarity(&left, &right);
            prop_assert!((0.0..=1.0).contains(&there));
            prop_assert!((there - similarity(&right, &left)).abs() < f32::EPSILON);
            prop_assert!((there - alignment(&left, &right).similarity).abs() < f32::EPSILON);
        }
    }

    #[test]
    fn words_of_other_consonants_have_nothing_in_common(
        one in "[aeiou][pbf][aeiou][tdl]a", other in "[aeiou][skz][aeiou][mn]a",
    ) {
        prop_assert_eq!(person(&one, &other).to_bits(), 0);
    }

    #[test]
    fn a_name_equals_itself(a in any_script()) {
        prop_assert!((person(&a, &a) - 1.0).abs() < 1e-6);
        prop_assert!((organisation(&a, &a) - 1.0).abs() < 1e-6);
    }

    #[test]
    fn the_order_of_words_plays_no_part(
        words in prop::collection::vec("[b-df-hj-np-tv-z]{2}[aou][b-df-hj-np-tv-z][aeiou]", 1..6),
        other in any_script(),
        turn in 0_usize..6,
    ) {
        let mut turned = words.clone();
        turned.rotate_left(turn % words.len());
        turned.reverse();
        let (given, swapped, other) = (Name::person(&words.join(" ")), Name::person(&turned.join(" ")), Name::person(&other));
        prop_assert!((similarity(&given, &swapped) - 1.0).abs() < 1e-6);
        prop_assert!((similarity(&given, &other) - similarity(&swapped, &other)).abs() < f32::EPSILON);
    }

    #[test]
    fn latin_yields_plain_letters_and_is_idempotent(a in any_script()) {
        let once = latin(&a);
        prop_assert!(once.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b' '), "{once}");
        prop_assert!(!once.starts_with(' ') && !once.ends_with(' ') && !once.contains("  "));
        prop_assert_eq!(&latin(&once), &once);
    }

    #[test]
    fn jaro_winkler_agrees_with_its_definition(
        a in prop::collection::vec(b'a'..b'f', 0..90),
        b in prop::collection::vec(b'a'..b'f', 0..90),
    ) {
        prop_assert!((f64::from(jaro_winkler(&a, &b)) - jaro_winkler_slow(&a, &b)).abs() < 1e-5);
    }

    #[test]
    fn damerau_agrees_with_its_definition(
        a in prop::collection::vec(b'a'..b'e', 0..20),
        b in prop::collection::vec(b'a'..b'e', 0..20),
        max in 0_u32..24,
    ) {
        let expected = u32::try_from(edits_slow(&a, &b)).unwrap();
        prop_assert_eq!(damerau_levenshtein(&a, &b, max), (expected <= max).then_some(expected));
    }
}

#[test]
fn ten_megabytes_are_harmless() {
    let start = Instant::now();
    let long = "Мухаммад محمد สมชาย ".repeat(300_000);
    let joined = "สมชาย".repeat(700_000);
    let dots = ".".repeat(10_000_000);
    let marks = "\u{301}".repeat(5_000_000);
    assert!(long.len() > 10_000_000);
    for text in [&long, &joined, &dots, &marks] {
        assert!(latin(text).len() <= 240);
        assert!(similarity(&Name::person(text), &Name::organisation(text)) <= 1.0);
        script_of(text);
        assert!(jaro_winkler(text.as_bytes(), long.as_bytes()) <= 1.0);
        damerau_levenshtein(text.as_bytes(), long.as_bytes(), u32::MAX);
    }
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}

#[test]
fn marks_of_other_scripts_may_follow_any_letter() {
    assert_eq!(latin("ਸ\u{818}"), latin("ਸ"));
    assert_eq!(latin("សុ\u{17d2}"), "so");
}

#[test]
fn scripts_are_told_by_their_letters() {
    for (text, script) in [
        ("Иван Petrov Сидорович", Script::Cyrillic),
        ("محمد", Script::Arabic),
        ("สมชาย", Script::Thai),
        ("陈小明", Script::Han),
        ("ខ្មែរ", Script::Khmer),
        ("Ｍａｒｉａ", Script::Latin),
        ("12 .", Script::Other),
    ] {
        assert_eq!(script_of(text), script, "{text}");
    }
    assert_eq!(Script::Devanagari.to_string(), "Devanagari");
}

#[test]
fn texts_of_each_script_become_what_papers_write() {
    for (text, expected) in [
        ("Nguyễn Thị Lan", "nguyen thi lan"),
        ("Işık Ğüneş", "isik gunes"),
        ("Ｍａｒｉａ\u{200b} Sant\u{202e}os", "maria santos"),
        ("Георгий Щукин", "georgy shchukin"),
        ("الشمس", "al shms"),
        ("राम शर्मा", "ram sharma"),
        ("मनीष", "manish"),
        ("कमल", "kamal"),
        ("สมชาย", "somchai"),
        ("มาลี", "malee"),
        ("วิชาญ", "wichan"),
        ("ณรงค์", "narong"),
        ("แก้ว", "kaeo"),
        ("សុខា", "sokha"),
        ("ដារ៉ា", "dara"),
        ("អង្គរ", "angkor"),
        ("အောင် ထွန်း", "aung htun"),
        ("မောင်မောင်", "maung maung"),
        ("Γεώργιος Μπακάλης", "georgios bakalis"),
        ("Ντίνος Αυγερινός", "dinos avgerinos"),
        ("陈小明", "chen xiaoming"),
        ("欧阳雪梅", "ouyang xuemei"),
    ] {
        assert_eq!(latin(text), expected, "{text}");
    }
}

#[test]
fn a_missing_word_costs_less_than_a_contradiction() {
    let missing = person("Maria Garcia Lopez", "Maria Garcia");
    let against = person("Maria Garcia Lopez", "Maria Garcia Perez");
    assert!(missing > SAME_NAME && against < SAME_NAME && missing > against);
    assert!(person("Ana Martinez de Torres", "Ana Martinez") > SAME_NAME);
}

#[test]
fn a_name_alone_is_anyones() {
    assert!(person("Mohammed", "Mohammed Hassan") < SAME_NAME);
    assert!(person("M.", "Mohammed Hassan") < SAME_NAME);
}

#[test]
fn initials_match_names_that_begin_with_them() {
    assert!(person("A. Petrov", "Aleksandr Petrov") > SAME_NAME);
    assert!(person("A. Petrov", "Boris Petrov") < SAME_NAME);
}

#[test]
fn an_alignment_says_which_word_met_which() {
    let found = alignment(&Name::person("M. Nur Jahan Khan"), &Name::person("خان Nurjahan"));
    let how = |word: &str| found.pairs.iter().find(|pair| pair.left.as_deref() == Some(word)).map(|pair| pair.how);
    assert_eq!(how("khan"), Some(How::Equal));
    assert_eq!(how("nur jahan"), Some(How::Joined));
    assert_eq!(how("m"), Some(How::Unmatched));
}

#[test]
fn the_servant_of_god_is_one_name() {
    for other in
        ["Abd al-Rahman", "Abdul Rahman", "Abdurrahman", "Abdelrahman", "عبد الرحمن", "عبدالرحمن", "Абдуррахман"]
    {
        assert!(person("Abderrahmane Hamdan", &format!("{other} Hamdan")) > SAME_NAME, "{other}");
    }
    assert!(person("Abdul Karim Hamdan", "Abdul Rahman Hamdan") < SAME_NAME);
}

#[test]
fn legal_forms_are_one_class_across_languages() {
    for name in
        ["Zarya Ltd", "ООО Заря", "Zarya GmbH", "Zarya Sdn. Bhd.", "Zarya S.R.L.", "บริษัท Zarya จำกัด", "Zarya 有限公司"]
    {
        assert_eq!(Name::organisation(name).legal_form(), Some(LegalForm::Limited), "{name}");
        assert!(organisation(name, "Zarya LLC") > 0.9, "{name}");
    }
    assert_eq!(Name::organisation("Zarya S.A.").legal_form(), Some(LegalForm::JointStock));
    assert_eq!(Name::organisation("Zarya").kind(), Kind::Organisation);
}

#[test]
fn an_acronym_reaches_medium_similarity() {
    let spelled = "International Organization for Migration";
    assert!((0.6..0.8).contains(&organisation("IOM", spelled)));
    assert!((0.6..0.8).contains(&organisation("I.O.M.", spelled)));
    assert!(organisation("ILO", spelled) < 0.5);
}

#[test]
fn offices_are_their_number() {
    assert!(organisation("Border Police, Section 4", "4th Section Border Police") > 0.95);
    assert!(organisation("Border Police, Section 4", "Border Police, Section 5") < 0.7);
}
