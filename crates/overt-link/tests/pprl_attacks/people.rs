//! Invented people, what attackers know of their like, and their encodings.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

use overt_link::pprl::{self, Bits, FieldKind, Key, Plan, Record, clk, dice};
use overt_model::{Private, Secret};
use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// A person as a party knows them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Person {
    pub(crate) id: String,
    pub(crate) given_name: String,
    pub(crate) surname: String,
    pub(crate) birth: String,
    pub(crate) sex: String,
    pub(crate) nationality: String,
}

impl Person {
    pub(crate) fn without_birth(&self) -> Self {
        Self { birth: String::new(), ..self.clone() }
    }

    pub(crate) fn given_name_only(&self) -> Self {
        Self { id: self.id.clone(), given_name: self.given_name.clone(), ..Self::default() }
    }

    pub(crate) fn fields(&self) -> [(clk::Field, &str); 5] {
        let values = [&self.given_name, &self.surname, &self.birth, &self.sex, &self.nationality];
        std::array::from_fn(|number| (clk::FIELDS[number], values[number].as_str()))
    }
}

const GIVEN_NAMES: &str = "Fatima Maria Amina Anna Elena Blessing Sunita Aisha Rosa Natalia Joy Lan Mercy Olena Carmen Gita Mariam Ngozi Hoa \
    Diana Iryna Khadija Luz Anita Faith Layla Sandra Daria Chioma Mai Paola Radha Halima Yulia Thida Noor Gloria Rina Patience \
    Claudia Salma Tetiana Abena Siti Andrea Puja Kanya Hawa Alina Precious Leidy Shirin Dewi Zainab Oksana Efua Daniela Maya \
    Malee Mirela";
const SURNAMES: &str = "Nguyen Hassan Garcia Shevchenko Kumar Ahmed Okafor Tran Singh Lopez Ali Kovalenko Mensah Khan Popescu Ibrahim \
    Reyes Das Martinez Bondarenko Osman Pham Rahman Diallo Thapa Ionescu Abdi Flores Melnyk Traore Begum Hoxha Saleh Santos Boiko \
    Gurung Perez Owusu Farah Radu Le Islam Cruz Tkachenko Berisha Yusuf Torres Win Sharma Lysenko Adeyemi Haddad Quispe Sok \
    Akter Marin Nasser Rivera Moroz Eze";

/// People with names as unevenly spread as names are (Zipf), and the rest evenly.
pub(crate) fn population(seed: u64, count: usize) -> Vec<Person> {
    let mut random = ChaCha12Rng::seed_from_u64(seed);
    let mut below = move |limit: usize| usize::try_from(random.next_u64() % limit as u64).unwrap();
    let given_names: Vec<&str> = GIVEN_NAMES.split_whitespace().take(45).collect();
    let surnames: Vec<&str> = SURNAMES.split_whitespace().collect();
    (0..count)
        .map(|id| Person {
            id: id.to_string(),
            given_name: zipf(&given_names, 1.0, below(1 << 20)).to_owned(),
            surname: zipf(&surnames, 0.6, below(1 << 20)).to_owned(),
            birth: format!("{}-{:02}-{:02}", 1950 + below(58), 1 + below(12), 1 + below(28)),
            sex: ["f", "m"][below(2)].to_owned(),
            nationality: ["XA", "XB", "XC", "XD", "XE"][below(5)].to_owned(),
        })
        .collect()
}

#[expect(clippy::cast_precision_loss, reason = "small numbers")]
fn zipf<'a>(names: &[&'a str], exponent: f64, lot: usize) -> &'a str {
    let weight = |rank: usize| 1.0 / (rank as f64 + 1.0).powf(exponent);
    let total: f64 = (0..names.len()).map(weight).sum();
    let mut left = total * lot as f64 / f64::from(1 << 20);
    for (rank, name) in names.iter().enumerate() {
        left -= weight(rank);
        if left < 0.0 {
            return name;
        }
    }
    names[0]
}

/// A file of `../shared`; none where it is absent.
pub(crate) fn shared(name: &str) -> Option<Vec<Person>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/datasets/linkage/people_gen");
    let mut reader = csv::Reader::from_path(folder.join(name)).ok()?;
    let rows = reader.deserialize::<HashMap<String, String>>();
    let people = rows.map(|row| {
        let mut row = row.unwrap();
        let mut take = |column: &str| row.remove(column).unwrap();
        Person {
            id: take("cluster"),
            given_name: take("given_name").to_lowercase(),
            surname: take("surname").to_lowercase(),
            birth: take("dob"),
            sex: take("sex"),
            nationality: take("nationality"),
        }
    });
    Some(people.collect())
}

