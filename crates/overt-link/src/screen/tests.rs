//! Planted people are found, namesakes are told apart, and scores have an order.

use std::time::Instant;

use overt_model::Private;
use proptest::prelude::*;

use super::*;

fn private(texts: &[&str]) -> Vec<Private<String>> {
    texts.iter().map(|text| Private::new((*text).to_owned())).collect()
}

fn person(name: &str) -> Subject {
    Subject { kind: Some(Kind::Person), names: private(&[name]), ..Subject::default() }
}

fn born(name: &str, birth: &str) -> Subject {
    Subject { births: private(&[birth]), ..person(name) }
}

fn base(subjects: impl IntoIterator<Item = Subject>) -> Index {
    let mut builder = IndexBuilder::new();
    for (number, subject) in subjects.into_iter().enumerate() {
        builder.push(&format!("b{number:05}"), subject).unwrap();
    }
    builder.finish()
}

fn ask(index: &Index, subject: &Subject) -> Screened {
    index.screen(subject, &Settings::default(), &mut Scratch::new())
}

/// Numbers without pattern, the same in every run (`SplitMix64`).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let number = crate::column::mix(self.0);
        usize::try_from(number % u64::try_from(limit).unwrap()).unwrap()
    }

    fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }
}

const GIVEN: &str = "Mohammed Ahmed Ali Hassan Fatima Amina Layla Omar Yusuf Ibrahim Maria Jose Juan Luis Carlos Ana Sofia Elena Ivan Sergei \
    Olga Natalia Dmitri Andrei John Mary David Sarah Peter Paul Anna Eva Jan Katarina Marek Nguyen Linh Minh Wei Fang Somchai Malee Priya \
    Raj Sunita Anil Kofi Ama Kwame Chidi Ngozi Emeka Abdul Samir Nadia Karim Rosa Miguel Teresa Pedro Blessing Grace";
const FAMILY: &str = "Hussein Khan Mahmoud Saleh Hamid Rahman Garcia Martinez Lopez Hernandez Gonzalez Perez Sanchez Ramirez Ivanov Petrov \
    Sidorov Kuznetsov Smirnov Popov Smith Johnson Williams Brown Jones Miller Novak Kowalski Nowak Horvat Nagy Popescu Dumitru Tran Pham \
    Hoang Zhang Wang Chen Liu Sharma Patel Singh Gupta Kumar Thapa Gurung Mensah Owusu Boateng Okafor Adeyemi Balogun Okonkwo Diallo \
    Traore Keita Silva Santos Oliveira Souza Costa Haddad";

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

/// One slip of the pen, or now and then two: a letter left out, doubled, changed or swapped with its neighbour.
fn misspelt(name: &str, dice: &mut Dice) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    for _ in 0..=usize::from(dice.below(3) == 0) {
        let place = 1 + dice.below(letters.len() - 2);
        if letters[place] == ' ' || letters[place + 1] == ' ' {
            continue;
        }
        match dice.below(4) {
            0 => {
                letters.remove(place);
            }
            1 => letters.insert(place, letters[place]),
            2 => letters[place] = char::from(b'a' + u8::try_from(dice.below(26)).unwrap()),
            _ => letters.swap(place, place + 1),
        }
    }
    let name: String = letters.into_iter().collect();
    match name.split_once(' ') {
        Some((given, family)) if dice.below(10) == 0 => format!("{family}, {given}"),
        _ => name,
    }
}

fn people(count: usize, dice: &mut Dice) -> Vec<(String, String)> {
    let (given, family) = (words(GIVEN), words(FAMILY));
    let mut one = || {
        let birth = format!("{}-{:02}-{:02}", 1940 + dice.below(65), 1 + dice.below(12), 1 + dice.below(28));
        (format!("{} {}", dice.of(&given), dice.of(&family)), birth)
    };
    (0..count).map(|_| one()).collect()
}

