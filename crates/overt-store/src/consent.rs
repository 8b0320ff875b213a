//! Consents in force: one row for each purpose, recipient and class that a person agreed to, written with the record of the
//! consent and in the same transaction. What is not there was not agreed to.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use overt_model::{Claim, Class, Codebook, Edtf, Field, Record, RecordId, State, Value};
use serde::Serialize;
use sqlx::AnyConnection;

use crate::db::{Insert, Read, id_bytes};
use crate::journal;
use crate::store::Store;
use crate::{Edit, PAGE_LEN_MAX, Query, Reason, Shown, StoreError, sql};

/// The kind of record that a consent is.
const SCHEMA: &str = "Consent";
/// The property that takes a consent back.
const WITHDRAWN: &str = "withdrawn_on";
/// Classes that a consent covers when it names none: what is never sealed.
const CLASSES_UNNAMED: [Class; 2] = [Class::Open, Class::Quasi];

/// The first day whose text compares as it should.
const DAY_MIN: Date = Date::constant(1, 1, 1);

/// One purpose, recipient and class that a person agreed to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConsentRow {
    /// Whose consent: the record of a person.
    pub person: RecordId,
    /// What for: a code of the list `consent_purposes`.
    pub purpose: String,
    /// To whom: a code of the list `recipient_kinds`, or a named organisation's record.
    pub recipient: String,
    /// Which class of data.
    pub class: Class,
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Date,
}

/// What a person agreed to, before it is a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    /// The record of the person.
    pub person: RecordId,
    /// What for: codes of the list `consent_purposes`.
    pub purposes: Vec<String>,
    /// To whom: codes of the list `recipient_kinds`.
    pub recipients: Vec<String>,
    /// Records of organisations that the person named.
    pub named: Vec<RecordId>,
    /// Which classes of data; open and quasi where there is none.
    pub classes: Vec<Class>,
    /// How it was given: codes of the list `consent_methods`.
    pub methods: Vec<String>,
    /// The last day; none until it is taken back.
    pub until: Option<Date>,
}

impl Agreement {
    /// The record of a consent that is given today.
    pub fn record(&self, id: RecordId, codebook: &Codebook, claim: Claim, today: Date) -> Record {
        let codes = |codes: &[String]| codes.iter().map(|code| Value::code(code)).collect::<Vec<_>>();
        let references = |ids: &[RecordId]| ids.iter().copied().map(Value::Reference).collect();
        let fields = [
            ("purposes", codes(&self.purposes)),
            ("recipients", codes(&self.recipients)),
            ("named_recipients", references(&self.named)),
            ("classes", self.classes.iter().map(|class| Value::code(class.code())).collect()),
            ("method", codes(&self.methods)),
            ("expires_on", self.until.map(|day| Value::Date(Edtf::day(day))).into_iter().collect()),
        ];
        let mut record = Record::new(id, SCHEMA, &codebook.version, claim)
            .with("person", Value::Reference(self.person))
            .with_state("agreed", State::AskedYes)
            .with("given_on", Value::Date(Edtf::day(today)));
        for (property, values) in fields.into_iter().filter(|(_, values)| !values.is_empty()) {
            record.fields.insert(property.into(), Field::values(values));
        }
        record
    }
}

/// What takes a consent back today; none where it was taken back before.
///
/// # Errors
/// [`StoreError::NotThere`] when the record is no consent.
pub fn withdrawal(consent: &Shown, today: Date) -> Result<Option<Edit>, StoreError> {
    if consent.record.schema != SCHEMA {
        return Err(StoreError::NotThere("consent"));
    }
    if consent.record.state(WITHDRAWN) == State::AskedYes {
        return Ok(None);
    }
    let day = Field::values(vec![Value::Date(Edtf::day(today))]);
    Ok(Some(Edit {
        record: consent.record.id,
        seen: Some(consent.revision.number),
        fields: BTreeMap::from([(WITHDRAWN.to_owned(), Some(day))]),
        standing: None,
        reason: Reason::ConsentChanged,
    }))
}

/// The rows of a record; none unless it is a consent that was given and not withdrawn.
pub(crate) fn rows_of(record: &Record) -> Vec<ConsentRow> {
    let is_in_force = record.schema == SCHEMA
        && record.state("agreed") == State::AskedYes
        && record.state(WITHDRAWN) != State::AskedYes
        && record.claim.standing.stands();
    let person = record.values("person").iter().find_map(|value| match value {
        Value::Reference(id) => Some(*id),
        _ => None,
    });
    let (true, Some(person)) = (is_in_force, person) else { return Vec::new() };
    let date = |property: &str| {
        record.values(property).iter().find_map(|value| match value {
            Value::Date(date) => Some(date.bounds()),
            _ => None,
        })
    };
    // Of an uncertain day the latest counts for the beginning and the earliest for the end.
    let from = date("given_on").map_or(DAY_MIN, |(_, latest)| latest.max(DAY_MIN));
    let until = date("expires_on").map_or(Date::MAX, |(earliest, _)| earliest.max(DAY_MIN));
    let mut classes: Vec<Class> = codes(record, "classes").iter().filter_map(|code| Class::from_code(code)).collect();
    if classes.is_empty() {
        classes.extend(CLASSES_UNNAMED);
    }
    let named = record.values("named_recipients").iter().filter_map(|value| match value {
        Value::Reference(id) => Some(id.to_string()),
        _ => None,
    });
    let recipients: Vec<String> = codes(record, "recipients").into_iter().chain(named).collect();
    let mut rows = Vec::new();
    for purpose in codes(record, "purposes") {
        for recipient in &recipients {
            rows.extend(classes.iter().map(|class| ConsentRow {
                person,
                purpose: purpose.clone(),
                recipient: recipient.clone(),
                class: *class,
                from,
                until,
            }));
        }
    }
    rows
}

