//! An opening as JSON, for exports: `{"salt":…,"actor":…,"role":…,"action":…,"object":…,"class":…,"purpose":…,"day":…}`.
//! What is absent is left out, and no other field is read.

use std::str::FromStr;

use overt_model::Class;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

use super::{Action, Entry, Opening, Salt, base64, day};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    salt: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    actor: Option<String>,
    role: String,
    action: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    object: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    class: Option<Class>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    purpose: Option<String>,
    day: String,
}

impl Serialize for Opening {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let entry = &self.entry;
        let written = Written {
            salt: base64::encode(&self.salt.0),
            actor: entry.actor.as_ref().map(ToString::to_string),
            role: entry.role.to_string(),
            action: entry.action.code().to_owned(),
            object: entry.object.as_ref().map(ToString::to_string),
            class: entry.class,
            purpose: entry.purpose.as_ref().map(ToString::to_string),
            day: entry.day.to_string(),
        };
        written.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Opening {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = Written::deserialize(deserializer)?;
        let optional = |text: Option<String>| text.map(|text| parse(&text)).transpose();
        Ok(Self {
            salt: Salt(base64::decode_array(&written.salt).ok_or_else(|| Error::custom("not a salt"))?),
            entry: Entry {
                actor: optional(written.actor)?,
                role: parse(&written.role)?,
                action: Action::from_code(&written.action).ok_or_else(|| Error::custom("not an action"))?,
                object: optional(written.object)?,
                class: written.class,
                purpose: written.purpose.map(|text| parse(&text)).transpose()?,
                day: day(&written.day).ok_or_else(|| Error::custom("not a day"))?,
            },
        })
    }
}

fn parse<T: FromStr, E: Error>(text: &str) -> Result<T, E>
where
    T::Err: std::fmt::Display,
{
    text.parse().map_err(E::custom)
}
