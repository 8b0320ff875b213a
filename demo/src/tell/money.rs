//! The money-transfer service: a ledger of transfers, most of which are what they look like.

use std::borrow::Cow;
use std::path::Path;

use jiff::civil::Date;

use super::{Fault, Log, Row, Teller};
use crate::chance::{Chance, LAST_DAY, Stream, later};
use crate::countries::{CORRIDORS, COUNTRIES};
use crate::file::{Form, Table};
use crate::member::{File, Mapping, Member, SourceFacts};
use crate::truth::{Made, Of, Place, Truth};
use crate::world::{DIRECTOR, EMPLOYER, LANDLORD, Payer, Person, Plant, RELATIVE, Region, WORKERS};
use crate::{Error, NOTICE};

pub(crate) const MEMBER: Member = Member {
    code: "money",
    title: "Sample Transfer Service",
    about: "A money-transfer service that hands over its ledger of transfers with the names and accounts of both sides.",
    source: SourceFacts {
        name: "Sample Transfer Service (demonstration)",
        legal_basis: "money-laundering-law",
        purpose: "Enquiries into proceeds of trafficking and into bribes",
        grade: "A2",
        handling: "AMBER+STRICT",
    },
    files: || vec![File::new(NAME, Mapping::Text(include_str!("../../mappings/money.toml")))],
    teller: |folder| Ok(Box::new(Money::begin(folder)?)),
};

const NAME: &str = "money/transfers.csv";

const COLUMNS: [&str; 13] = [
    "Transfer",
    "Date",
    "Sender",
    "Sender kind",
    "Sender account",
    "Receiver",
    "Receiver account",
    "Amount",
    "Currency",
    "Agency",
    "Country",
    "Reference",
    "Remark",
];

const FAULTS: [Fault; 2] = [("Date", "2024-02-30"), ("Amount", "12.5.0")];

/// Transfers that are nobody's plant.
const ORDINARY: usize = 3600;

/// Months in which something is paid again and again.
const MONTHS: i32 = 40;

struct Money(Log);

impl Money {
    fn begin(folder: &Path) -> Result<Self, Error> {
        let table = Table::begin(&folder.join(NAME), Form::Marked, &COLUMNS)?;
        let place = Place { member: MEMBER.code, file: NAME.to_owned() };
        Ok(Self(Log::table(place, table, &FAULTS, None)))
    }
}

/// Somebody in the truth, and what the person is.
type Known<'r> = (Cow<'r, Person>, &'static str);

/// Who sends.
#[derive(Clone)]
enum Sender<'r> {
    Person(Known<'r>),
    Business { name: &'r str, account: &'r str, is: Is<'r> },
}

impl<'r> Sender<'r> {
    fn business(payer: &'r Payer, is: Is<'r>) -> Self {
        Self::Business { name: &payer.name, account: &payer.account, is }
    }
}

/// What a business is in the truth.
#[derive(Clone, Copy)]
enum Is<'r> {
    Nothing,
    Venue(&'r str),
    /// The business of a person.
    Of(&'r Person),
}

struct Transfer<'r> {
    day: Date,
    sender: Sender<'r>,
    receiver: Known<'r>,
    /// In small sums of the country.
    units: u32,
    country: usize,
    reference: &'static str,
    plant: Option<Plant>,
}

impl Teller for Money {
    fn tell(&mut self, region: &Region, truth: &mut Truth) -> Result<(), Error> {
        let mut transfers = schemes(region);
        transfers.extend((0..ORDINARY).map(|number| ordinary(region, number)));
        transfers.sort_by_key(|transfer| transfer.day);
        for (number, transfer) in transfers.iter().enumerate() {
            let mut chance = region.chance(Stream::Money, number);
            self.0.add(transfer.row(region, number, &mut chance), region.number, &mut chance, truth)?;
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<(), Error> {
        self.0.finish()
    }
}

/// Somebody sends home what is left of the wage, or pays a recruiter.
fn ordinary(region: &Region, number: usize) -> Transfer<'_> {
    let mut chance = region.chance(Stream::Money, 100_000 + number);
    // Most people send nothing by this service, and the others do so again and again.
    let place = chance.below(region.victims.len() / 5);
    let victim = &region.victims[place];
    let (receiver, reference) = if chance.is(300) {
        ((Cow::Borrowed(&region.privates[victim.agent]), "private"), chance.pick(&["fee", "debt", "", "ticket"]))
    } else {
        let family = Cow::Owned(region.family_of(place));
        ((family, "family"), chance.pick(&["family", "", "school", "doctor", "house"]))
    };
    Transfer {
        day: chance.day(victim.crossed, LAST_DAY),
        sender: Sender::Person((Cow::Borrowed(&victim.person), "victim")),
        receiver,
        units: 2 + u32::try_from(chance.skewed(40)).expect("below 40"),
        country: CORRIDORS[region.venues[victim.venue].corridor].1,
        reference,
        plant: None,
    }
}

/// What belongs to the schemes, and what only looks like it.
fn schemes(region: &Region) -> Vec<Transfer<'_>> {
    let mut transfers = monthly(region);
    for (number, act) in region.acts.iter().enumerate() {
        let mut chance = region.chance(Stream::Money, 200_000 + number);
        let (Some(plant @ (Plant::Recruiter | Plant::VisaDesk)), "A16" | "A20") = (act.plant, act.code) else {
            continue;
        };
        let ([official], [sender]) = plant.people() else { continue };
        if chance.is(500) {
            transfers.push(Transfer {
                day: later(act.day, chance.between(0, 3)),
                sender: Sender::Person((Cow::Borrowed(&region.privates[*sender]), "private")),
                receiver: (Cow::Borrowed(&region.officials[*official].person), "official"),
                units: 5,
                country: act.country,
                reference: if plant == Plant::Recruiter { "permits" } else { "photos" },
                plant: Some(plant),
            });
        }
    }
    transfers
}

/// What is paid every month: for protection, for rent, as wages, and as a grant every few months.
fn monthly(region: &Region) -> Vec<Transfer<'_>> {
    let venue = |place: usize| {
        let venue = &region.venues[place];
        let sender = Sender::Business { name: &venue.name, account: &venue.account, is: Is::Venue(&venue.id) };
        (sender, CORRIDORS[venue.corridor].1)
    };
    let (protected, other) = (venue(Plant::PROTECTED_VENUE), venue(Plant::PROTECTED_VENUE + 1));
    let employer = Sender::business(&region.employer, Is::Of(&region.privates[EMPLOYER]));
    let grants = Sender::business(&region.grants, Is::Nothing);
    let mut payments = vec![
        (protected, RELATIVE, "private", 100, "consulting", Plant::Venue, 1),
        (other, LANDLORD, "private", 80, "rent", Plant::Landlord, 1),
        ((grants, region.privates[DIRECTOR].country), DIRECTOR, "private", 400, "project", Plant::BogusNgo, 4),
    ];
    for worker in WORKERS {
        payments.push(((employer.clone(), CORRIDORS[0].1), worker, "worker", 60, "wages", Plant::Employer, 1));
    }
    let mut transfers = Vec::new();
    for month in 0..MONTHS {
        for ((sender, country), receiver, kind, units, reference, plant, every) in payments.iter().cloned() {
            if month % every == 0 {
                transfers.push(Transfer {
                    day: later(jiff::civil::date(2021, 1, 5), month * 30),
                    sender,
                    receiver: (Cow::Borrowed(&region.privates[receiver]), kind),
                    units,
                    country,
                    reference,
                    plant: Some(plant),
                });
            }
        }
    }
    transfers
}