/// How often naming the most frequent given name for everybody would be right, and naming that or the most frequent surname.
#[expect(clippy::cast_precision_loss, reason = "small numbers")]
pub(crate) fn base_rates(people: &[Person]) -> (f64, f64) {
    let most_frequent = |of: fn(&Person) -> &str| {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for name in people.iter().map(of).filter(|name| !name.is_empty()) {
            *counts.entry(name).or_default() += 1;
        }
        counts.into_iter().max_by_key(|count| count.1).map_or("", |count| count.0)
    };
    let given_name = most_frequent(|person| &person.given_name);
    let surname = most_frequent(|person| &person.surname);
    let share = |right: &dyn Fn(&&Person) -> bool| people.iter().filter(right).count() as f64 / people.len() as f64;
    (
        share(&|person| person.given_name == given_name),
        share(&|person| person.given_name == given_name || person.surname == surname),
    )
}

/// Plain Bloom filters, with a share of the bits turned around.
pub(crate) fn filters(people: &[Person], flips: f64) -> Vec<Bits> {
    let encoder = clk::Encoder::new(Secret::new(b"one key".to_vec()), Secret::new(b"another key".to_vec()));
    let mut random = ChaCha12Rng::seed_from_u64(people.len() as u64);
    let mut known: HashMap<String, Vec<usize>> = HashMap::new();
    people
        .iter()
        .map(|person| {
            let mut bits = Bits::default();
            for (field, value) in person.fields() {
                for token in clk::tokens(field, value) {
                    let places = known.entry(token).or_insert_with_key(|token| encoder.places(field, token).collect());
                    for place in places {
                        bits[*place / 64] |= 1 << (*place % 64);
                    }
                }
            }
            if flips > 0.0 {
                for place in 0..dice::BITS {
                    let turn = f64::from(random.next_u32()) < flips * f64::from(u32::MAX);
                    bits[place / 64] ^= u64::from(turn) << (place % 64);
                }
            }
            bits
        })
        .collect()
}

/// Our encodings without padding, and whose they are.
pub(crate) fn harden(plan: &Plan, people: &[Person]) -> (Vec<usize>, Vec<Bits>) {
    let key = Key::from_secret(&Secret::new([9; 32]), "attacks", "1").unwrap();
    let records = people.iter().enumerate().map(|(id, person)| Record {
        id,
        values: [
            (FieldKind::GivenName, &person.given_name),
            (FieldKind::Surname, &person.surname),
            (FieldKind::Birth, &person.birth),
            (FieldKind::Sex, &person.sex),
            (FieldKind::Nationality, &person.nationality),
        ]
        .map(|(kind, value)| (kind, Private::new(value.clone())))
        .to_vec(),
    });
    let mut file = Vec::new();
    let report = pprl::encode(plan, &key, records, &mut ChaCha12Rng::seed_from_u64(5), &mut file).unwrap();
    let file = pprl::read(file.as_slice()).unwrap();
    let encodings: HashMap<_, _> = file.ids.into_iter().zip(file.bits).collect();
    let mut owners: Vec<_> = report.owners.iter().map(|(id, place)| (*place, encodings[id])).collect();
    owners.sort_unstable_by_key(|owner| owner.0);
    owners.into_iter().unzip()
}

/// F1 of the best threshold of a one-to-one join.
#[expect(clippy::cast_precision_loss, reason = "small numbers")]
pub(crate) fn best_f1(a: &[Bits], b: &[Bits], people_a: &[Person], people_b: &[Person]) -> f64 {
    let known: HashSet<&str> = people_a.iter().map(|person| person.id.as_str()).collect();
    let truth = people_b.iter().filter(|person| known.contains(person.id.as_str())).count();
    // The lowest threshold that leaves a number of pairs that can be handled.
    let pairs =
        [0.6, 0.65, 0.7, 0.75, 0.8].into_iter().find_map(|threshold| dice::pairs(a, b, threshold, 2).ok()).unwrap();
    let (mut used_a, mut used_b) = (HashSet::new(), HashSet::new());
    let (mut joined, mut right, mut best) = (0, 0, 0.0_f64);
    for pair in pairs {
        if used_a.contains(&pair.a) || used_b.contains(&pair.b) {
            continue;
        }
        used_a.insert(pair.a);
        used_b.insert(pair.b);
        joined += 1;
        right += usize::from(people_a[pair.a as usize].id == people_b[pair.b as usize].id);
        best = best.max(2.0 * right as f64 / (joined + truth) as f64);
    }
    best
}
