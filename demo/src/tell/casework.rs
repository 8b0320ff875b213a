//! The organisation for casework: the export of a survey form of the Human Trafficking Case Data Standard. The standard has no
//! place for acts of corruption, so it brings none.

use std::path::Path;

use super::{Fault, Log, Row, Teller};
use crate::chance::{Chance, Stream, later};
use crate::countries::COUNTRIES;
use crate::file::{Form, Table};
use crate::member::{File, Mapping, Member, SourceFacts};
use crate::names::jotted;
use crate::truth::{Made, Of, Place, Truth};
use crate::world::{Region, Victim};
use crate::{Error, NOTICE};

pub(crate) const MEMBER: Member = Member {
    code: "casework",
    title: "Sample Casework Network",
    about: "A network for casework that exports its survey form of the Human Trafficking Case Data Standard.",
    source: SourceFacts {
        name: "Sample Casework Network (demonstration)",
        legal_basis: "consent",
        purpose: "Help for the people concerned, referral, and statistics",
        grade: "B2",
        handling: "AMBER",
    },
    files: || vec![File::new(NAME, Mapping::Ready("htcds"))],
    teller: |folder| Ok(Box::new(Casework::begin(folder)?)),
};

const NAME: &str = "casework/htcds_export.csv";

const COLUMNS: [&str; 33] = [
    "start",
    "today",
    "prs_FirstName",
    "prs_SecondName",
    "prs_Birthdate",
    "prs_Gender",
    "prs_MaritalStatus",
    "prs_NumberOfChildren",
    "prs_Citizenship",
    "prs_IdentityNumber",
    "prs_MobilePhone",
    "prs_MailingStreet",
    "prs_MailingCountry",
    "vic_TraffickingStatus",
    "vic_TraffickingStatusDecisionMakingOrg",
    "vic_RelationshipToTrafficker",
    "vic_AgeWhenTrafficked",
    "vic_MethodOfRecruitment",
    "vic_MethodsOfControl",
    "vic_TypeOfExploitation",
    "vic_ForcedLabourIndustry",
    "vic_LocationOfExploitation",
    "vic_AgreementToManagePersonalData",
    "hte_Type",
    "hte_Date",
    "hte_Country",
    "hte_City",
    "cas_Status",
    "cas_CaseOwner",
    "cas_IncomingReferralDate",
    "spl_Type",
    "_uuid",
    "_notes",
];

const FAULTS: [Fault; 4] = [
    ("prs_Gender", "see paper form"),
    ("prs_Birthdate", "1999-02-31"),
    ("hte_Date", "2022-13-05"),
    ("vic_AgeWhenTrafficked", "twenty"),
];

struct Casework(Log);

impl Casework {
    fn begin(folder: &Path) -> Result<Self, Error> {
        let table = Table::begin(&folder.join(NAME), Form::Marked, &COLUMNS)?;
        let place = Place { member: MEMBER.code, file: NAME.to_owned() };
        Ok(Self(Log::table(place, table, &FAULTS, None)))
    }
}

