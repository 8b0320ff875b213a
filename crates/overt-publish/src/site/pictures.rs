//! Figures of pages as files: the drawing with what it shows and where it is from, and its numbers.

use axum::body::Body;
use axum::http::{HeaderMap, Response, Uri};

use super::analysis::Topic;
use super::figure::Figure;
use super::kept::{Kept, Lasting};
use super::pages::{citation, kept_file, kind};
use super::place::{Ask, Parts, in_language, not_found};
use super::reply::SVG;
use super::shell::Shell;
use super::{Choices, Site};
use crate::charts::DrawingFile;

/// The figures of a page. No choice of a reader changes them, so that each has one address.
pub(super) type Drawn = for<'a> fn(&Ask<'a>) -> Vec<Figure<'a>>;

/// What of a page is a file as well.
#[derive(Clone, Copy)]
pub(super) enum Pictures {
    /// These figures.
    Drawn(Drawn),
    /// The pictures of the analysis that the page shows.
    Computed(Topic),
}

/// The picture that the last part of a path names, as the kind of file that its ending names.
pub(super) fn picture(
    pictures: Pictures,
    site: &Site,
    uri: &Uri,
    mut parts: Parts,
    headers: &HeaderMap,
) -> Response<Body> {
    // As with pages, escapes would only be other names of the same.
    let address = in_language(uri.path()).filter(|(_, path)| !path.contains('%'));
    let (Some((lang, path)), Some((_, file))) = (address, parts.pop()) else {
        return not_found(site, uri, headers);
    };
    kept_file(site, &format!("picture {}", uri.path()), uri, headers, || {
        let (id, ending) = file.rsplit_once('.')?;
        let parts = parts.into_iter().skip(1).map(|(_, part)| part).collect();
        let ask = Ask { site, lang, path, parts, choices: Choices::new() };
        let (of, svg, csv) = match pictures {
            Pictures::Drawn(drawn) => {
                let figure = drawn(&ask).into_iter().find(|figure| figure.chart.heading().id == id)?;
                let policy = &figure.published.policy;
                let svg = as_svg(&Shell::new(&ask, String::new()), &figure);
                (format!("{}-{}", policy.name, policy.version), svg, figure.chart.to_csv())
            }
            Pictures::Computed(topic) => {
                let analysis = ask.parts.last()?;
                let picture = site.analyses.get(topic, analysis)?.picture(lang, id)?;
                (analysis.clone(), picture.svg.clone(), picture.csv.clone())
            }
        };
        let (kind, bytes) = match ending {
            "svg" => (SVG, svg.into_bytes()),
            "csv" => (kind(&file), csv),
            _ => return None,
        };
        Some(Kept::new(kind, Lasting::Asked, bytes).named(format!("{of}-{id}-{}.{ending}", lang.code())))
    })
}

/// The drawing with all that must be said where nobody sees the page: whether it is invented, what it shows, who says so, and on which terms.
fn as_svg(shell: &Shell<'_>, Figure { chart, finding, published }: &Figure<'_>) -> String {
    let licence = format!("{} {}", shell.say("licence"), published.policy.licence);
    let file = DrawingFile {
        lang: shell.code(),
        notice: shell.site.about.notice.as_ref().map(|notice| shell.text(notice)),
        finding,
        source: &[citation(shell, published), licence],
    };
    file.to_svg(chart.as_ref())
}
