//! A form with a file: read into memory and never into a file in the clear. Nothing of the file is read before the form has proved that it
//! was written here, so that field goes before it.

use std::time::Duration;

use axum::body::{Body, BodyDataStream};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use multer::{Constraints, Field, Multipart, SizeLimit};
use overt_model::Secret;
use overt_store::is_media_type;
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::timeout;

use crate::ask::{Pairs, Upload};
use crate::file_name::plain;

/// Most bytes of a file.
pub(crate) const FILE_LEN_MAX: usize = 50 << 20;
/// Most bytes of what is around it: the other fields and the lines between.
const AROUND_LEN_MAX: usize = 64 << 10;
/// Most other fields.
const FIELDS_MAX: usize = 16;
/// A browser that is silent for so long is given up.
const SILENCE: Duration = Duration::from_secs(30);
/// Nobody takes longer: others wait for the place.
pub(super) const WHOLE: Duration = Duration::from_mins(10);
/// So much of what is too long is read.
const DRAINED_LEN_MAX: usize = 512 << 20;

/// Why it was not taken: a status, and the name of the sentence.
pub(super) type Refused = (StatusCode, &'static str);

const TOO_LONG: Refused = (StatusCode::PAYLOAD_TOO_LARGE, "refused-file-length");
const NO_FORM: Refused = (StatusCode::BAD_REQUEST, "refused-file");
pub(super) const SILENT: Refused = (StatusCode::REQUEST_TIMEOUT, "refused-file");
const UNPROVEN: Refused = (StatusCode::FORBIDDEN, "refused-proof");

/// The body, unless it says of itself that it is too long. Then it is read and thrown away, so that the browser hears why.
pub(super) async fn of_length(headers: &HeaderMap, body: Body) -> Result<Body, Refused> {
    if length_of(headers).is_none_or(|length| length <= FILE_LEN_MAX + AROUND_LEN_MAX) {
        return Ok(body);
    }
    drain(body.into_data_stream()).await;
    Err(TOO_LONG)
}

fn length_of(headers: &HeaderMap) -> Option<usize> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// The fields of the form, and its file. `is_proven` says whether the fields that came so far prove that it was written here.
pub(super) async fn read(
    headers: &HeaderMap,
    body: Body,
    place: OwnedSemaphorePermit,
    is_proven: impl Fn(&Pairs) -> bool,
) -> Result<(Pairs, Option<Upload>), Refused> {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let boundary = multer::parse_boundary(kind).map_err(|_| NO_FORM)?;
    let length = length_of(headers);
    let limit = SizeLimit::new().whole_stream((FILE_LEN_MAX + AROUND_LEN_MAX) as u64).per_field(FILE_LEN_MAX as u64);
    let constraints = Constraints::new().size_limit(limit);
    let mut form = Multipart::with_constraints(body.into_data_stream(), boundary, constraints);
    let (mut pairs, mut upload, mut place) = (Pairs::default(), None, Some(place));
    for _ in 0..FIELDS_MAX {
        let Some(field) = heard(form.next_field()).await? else {
            return if is_proven(&pairs) { Ok((pairs, upload)) } else { Err(UNPROVEN) };
        };
        let name = field.name().unwrap_or_default().to_owned();
        let Some(file) = field.file_name().map(str::to_owned) else {
            let value = String::from_utf8(bytes(field, AROUND_LEN_MAX, 0).await?).map_err(|_| NO_FORM)?;
            pairs.push(name, value);
            continue;
        };
        if !is_proven(&pairs) {
            return Err(UNPROVEN);
        }
        let kind = field.content_type().map(ToString::to_string).filter(|kind| is_media_type(kind));
        let media_type = kind.unwrap_or_else(|| "application/octet-stream".to_owned());
        // All at once: a vector that grows leaves what it held behind.
        let room = length.unwrap_or(FILE_LEN_MAX).min(FILE_LEN_MAX);
        let bytes = Secret::new(bytes(field, FILE_LEN_MAX, room).await?);
        if !bytes.expose().is_empty() {
            // One file a form.
            let place = place.take().ok_or(NO_FORM)?;
            upload = Some(Upload { name: plain(&file), media_type, bytes, _place: place });
        }
    }
    Err(NO_FORM)
}

async fn bytes(mut field: Field<'_>, most: usize, room: usize) -> Result<Vec<u8>, Refused> {
    let mut bytes = Vec::with_capacity(room);
    while let Some(chunk) = heard(field.chunk()).await? {
        if bytes.len() + chunk.len() > most {
            return Err(TOO_LONG);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

/// What comes next, if it comes in time.
async fn heard<T>(next: impl Future<Output = multer::Result<T>>) -> Result<T, Refused> {
    match timeout(SILENCE, next).await {
        Err(_) => Err(SILENT),
        Ok(Ok(value)) => Ok(value),
        Ok(Err(multer::Error::StreamSizeExceeded { .. } | multer::Error::FieldSizeExceeded { .. })) => Err(TOO_LONG),
        Ok(Err(_)) => Err(NO_FORM),
    }
}

/// Reads what nobody wants, as far as that goes.
async fn drain(body: BodyDataStream) {
    use futures_util::StreamExt as _;
    let mut body = std::pin::pin!(body);
    let mut length = 0;
    while let Ok(Some(Ok(chunk))) = timeout(SILENCE, body.next()).await {
        length += chunk.len();
        if length > DRAINED_LEN_MAX {
            return;
        }
    }
}