impl Teller for Casework {
    fn tell(&mut self, region: &Region, truth: &mut Truth) -> Result<(), Error> {
        for (number, victim) in region.victims.iter().enumerate().filter(|(_, victim)| victim.known.casework) {
            let mut chance = region.chance(Stream::Casework, number);
            let row = person(region, (number, victim), &mut chance);
            self.0.add(row, region.number, &mut chance, truth)?;
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<(), Error> {
        self.0.finish()
    }
}

fn person(region: &Region, (number, victim): (usize, &Victim), chance: &mut Chance) -> Row {
    let mut row = Row::new(&COLUMNS);
    let key = format!("00000000-0000-4000-8{:03}-{number:012}", region.number);
    let opened = later(victim.met, chance.between(0, 60));
    row.put("start", format!("{opened}T09:00:00Z"));
    row.put("today", opened.to_string());
    row.put("_uuid", &*key);
    row.put("_notes", NOTICE);
    about(&mut row, victim, chance);
    let of = Of::Person(victim.person.id.clone(), "victim");
    row.made.push(Made::new("Victim", &*key, of, victim.plant()));
    let venue = &region.venues[victim.venue];
    if chance.is(150) {
        row.put("prs_MobilePhone", &*venue.phone);
    }
    row.put("vic_TypeOfExploitation", venue.trade.exploitation);
    row.put("vic_ForcedLabourIndustry", venue.trade.sector);
    if chance.is(750) {
        let name = jotted(&venue.name, chance);
        row.put("vic_LocationOfExploitation", &*name);
        row.made.push(Made::new("Organisation", name.trim(), Of::Venue(venue.id.clone()), None).shared());
    }
    let destination = &COUNTRIES[crate::countries::CORRIDORS[venue.corridor].1];
    row.put("hte_Country", destination.alpha2);
    row.put("hte_City", &*venue.town);
    let event = if let Some(raid) = victim.raid.map(|place| &region.raids[place]) {
        row.put("hte_Type", "Identification");
        row.put("hte_Date", raid.done.to_string());
        raid.id.clone()
    } else {
        row.put("hte_Type", "Exploitation");
        row.put("hte_Date", format!("{}/{opened}", victim.crossed));
        format!("exploitation-{}", venue.id)
    };
    row.made.push(Made::new("Event", &*key, Of::Event(event), None));
    row.put("cas_Status", chance.mostly(&["Active", "Closed", "FollowUp", "ClosedReferred"]));
    row.put("cas_CaseOwner", format!("Invented Worker {}", 1 + chance.below(12)));
    row.made.push(Made::new("Case", &*key, Of::Nothing, None));
    if chance.is(400) {
        row.put("cas_IncomingReferralDate", opened.to_string());
        row.made.push(Made::new("Referral", &*key, Of::Nothing, None));
    }
    if chance.is(600) {
        let kinds = ["Accommodation", "Health Legal", "SocialCare", "ReturnAndReintegration", "Livelihood Education"];
        row.put("spl_Type", chance.mostly(&kinds));
        row.made.push(Made::new("SupportPlan", &*key, Of::Nothing, None));
    }
    row
}

fn about(row: &mut Row, victim: &Victim, chance: &mut Chance) {
    let person = &victim.person;
    let country = &COUNTRIES[person.country];
    let [given, family] = match country.script {
        Some(script) if chance.is(300) => person.name.in_script(script),
        _ if chance.is(100) => person.name.heard(chance),
        _ => person.name.plain(),
    };
    row.put("prs_FirstName", given);
    row.put("prs_SecondName", family);
    if chance.is(700) {
        row.put("prs_Birthdate", if chance.is(150) { person.born.year().to_string() } else { person.born.to_string() });
    }
    row.put("prs_Gender", if person.is_woman { "Feminine" } else { "Masculine" });
    row.put("prs_MaritalStatus", chance.mostly(&["Single", "", "Married", "Divorced"]));
    row.put("prs_NumberOfChildren", chance.mostly(&["0", "", "1", "2", "3"]));
    row.put("prs_Citizenship", country.alpha2);
    if chance.is(350) {
        row.put("prs_IdentityNumber", format!("INV{}", &person.account[4..]));
    }
    if chance.is(600) {
        row.put("prs_MobilePhone", &*person.phone);
    }
    row.put("prs_MailingStreet", &*victim.home);
    row.put("prs_MailingCountry", country.alpha2);
    row.put("vic_TraffickingStatus", chance.mostly(&["ActualVictimOfTrafficking", "PossibleVictimOfTrafficking"]));
    row.put("vic_TraffickingStatusDecisionMakingOrg", "NGO");
    row.put(
        "vic_RelationshipToTrafficker",
        chance.mostly(&["Acquainted", "Unaquainted", "Familial", "IntimatePartner", ""]),
    );
    row.put("vic_AgeWhenTrafficked", chance.mostly(&[victim.age(victim.crossed).to_string().as_str(), ""]));
    let recruited = ["ThroughFriendsOrSocialEvents", "ThroughRecruitmentAgency", "ThroughOnlineSocialNetworks", ""];
    row.put("vic_MethodOfRecruitment", chance.mostly(&recruited));
    let control = ["DebtBondage WithholdsDocuments", "TakesEarnings", "RestrictsMovement Threats", "PhysicalAbuse", ""];
    row.put("vic_MethodsOfControl", chance.mostly(&control));
    row.put("vic_AgreementToManagePersonalData", chance.pick(&["yes", "yes", "yes", ""]));
}
