//! Client data: what a browser says that it was asked, by which page (section 5.8.1).

use serde_json::Value;

use super::Site;

/// What the browser was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ceremony {
    /// A new passkey.
    Make,
    /// A passkey that is there.
    Show,
}

/// The challenge, if a page of this site asked for this and no other page was around it. What else a browser writes is for later versions and
/// is left alone, as the section demands.
pub(super) fn challenge(client: &[u8], ceremony: Ceremony, site: &Site) -> Option<String> {
    let said: Value = serde_json::from_slice(client).ok()?;
    let text = |name: &str| said.get(name).and_then(Value::as_str);
    let asked = match ceremony {
        Ceremony::Make => "webauthn.create",
        Ceremony::Show => "webauthn.get",
    };
    let is_alone =
        said.get("crossOrigin").is_none_or(|is| *is == Value::Bool(false)) && said.get("topOrigin").is_none();
    let is_ours = is_alone && text("type") == Some(asked) && text("origin") == Some(&site.origin);
    is_ours.then(|| text("challenge").map(str::to_owned)).flatten()
}
