//! What a program asked for. Unlike on pages, what is not known is an error: a program that mistypes a filter must not get everything.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::ops::Range;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{FromRequestParts, Query, RawPathParams};
use axum::http::header::VARY;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Response};
use overt_model::Lang;
use serde::Serialize;
use utoipa::IntoParams;
use utoipa::openapi::Required;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, Type};

use super::form::{Form, negotiated};
use super::page::Page;
use super::problem::Problem;
use crate::site::Site;
use crate::site::kept::{Kept, Lasting};
use crate::site::language::of_code;
use crate::site::releases::Published;
use crate::site::reply::reply;

/// An answer, or why there is none.
pub(super) type Answer = Result<Response<Body>, Problem>;

/// Which part of something long was asked for.
pub(super) struct InPart {
    /// The language of labels and sentences.
    pub(super) lang: Lang,
    /// How many members the whole has.
    pub(super) total: usize,
    /// The members that are in it.
    pub(super) range: Range<usize>,
    /// The cursor of the next part; nothing if there is none.
    pub(super) next: Option<String>,
}

/// What was asked for.
pub(super) struct Asked {
    /// What can be shown.
    pub(super) site: Arc<Site>,
    parts: Vec<String>,
    chosen: BTreeMap<String, String>,
    headers: HeaderMap,
}

impl FromRequestParts<Arc<Site>> for Asked {
    type Rejection = Problem;

    async fn from_request_parts(request: &mut Parts, site: &Arc<Site>) -> Result<Self, Problem> {
        let parts = RawPathParams::from_request_parts(request, site).await.map_err(|_| Problem::missing())?;
        let parts = parts.iter().map(|(_, part)| part.to_owned()).collect();
        let query = Query::<Vec<(String, String)>>::try_from_uri(&request.uri);
        let Query(pairs) = query.map_err(|_| Problem::parameter("", "The part after `?` cannot be read.", []))?;
        let mut chosen = BTreeMap::new();
        for (name, value) in pairs {
            if chosen.insert(name.clone(), value).is_some() {
                return Err(Problem::parameter(&name, "This is given twice.", []));
            }
        }
        Ok(Self { site: Arc::clone(site), parts, chosen, headers: request.headers.clone() })
    }
}

impl Asked {
    /// A part of the path.
    pub(super) fn part(&self, place: usize) -> &str {
        self.parts.get(place).map_or("", String::as_str)
    }

    /// The value of a parameter.
    pub(super) fn choice(&self, name: &str) -> Option<&str> {
        self.chosen.get(name).map(String::as_str)
    }

    /// Refuses every parameter but these.
    pub(super) fn allow(&self, known: &[&str]) -> Result<(), Problem> {
        let unknown = self.chosen.keys().find(|name| !known.contains(&name.as_str()));
        let wrong = |name: &String| {
            Problem::parameter(name, "There is no such parameter here.", known.iter().map(|name| (*name).to_owned()))
        };
        unknown.map_or(Ok(()), |name| Err(wrong(name)))
    }

    /// The language of labels and sentences.
    pub(super) fn lang(&self) -> Result<Lang, Problem> {
        let Some(code) = self.choice("lang") else { return Ok(Lang::En) };
        let codes = || Lang::ALL.iter().map(|lang| lang.code().to_owned());
        of_code(code).ok_or_else(|| Problem::parameter("lang", "There are no words in this language.", codes()))
    }

    /// The form of the answer, of those offered.
    pub(super) fn form(&self, offered: &[Form]) -> Result<Form, Problem> {
        negotiated(self.choice("format"), &self.headers, offered)
    }

    /// The part that is wanted of what has this name and so many members.
    pub(super) fn page(&self, of: &str, total: usize) -> Result<Page, Problem> {
        Page::asked(self.choice("limit"), self.choice("cursor"), of, total)
    }

    /// The release that the path names.
    pub(super) fn published(&self) -> Result<&Published, Problem> {
        self.site.releases.named(self.part(0), self.part(1)).ok_or_else(Problem::missing)
    }

    /// An answer of these bytes. It is kept if no more than language and form was chosen: of these answers there is a small number.
    pub(super) fn answer(&self, name: &str, kind: &'static str, bytes: impl FnOnce() -> Vec<u8>) -> Response<Body> {
        let make = || Ok::<_, Infallible>(Kept::new(kind, Lasting::Asked, bytes()));
        let is_common = self.chosen.keys().all(|name| ["lang", "format"].contains(&name.as_str()));
        let Ok(kept) =
            if is_common { self.site.shelf.get(&format!("api {name} {kind}"), make) } else { make().map(Arc::new) };
        let mut answer = reply(&kept, &self.headers);
        answer.headers_mut().insert(VARY, HeaderValue::from_static("accept, accept-encoding"));
        answer
    }

    /// An answer in JSON that differs in its language and nothing else. The name tells it from every other.
    pub(super) fn in_words<T: Serialize>(&self, name: &str, make: impl FnOnce(Lang) -> T) -> Answer {
        self.allow(&["lang"])?;
        let lang = self.lang()?;
        self.json(&format!("{name} {}", lang.code()), || make(lang))
    }

    /// A part of something long, as JSON. The name tells it from everything else, and `more` are the parameters beside those of parts.
    pub(super) fn in_parts<T: Serialize>(
        &self,
        name: &str,
        total: usize,
        more: &[&str],
        make: impl FnOnce(&InPart) -> T,
    ) -> Answer {
        self.allow(&[&["limit", "cursor"], more].concat())?;
        let (lang, page) = (self.lang()?, self.page(name, total)?);
        let part = InPart { lang, total, range: page.range(total), next: page.next(name, total) };
        self.json(&format!("{name} {}", lang.code()), || make(&part))
    }

    /// An answer in JSON. The name tells it from every other, but for the parts of long ones.
    fn json<T: Serialize>(&self, name: &str, make: impl FnOnce() -> T) -> Answer {
        negotiated(None, &self.headers, &[Form::Json])?;
        Ok(self.answer(name, Form::Json.kind(), || json(&make())))
    }
}

/// A value as JSON.
pub(super) fn json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).expect("texts and numbers can be written")
}

/// The parameter by which a language is chosen.
pub(super) enum Words {}

impl IntoParams for Words {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let codes = Lang::ALL.map(Lang::code);
        let schema = ObjectBuilder::new().schema_type(Type::String).enum_values(Some(codes)).default(Some("en".into()));
        let says = "The language of labels and sentences; where there are no words in it, they are English.";
        let parameter = ParameterBuilder::new().name("lang").parameter_in(ParameterIn::Query).description(Some(says));
        vec![parameter.schema(Some(schema)).build()]
    }
}

/// The parts of a path that name one version of a release.
pub(super) enum OneVersion {}

impl IntoParams for OneVersion {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let version = ObjectBuilder::new()
            .schema_type(Type::Integer)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Int32)))
            .minimum(Some(0));
        let part = |name, says, schema: ObjectBuilder| {
            let part = ParameterBuilder::new().name(name).parameter_in(ParameterIn::Path).required(Required::True);
            part.description(Some(says)).schema(Some(schema)).build()
        };
        vec![
            part("name", "The name of a release.", ObjectBuilder::new().schema_type(Type::String)),
            part("version", "Its version.", version),
        ]
    }
}