#[test]
fn planted_copies_of_people_with_common_names_are_found() {
    let mut dice = Dice(7);
    let people = people(10_000, &mut dice);
    let distinct = words(GIVEN).len() + words(FAMILY).len();
    let begun = Instant::now();
    let index = base(people.iter().map(|(name, birth)| born(name, birth)));
    let built = begun.elapsed();
    let copies: Vec<(usize, String)> = (0..1_000)
        .map(|_| {
            let place = dice.below(people.len());
            (place, misspelt(&people[place].0, &mut dice))
        })
        .collect();
    let mut scratch = Scratch::new();
    let (mut found, mut compared) = (0, 0);
    for (place, copy) in &copies {
        let (candidates, left_out) = index.candidates(&person(copy), &mut scratch);
        assert_eq!(left_out, 0);
        compared += candidates.len();
        found += usize::from(candidates.contains(&u32::try_from(*place).unwrap()));
    }
    let begun = Instant::now();
    let (mut first, mut matched, mut alone) = (0, 0, 0);
    for (place, copy) in &copies {
        let hits = index.screen(&born(copy, &people[*place].1), &Settings::default(), &mut scratch).hits;
        first += usize::from(hits.first().is_some_and(|hit| hit.entity == *place));
        matched += usize::from(hits.iter().any(|hit| hit.entity == *place && hit.is_match));
        alone += hits.iter().filter(|hit| hit.entity != *place && hit.is_match).count();
    }
    let asked = begun.elapsed();
    // People with the same common names who are not in the base.
    let strangers = self::people(300, &mut dice);
    let strange = strangers.iter().filter(|(name, birth)| {
        index.screen(&born(name, birth), &Settings::default(), &mut scratch).hits.iter().any(|hit| hit.is_match)
    });
    let strange = strange.count();
    let mut near = 0;
    for (place, copy) in &copies[..300] {
        let hits =
            index.screen(&person(copy), &Settings { limit: usize::MAX, ..Settings::default() }, &mut scratch).hits;
        near += usize::from(hits.iter().any(|hit| hit.entity == *place));
    }
    eprintln!(
        "{distinct} distinct words, 10,000 people (indexed in {built:.2?}): {found} of 1,000 misspelt copies are candidates by their names \
         alone, among {} compared on average; with the birth {first} are first and {matched} match, and {alone} others match; of 300 strangers {strange} match; of 300 without a birth {near} are told; {:.0} \
         subjects a second of wall time in one thread, as tests are compiled",
        compared / copies.len(),
        1_000.0 / asked.as_secs_f64(),
    );
    assert!(found >= 950, "{found}");
    assert!(first >= 940 && matched >= 890 && near >= 250, "{first} {matched} {near}");
    assert!(alone <= 5 && strange <= 3, "{alone} {strange}");
}

#[test]
fn a_namesake_with_another_birth_is_no_match() {
    let index = base([born("Zdzisława Brzęczyszczykiewicz", "1961-03-04"), born("Ole Hansen", "1970-02-03")]);
    let same = ask(&index, &born("Zdzislawa Brzeczyszczykiewicz", "1961-03-04"));
    assert!(same.hits[0].is_match && same.hits[0].score > 0.9, "{same:?}");
    let other = ask(&index, &born("Zdzislawa Brzeczyszczykiewicz", "1988-11-30"));
    assert!(other.hits.iter().all(|hit| !hit.is_match && !hit.abstains), "{other:?}");
    // However rare the name, and whatever else agrees but an identifier.
    let countries = vec!["pl".to_owned()];
    let with = |birth: &str| Subject { countries: countries.clone(), ..born("Zdzislawa Brzeczyszczykiewicz", birth) };
    let index = base([with("1961-03-04")]);
    assert!(ask(&index, &with("1988-11-30")).hits.iter().all(|hit| !hit.is_match));
}

#[test]
fn a_name_is_found_across_scripts() {
    let index = base([
        person("Владимир Кузнецов"),
        person("محمد حسين الأحمد"),
        person("王小明"),
        person("Σπύρος Παπαδόπουλος"),
        person("Oleksandr Shevchenko"),
    ]);
    for (asked, number) in [
        ("Vladimir Kuznetsov", 0),
        ("Mohammad Hussain Al-Ahmed", 1),
        ("Wang Xiaoming", 2),
        ("Xiao Ming Wang", 2),
        ("Spyros Papadopoulos", 3),
        ("Олександр Шевченко", 4),
    ] {
        let screened = ask(&index, &person(asked));
        assert_eq!(screened.hits.first().map(|hit| hit.entity), Some(number), "{asked}: {screened:?}");
    }
}

#[test]
fn a_common_name_alone_abstains_and_a_rare_one_does_not() {
    let mut people: Vec<Subject> = people(3_000, &mut Dice(3)).iter().map(|(name, birth)| born(name, birth)).collect();
    people.push(person("Wanjiru Oyelaran"));
    let index = base(people);
    let common = ask(&index, &person("Maria Garcia"));
    assert!(common.hits.len() == LIMIT.min(common.total) || common.total < LIMIT);
    let top = &common.hits[0];
    assert!(top.abstains && !top.is_match && top.score < THRESHOLD, "{top:?}");
    // Also where the base is too small to tell.
    let small = base([person("Maria Garcia"), person("Wanjiru Oyelaran")]);
    assert!(ask(&small, &person("Maria Garcia")).hits[0].abstains);
    assert!(ask(&small, &person("Wanjiru Oyelaran")).hits[0].is_match);
    let rare = ask(&index, &person("Wanjiru Oyelaran"));
    assert!(rare.hits[0].is_match && !rare.hits[0].abstains, "{rare:?}");
    assert!(rare.hits[0].features[0].detail.starts_with("the same words; "), "{rare:?}");
}

