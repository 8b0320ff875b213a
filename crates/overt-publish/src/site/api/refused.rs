//! What the document says of refusals and keys, which are the same for everything that can be asked for.

use std::collections::BTreeMap;

use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{ContentBuilder, OpenApi, Ref, RefOr, Response, ResponseBuilder};
use utoipa::{IntoResponses, Modify};

use super::problem::KIND;

/// The statuses of refusals.
const STATUSES: [(&str, &str); 7] = [
    ("400", "A parameter is not known, is given twice, or cannot have this value."),
    ("401", "The key opens nothing, or not any more."),
    ("404", "There is no such thing, or it is not for you."),
    ("405", "Nothing can be sent, only read."),
    ("406", "None of the forms that are accepted is offered."),
    ("414", "The address is longer than 2048 letters."),
    ("429", "One reader asked too often."),
];

/// Every refusal, and the answer that nothing changed.
pub(super) enum Refused {}

impl IntoResponses for Refused {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let problem = || ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
        let refusal = |(status, says): (&str, &str)| {
            let mut answer = ResponseBuilder::new().description(says).content(KIND, problem());
            if status == "429" {
                let seconds = ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(1));
                let header = HeaderBuilder::new().schema(Some(seconds)).description(Some("Seconds to wait.")).build();
                answer = answer.header("Retry-After", header);
            }
            (status.to_owned(), answer.build().into())
        };
        let unchanged = ResponseBuilder::new().description("Nothing changed since the tag in `If-None-Match`.");
        STATUSES.into_iter().map(refusal).chain([("304".to_owned(), unchanged.build().into())]).collect()
    }
}

/// The way to say who one is, which may always be left out.
pub(super) struct Keys;

impl Modify for Keys {
    fn modify(&self, document: &mut OpenApi) {
        let says = "The key of an agreement. It opens the releases that the agreement names.";
        let scheme = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).description(Some(says)).build();
        document.components.get_or_insert_default().add_security_scheme("key", SecurityScheme::Http(scheme));
        document.security =
            Some(vec![SecurityRequirement::default(), SecurityRequirement::new("key", Vec::<String>::new())]);
    }
}