/// Whether a change does nothing but take a consent back.
pub(crate) fn is_withdrawal(edit: &Edit, after: &Record) -> bool {
    after.schema == SCHEMA
        && after.state(WITHDRAWN) == State::AskedYes
        && edit.reason == Reason::ConsentChanged
        && edit.standing.is_none()
        && edit.fields.keys().eq([WITHDRAWN])
}

fn codes(record: &Record, property: &str) -> Vec<String> {
    let code = |value: &Value| match value {
        Value::Code(code) => Some(code.to_string()),
        _ => None,
    };
    record.values(property).iter().filter_map(code).collect()
}

pub(crate) async fn write(
    transaction: &mut AnyConnection,
    record: RecordId,
    consents: &[ConsentRow],
) -> Result<(), StoreError> {
    let mut rows = Insert::into(sql::CONSENT_ROWS);
    for consent in consents {
        rows.row(transaction, |columns| {
            columns.id(record).id(consent.person).add(consent.purpose.as_str()).add(consent.recipient.as_str());
            columns.add(consent.class.code()).add(consent.from.to_string()).add(consent.until.to_string());
        })
        .await?;
    }
    rows.flush(transaction).await
}

/// Classes that must be agreed to before a person is counted.
const COUNTED: [Class; 2] = CLASSES_UNNAMED;
/// What counting is for, as a code of the list `consent_purposes`.
const STATISTICS: &str = "statistics";

impl Store {
    /// The persons who said what may be done with their data, and on this day do not agree to statistics. Who was never asked is not
    /// among them: the legal basis of the source decides about them.
    pub async fn persons_not_counted(&self, today: Date) -> Result<Vec<RecordId>, StoreError> {
        let query = Query { schema: Some(SCHEMA.to_owned()), ..Query::default() };
        let mut agreed: BTreeMap<RecordId, BTreeSet<&'static str>> = BTreeMap::new();
        let mut after = None;
        loop {
            let page = self.find(&query, after, PAGE_LEN_MAX).await?;
            for consent in page.found.iter().map(|found| &found.record) {
                for value in consent.values("person") {
                    if let Value::Reference(person) = value {
                        agreed.entry(*person).or_default();
                    }
                }
                let is_now = |row: &ConsentRow| row.from <= today && today <= row.until;
                for row in rows_of(consent).into_iter().filter(|row| row.purpose == STATISTICS && is_now(row)) {
                    agreed.entry(row.person).or_default().insert(row.class.code());
                }
            }
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        let is_counted = |classes: &BTreeSet<&str>| COUNTED.iter().all(|class| classes.contains(class.code()));
        Ok(agreed.into_iter().filter(|(_, classes)| !is_counted(classes)).map(|(person, _)| person).collect())
    }

    /// What a person has agreed to and not withdrawn, whether or not it is over by now.
    pub async fn consents(&self, person: RecordId) -> Result<Vec<(RecordId, ConsentRow)>, StoreError> {
        let query = sqlx::query(sql::CONSENTS_OF).bind(id_bytes(person));
        let rows = query.fetch_all(&mut *self.db.read().await?).await?;
        let row = |row: &sqlx::any::AnyRow| {
            let class = Class::from_code(&row.text("class")?).ok_or(StoreError::Damaged("a class"))?;
            let (from, until) = (journal::day(&row.text("from_day")?)?, journal::day(&row.text("until_day")?)?);
            let (purpose, recipient) = (row.text("purpose")?, row.text("recipient")?);
            Ok((row.id("record")?, ConsentRow { person, purpose, recipient, class, from, until }))
        };
        rows.iter().map(row).collect()
    }

    /// Whether a person has agreed that this class goes to this recipient for this purpose, as of a day.
    pub async fn has_consent(
        &self,
        person: RecordId,
        (purpose, recipient, class): (&str, &str, Class),
        day: Date,
    ) -> Result<bool, StoreError> {
        let query = sqlx::query(sql::CONSENT_COVERS).bind(id_bytes(person)).bind(purpose).bind(recipient);
        let query = query.bind(class.code()).bind(day.to_string());
        Ok(query.fetch_optional(&mut *self.db.read().await?).await?.is_some())
    }
}
