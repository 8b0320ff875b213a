//! Every page of the desk, with who may come to it. The router is made of this table and of nothing else, and so is the test of who may
//! go where: a page that is not declared does not exist.

use std::pin::Pin;

use axum::http::Method;

use crate::answer::{Answer, Stopped};
use crate::ask::Ask;
use crate::need::Need;
use crate::pages::{
    account, agenda, chains, doctor, drafts, due, entities, entry, guide, home, imports, log, matches, network,
    officials, passkeys, people, programs, records, releases, searches, sources, tasks, teams, worklists,
};
use crate::program::{matching, reconcile};

/// What makes the answer.
pub(crate) type Page = for<'a> fn(&'a Ask) -> Pin<Box<dyn Future<Output = Result<Answer, Stopped>> + Send + 'a>>;

/// One way in.
pub(crate) struct Route {
    pub(crate) method: Method,
    pub(crate) path: &'static str,
    pub(crate) need: Need,
    /// The name in the catalogue of what the head of every page leads to; none for the others.
    pub(crate) name: Option<&'static str>,
    pub(crate) page: Page,
    /// Whether a file may be sent with the form.
    pub(crate) takes_file: bool,
}

macro_rules! route {
    ($method:ident $path:literal, $need:ident, $page:path) => {
        Route { method: Method::$method, path: $path, need: Need::$need, name: None, page: |ask| Box::pin($page(ask)), takes_file: false }
    };
    ($method:ident $path:literal, $need:ident, $page:path, with file) => {
        Route { takes_file: true, ..route!($method $path, $need, $page) }
    };
    ($method:ident $path:literal, $need:ident, $page:path, $name:literal) => {
        Route { name: Some($name), ..route!($method $path, $need, $page) }
    };
}

/// All of them, in the order in which the head of every page leads to those that have a name.
pub(crate) static ROUTES: &[Route] = &[
    route!(GET "/", Account, home::page, "home"),
    route!(GET "/records", Looking, records::list, "records"),
    route!(POST "/records/search", Content, records::search),
    route!(POST "/records/many", Casework, records::many),
    route!(GET "/records/{id}", Looking, records::show),
    route!(POST "/records/{id}", Content, records::open),
    route!(GET "/records/{id}/history", Looking, records::history),
    route!(GET "/records/{id}/edit", Writing, records::edit),
    route!(POST "/records/{id}/edit", Writing, records::revise),
    route!(GET "/new/{schema}", Writing, records::new),
    route!(POST "/new/{schema}", Writing, records::add),
    route!(GET "/records/{id}/standing", Casework, records::standing),
    route!(POST "/records/{id}/standing", Casework, records::move_standing),
    route!(GET "/records/{id}/team", HandingOver, records::holding),
    route!(POST "/records/{id}/team", HandingOver, records::hand_over),
    route!(GET "/records/{id}/consents", Content, records::consents),
    route!(POST "/records/{id}/consents", Writing, records::consent),
    route!(GET "/records/{id}/erase", Erasing, records::erasing),
    route!(POST "/records/{id}/erase", Erasing, records::erase),
    route!(GET "/records/{id}/erasure", Content, records::erasure),
    route!(GET "/records/{id}/hold", Erasing, records::holds),
    route!(POST "/records/{id}/hold", Erasing, records::hold),
    route!(POST "/records/{id}/hold/lift", Erasing, records::lift),
    route!(GET "/records/{id}/files", Content, records::files),
    route!(POST "/records/{id}/files", Content, records::list_files),
    route!(POST "/records/{id}/files/{file}", Content, records::file),
    route!(POST "/records/{id}/attach", Writing, records::attach, with file),
    route!(GET "/chains", Entering, chains::page, "chains"),
    route!(GET "/guide", Entering, guide::page, "guide"),
    route!(POST "/drafts/{id}", Writing, drafts::resume),
    route!(POST "/drafts/{id}/drop", Writing, drafts::drop),
    route!(GET "/agenda", Writing, agenda::page, "agenda"),
    route!(POST "/searches", Looking, searches::keep),
    route!(POST "/searches/{id}", Looking, searches::run),
    route!(POST "/searches/{id}/drop", Looking, searches::drop),
    route!(GET "/records/{id}/tasks", Writing, tasks::of_record),
    route!(POST "/records/{id}/tasks", Writing, tasks::give),
    route!(GET "/tasks/{id}", Writing, tasks::show),
    route!(POST "/tasks/{id}", Writing, tasks::open),
    route!(POST "/tasks/{id}/move", Writing, tasks::move_on),
    route!(GET "/due", Content, due::page, "due"),
    route!(GET "/matches", Deciding, matches::list, "matches"),
    route!(POST "/matches/compare", Deciding, matches::compare),
    route!(GET "/matches/decided", Deciding, matches::decided),
    route!(GET "/matches/{id}/{other}", Deciding, matches::show),
    route!(POST "/matches/{id}/{other}", Deciding, matches::open),
    route!(POST "/matches/{id}/{other}/decide", Deciding, matches::decide),
    route!(GET "/signals", Looking, worklists::signals, "signals"),
    route!(GET "/referrals", Looking, worklists::referrals, "referrals"),
    route!(GET "/entities/{id}", Looking, entities::show),
    route!(POST "/entities/{id}", Content, entities::open),
    route!(POST "/entities/{id}/undo", Deciding, entities::undo),
    route!(GET "/records/{id}/network", Looking, network::show),
    route!(POST "/records/{id}/network", Looking, network::open),
    route!(GET "/path", Looking, network::form),
    route!(POST "/path", Looking, network::find),
    route!(GET "/officials", Looking, officials::form, "officials"),
    route!(POST "/officials", Looking, officials::find),
    route!(GET "/officials/{id}", Looking, officials::show),
    route!(POST "/officials/{id}", Content, officials::open),
    route!(GET "/imports", Entering, imports::list, "imports"),
    route!(POST "/imports/upload", Entering, imports::upload, with file),
    route!(GET "/imports/file", Entering, imports::choices),
    route!(POST "/imports/file", Entering, imports::attempt),
    route!(POST "/imports/file/mapping", Entering, imports::mapping),
    route!(POST "/imports/file/take", Entering, imports::take),
    route!(POST "/imports/file/rows", Entering, imports::rows),
    route!(POST "/imports/file/mend", Entering, imports::mend),
    route!(POST "/imports/file/keep", Entering, imports::keep),
    route!(POST "/imports/file/drop", Entering, imports::drop),
    route!(GET "/imports/progress", Entering, imports::progress),
    route!(GET "/imports/progress/events", Entering, imports::events),
    route!(GET "/imports/{id}", Entering, imports::show),
    route!(POST "/imports/{id}/undo", Erasing, imports::undo),
    route!(GET "/releases", Account, releases::list, "releases"),
    route!(GET "/releases/{id}", Account, releases::show),
    route!(POST "/releases/{id}/approve", Account, releases::approve),
    route!(POST "/releases/{id}/publish", Account, releases::publish),
    route!(POST "/releases/{id}/give-up", Account, releases::give_up),
    route!(GET "/people", Administration, people::page, "people"),
    route!(POST "/people", Administration, people::add),
    route!(POST "/people/change", Administration, people::change),
    route!(GET "/teams", Account, teams::page, "teams"),
    route!(POST "/teams", Account, teams::members),
    route!(POST "/teams/new", Content, teams::begin),
    route!(POST "/teams/entrust", Content, teams::entrust),
    route!(POST "/teams/keys", Account, teams::keys),
    route!(GET "/sources", Administration, sources::page, "sources"),
    route!(POST "/sources", Administration, sources::add),
    route!(POST "/sources/change", Administration, sources::change),
    route!(GET "/programs", Administration, programs::page, "programs"),
    route!(POST "/programs", Administration, programs::add),
    route!(POST "/programs/end", Administration, programs::end),
    route!(GET "/log", Audit, log::page, "log"),
    route!(POST "/log", Audit, log::find),
    route!(POST "/log/unusual", Audit, log::unusual),
    route!(GET "/log/verification", Audit, log::verification),
    route!(POST "/log/verification", Audit, log::verify),
    route!(GET "/log/verification/events", Audit, log::events),
    route!(POST "/log/export", Audit, log::export),
    route!(GET "/doctor", Administration, doctor::page, "doctor"),
    route!(GET "/account", Account, account::page, "account"),
    route!(POST "/account/passphrase", Account, account::passphrase),
    route!(POST "/account/recovery", Account, account::recovery),
    route!(POST "/account/codes", Account, account::codes),
    route!(POST "/account/passkeys", Account, passkeys::change),
    route!(POST "/account/language", Account, account::language),
    route!(GET "/sign-in", Nobody, entry::page),
    route!(POST "/sign-in", Nobody, entry::sign_in),
    route!(POST "/sign-out", Account, entry::sign_out),
    route!(POST "/confirm", Account, entry::confirm),
    // Where clients of yente ask.
    route!(POST "/match/{dataset}", Program, matching::answer),
    route!(POST "/api/v1/match/{dataset}", Program, matching::answer),
    route!(GET "/api/v1/reconcile/{dataset}", Program, reconcile::manifest),
    route!(POST "/api/v1/reconcile/{dataset}", Program, reconcile::answer),
];