#[test]
fn more_evidence_scores_higher_and_nothing_is_certain() {
    let full = |births: &[&str], countries: &[&str], identifiers: &[&str]| Subject {
        births: private(births),
        countries: countries.iter().map(|code| (*code).to_owned()).collect(),
        identifiers: private(identifiers),
        ..person("Wanjiru Oyelaran")
    };
    let index = base(
        [full(&["1980-04-05"], &["ng"], &["A1234567"])]
            .into_iter()
            .chain((0..50).map(|n| person(&format!("Other Number{n}")))),
    );
    let score = |subject: &Subject| ask(&index, subject).hits[0].score;
    let rising = [
        full(&["1991-04-05"], &[], &["A-123 4567"]),
        full(&[], &[], &["A-123 4567"]),
        full(&["1980"], &[], &["A-123 4567"]),
        full(&["1980-04-05"], &[], &["A-123 4567"]),
        full(&["1980-04-05"], &["NG"], &["A-123 4567"]),
    ]
    .map(|subject| score(&subject));
    assert!(rising.windows(2).all(|pair| pair[0] < pair[1]) && rising[4] < 1.0, "{rising:?}");
    assert!(score(&full(&["1980-04-05"], &["ng"], &[])) < rising[4]);
    // A number that agrees under another name is told, and is no match by itself.
    let other = Subject { names: private(&["Somebody Else"]), ..full(&[], &[], &["A1234567"]) };
    let hit = &ask(&index, &other).hits[0];
    assert!(!hit.is_match && hit.features.iter().any(|feature| feature.of == Compared::Identifier), "{hit:?}");
}

#[test]
fn organisations_are_found_and_people_are_none() {
    let firm = |name: &str| Subject { kind: Some(Kind::Organisation), ..person(name) };
    let index =
        base([firm("Harbour Recruitment Services Ltd"), person("Harbour Services"), firm("Northern Trading GmbH")]);
    let hits = ask(&index, &firm("Harbor Recruitment Services Limited")).hits;
    assert_eq!(hits[0].entity, 0, "{hits:?}");
    assert!(hits.iter().all(|hit| hit.entity != 1), "{hits:?}");
    // Of what nobody said what it is, either may be.
    let unknown = Subject { kind: None, ..person("Harbour Recruitment Services") };
    assert_eq!(ask(&index, &unknown).hits[0].entity, 0);
}

#[test]
fn an_alias_is_a_name() {
    let subject = Subject { names: private(&["Wanjiru Oyelaran", "Blessing Ifeanyi Okwuosa"]), ..person("") };
    let index = base([person("Ole Hansen"), subject]);
    let hits = ask(&index, &person("Okwuosa, Blessing")).hits;
    assert_eq!(hits[0].entity, 1);
    assert_eq!(hits[0].features[0].candidate.as_ref().unwrap().expose(), "Blessing Ifeanyi Okwuosa");
}

#[test]
fn values_beyond_the_limits_and_blank_ones_are_nothing() {
    let long = "x".repeat(VALUE_BYTES_MAX + 1);
    let index = base([person(&long), person(""), born("Ole Hansen", &long)]);
    for asked in ["", " ", "-", long.as_str()] {
        assert_eq!(ask(&index, &person(asked)).total, 0);
    }
    assert_eq!(ask(&base([]), &person("Ole Hansen")).total, 0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever is in the base and in whatever order, the same evidence has the same score, between 0 and 1.
    #[test]
    fn the_answer_does_not_depend_on_the_order_of_the_base(
        names in prop::collection::vec("[A-Za-zа-я ]{0,16}", 1..12),
        asked in 0..12_usize,
    ) {
        let subject = person(&names[asked % names.len()]);
        let answer = |reversed: bool| {
            let mut places: Vec<usize> = (0..names.len()).collect();
            if reversed {
                places.reverse();
            }
            let mut builder = IndexBuilder::new();
            for place in &places {
                builder.push(&format!("{place:02}"), person(&names[*place])).unwrap();
            }
            let index = builder.finish();
            let screened = ask(&index, &subject);
            screened.hits.iter().map(|hit| (index.id(hit.entity).to_owned(), hit.score)).collect::<Vec<_>>()
        };
        let (one, other) = (answer(false), answer(true));
        prop_assert!(one.iter().all(|(_, score)| *score > 0.0 && *score < 1.0));
        prop_assert_eq!(one, other);
    }
}
