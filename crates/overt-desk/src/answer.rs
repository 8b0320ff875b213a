//! What a page answers, and why there may be no answer.

use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, LOCATION};
use axum::http::{HeaderValue, Response, StatusCode};
use bytes::Bytes;
use overt_model::Secret;
use overt_store::StoreError;
use tokio::sync::OwnedSemaphorePermit;

use crate::file_name::disposition;

/// An answer before the door puts on it what every answer has.
pub(crate) struct Answer {
    status: StatusCode,
    kind: &'static str,
    body: Body,
    to: Option<String>,
    /// Whether it comes piece by piece. A web server in front must not gather the pieces.
    is_stream: bool,
    /// How a browser is to keep it, where it is not to show it.
    kept_as: Option<String>,
    /// What the browser is to keep of the session: a new token, or nothing any more.
    pub(crate) session: Option<Kept>,
}

/// What a browser is to keep.
pub(crate) enum Kept {
    /// The token of a new session.
    Token(overt_model::Secret<String>),
    /// Nothing any more.
    Nothing,
}

impl Answer {
    /// A page.
    pub(crate) fn page(html: String) -> Self {
        Self::of(StatusCode::OK, "text/html; charset=utf-8", html.into())
    }

    /// The same page with another status: what was typed cannot be taken as it is.
    pub(crate) fn refused(html: String) -> Self {
        Self::of(StatusCode::UNPROCESSABLE_ENTITY, "text/html; charset=utf-8", html.into())
    }

    /// Bytes of some kind, with a status.
    pub(crate) fn of(status: StatusCode, kind: &'static str, body: Vec<u8>) -> Self {
        Self { status, kind, body: body.into(), to: None, is_stream: false, kept_as: None, session: None }
    }

    /// A file of this name, which a browser keeps and never shows, whatever it is. It is overwritten in memory once it was sent, and only then
    /// gives its place to another.
    pub(crate) fn file(name: &str, bytes: Secret<Vec<u8>>, place: OwnedSemaphorePermit) -> Self {
        let body = Body::from(Bytes::from_owner(Sent { bytes, _place: place }));
        let answer = Self::of(StatusCode::OK, "application/octet-stream", Vec::new());
        Self { body, kept_as: Some(disposition(name)), ..answer }
    }

    /// What is sent piece by piece.
    pub(crate) fn stream(kind: &'static str, body: Body) -> Self {
        Self { body, is_stream: true, ..Self::of(StatusCode::OK, kind, Vec::new()) }
    }

    /// Go there: what was sent is done, and loading the page again does not send it again.
    pub(crate) fn see(path: impl Into<String>) -> Self {
        Self { to: Some(path.into()), ..Self::of(StatusCode::SEE_OTHER, "text/plain; charset=utf-8", Vec::new()) }
    }

    /// With what the browser is to keep.
    pub(crate) fn keeping(self, kept: Kept) -> Self {
        Self { session: Some(kept), ..self }
    }

    pub(crate) fn into_response(self) -> Response<Body> {
        let mut answer = Response::new(self.body);
        *answer.status_mut() = self.status;
        answer.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(self.kind));
        // What one person may see must not be in a cache that another reads.
        answer.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if self.is_stream {
            answer.headers_mut().insert("x-accel-buffering", HeaderValue::from_static("no"));
        }
        if let Some(to) = self.to.and_then(|to| HeaderValue::try_from(to).ok()) {
            answer.headers_mut().insert(LOCATION, to);
        }
        if let Some(kept_as) = self.kept_as.and_then(|kept_as| HeaderValue::try_from(kept_as).ok()) {
            answer.headers_mut().insert(CONTENT_DISPOSITION, kept_as);
        }
        answer
    }
}

/// A file on its way.
struct Sent {
    bytes: Secret<Vec<u8>>,
    _place: OwnedSemaphorePermit,
}

impl AsRef<[u8]> for Sent {
    fn as_ref(&self) -> &[u8] {
        self.bytes.expose()
    }
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Stopped {
    /// It is not there, or not for this person.
    #[error("not there")]
    NotThere,
    /// It needs the person to prove once more who they are.
    #[error("to be confirmed")]
    Unconfirmed,
    /// Others are at it, and it needs too much memory for many at once.
    #[error("too many at once")]
    Busy,
    /// The store does not do it.
    #[error(transparent)]
    Store(StoreError),
    /// The page cannot be put together.
    #[error(transparent)]
    Page(#[from] askama::Error),
}

impl From<StoreError> for Stopped {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotThere(_) => Self::NotThere,
            other => Self::Store(other),
        }
    }
}