/// One way in, as tests see it.
#[derive(Debug, Clone)]
pub struct Declared {
    /// GET or POST.
    pub method: Method,
    /// Its path, with names in braces.
    pub path: &'static str,
    /// Who may come.
    pub need: Need,
    /// Whether a file may be sent.
    pub takes_file: bool,
}

/// Every way in.
pub fn declared() -> impl Iterator<Item = Declared> {
    let declared = |route: &Route| {
        let Route { method, path, need, takes_file, .. } = route;
        Declared { method: method.clone(), path, need: *need, takes_file: *takes_file }
    };
    ROUTES.iter().map(declared)
}

/// The page to which somebody is led back: the one at this address, or the nearest above it. An address from elsewhere leads nowhere.
pub(crate) fn page_at(path: &str) -> Option<&str> {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/:-_".contains(&byte);
    let mut at = Some(path).filter(|path| path.bytes().all(is_plain))?;
    let is_page = |route: &Route| route.method == Method::GET && route.need != Need::Program;
    while !ROUTES.iter().any(|route| is_page(route) && is_of(route.path, at)) {
        at = at.rsplit_once('/')?.0;
    }
    Some(at)
}

fn is_of(route: &str, path: &str) -> bool {
    let is_one = |(name, part): (&str, &str)| if name.starts_with('{') { !part.is_empty() } else { name == part };
    route.split('/').count() == path.split('/').count() && route.split('/').zip(path.split('/')).all(is_one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_proved_who_they_are_is_led_back_to_a_page_of_the_desk_and_nowhere_else() {
        for (path, page) in [
            ("/records/record:01", Some("/records/record:01")),
            ("/records/record:01/network", Some("/records/record:01/network")),
            ("/matches/compare", Some("/matches")),
            ("/matches/record:01/record:02/decide", Some("/matches/record:01/record:02")),
            ("/entities/entity:01/undo", Some("/entities/entity:01")),
            ("/api/v1/reconcile/default", None),
            ("//evil.example/records", None),
            ("https://evil.example/", None),
            ("/\\evil.example", None),
            ("evil", None),
        ] {
            assert_eq!(page_at(path), page, "{path}");
        }
    }
}