impl Transfer<'_> {
    fn row(&self, region: &Region, number: usize, chance: &mut Chance) -> Row {
        let mut row = Row::new(&COLUMNS);
        let key = format!("T{}-{number:06}", region.number);
        row.put("Transfer", &*key);
        row.put("Date", self.day.to_string());
        match &self.sender {
            Sender::Person((person, kind)) => {
                row.put("Sender", holder(region, person));
                row.put("Sender kind", "person");
                row.put("Sender account", &*person.account);
                let of = Of::Person(person.id.clone(), kind);
                row.made.push(Made::new("Person", &*person.account, of, None).shared());
            }
            Sender::Business { name, account, is } => {
                row.put("Sender", *name);
                row.put("Sender kind", "business");
                row.put("Sender account", *account);
                let of = match is {
                    Is::Nothing => Of::Nothing,
                    Is::Venue(id) => Of::Venue((*id).to_owned()),
                    Is::Of(person) => Of::Person(person.id.clone(), "employer"),
                };
                row.made.push(Made::new("Organisation", *account, of, None).shared());
            }
        }
        let (receiver, kind) = &self.receiver;
        // Whoever sends writes the name of the receiver, and mostly has it from an earlier receipt.
        let name = if chance.is(100) { receiver.name.told(chance) } else { holder(region, receiver) };
        row.put("Receiver", name);
        row.put("Receiver account", &*receiver.account);
        let of = Of::Person(receiver.id.clone(), kind);
        row.made.push(Made::new("Person", &*receiver.account, of, None).shared());
        row.put("Amount", grouped(self.units * COUNTRIES[self.country].unit));
        row.put("Currency", COUNTRIES[self.country].currency);
        row.put("Agency", format!("Sample Counter {}", 1 + chance.skewed(9)));
        row.put("Country", COUNTRIES[self.country].alpha2);
        row.put("Reference", self.reference);
        row.put("Remark", NOTICE);
        row.made.push(Made::new("Payment", key, Of::Nothing, self.plant));
        row
    }
}

/// The name of the holder of an account, as it was written down once.
fn holder(region: &Region, person: &Person) -> String {
    let digits = person.account.bytes().filter(u8::is_ascii_digit);
    let number = digits.fold(0, |number, digit| number * 10 + usize::from(digit - b'0'));
    person.name.told(&mut region.chance(Stream::Money, 1_000_000 + number))
}

/// A sum with commas between the thousands and two decimals.
fn grouped(sum: u32) -> String {
    match (sum / 1_000_000, sum / 1000 % 1000, sum % 1000) {
        (0, 0, units) => format!("{units}.00"),
        (0, thousands, units) => format!("{thousands},{units:03}.00"),
        (millions, thousands, units) => format!("{millions},{thousands:03},{units:03}.00"),
    }
}
