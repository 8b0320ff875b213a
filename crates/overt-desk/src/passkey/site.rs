//! What passkeys are bound to: the name of the site, and where its pages come from.

/// The site that a page belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Site {
    /// The name to which a passkey is bound for good.
    pub(crate) name: String,
    /// From where a browser must say that it was asked.
    pub(super) origin: String,
}

impl Site {
    /// The site of a host as a browser asked for it; nothing where passkeys cannot be bound to it: they need a name, not an address, and
    /// without TLS they need this machine.
    pub(crate) fn of(host: &str, is_secure: bool) -> Option<Self> {
        let host = host.to_ascii_lowercase();
        let (name, port) = host.split_once(':').map_or((&*host, None), |(name, port)| (name, Some(port)));
        let is_port = port.is_none_or(|port| port.parse::<u16>().is_ok());
        let is_site = if is_secure { is_name(name) } else { name == "localhost" };
        let scheme = if is_secure { "https" } else { "http" };
        (is_port && is_site).then(|| Self { origin: format!("{scheme}://{host}"), name: name.to_owned() })
    }
}

/// Whether it is a name: browsers take what ends in a number for an address.
fn is_name(name: &str) -> bool {
    let is_label =
        |label: &str| !label.is_empty() && label.bytes().all(|letter| letter.is_ascii_alphanumeric() || letter == b'-');
    let is_number = |label: &str| label.bytes().all(|letter| letter.is_ascii_digit());
    name.split('.').all(is_label) && !name.rsplit('.').next().is_none_or(is_number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passkey_is_bound_to_a_name_and_never_to_an_address() {
        for (host, is_secure, expected) in [
            ("desk.example.org", true, Some(("desk.example.org", "https://desk.example.org"))),
            ("Desk.Example.org:8443", true, Some(("desk.example.org", "https://desk.example.org:8443"))),
            ("localhost:8081", false, Some(("localhost", "http://localhost:8081"))),
            ("localhost", false, Some(("localhost", "http://localhost"))),
            ("desk.example.org", false, None),
            ("127.0.0.1:8081", false, None),
            ("[::1]:8081", false, None),
            ("192.0.2.7", true, None),
            ("192.0.2.7:443", true, None),
            ("[2001:db8::1]", true, None),
            ("localhost:99999", false, None),
            ("", true, None),
        ] {
            let site = Site::of(host, is_secure);
            let found = site.as_ref().map(|site| (site.name.as_str(), site.origin.as_str()));
            assert_eq!(found, expected, "{host}");
        }
    }
}
