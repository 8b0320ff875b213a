//! The address of a store in `PostgreSQL`.

use std::ffi::OsStr;
use std::fmt;
use std::str::FromStr;

use clap::builder::{TypedValueParser, ValueParserFactory};
use clap::error::ErrorKind;

const SCHEMES: [&str; 2] = ["postgres://", "postgresql://"];

const LEN_MAX: usize = 2048;

/// An address without a password, since it stands in a file that is backed up and in commands that shells remember.
/// It is not known whether anything answers there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StoreUrl(String);

/// Why a text is no such address. It never repeats the text, which may hold a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StoreUrlError {
    Scheme,
    Letters,
    TooLong,
    Password,
}

impl StoreUrl {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for StoreUrl {
    type Err = StoreUrlError;

    fn from_str(text: &str) -> Result<Self, StoreUrlError> {
        if text.len() > LEN_MAX {
            return Err(StoreUrlError::TooLong);
        }
        let rest = SCHEMES.iter().find_map(|scheme| text.strip_prefix(scheme)).ok_or(StoreUrlError::Scheme)?;
        if has_password(rest) {
            return Err(StoreUrlError::Password);
        }
        if text.contains(|letter: char| letter.is_whitespace() || letter.is_control()) {
            return Err(StoreUrlError::Letters);
        }
        Ok(Self(text.to_owned()))
    }
}

/// Looks at more than the standard calls a password: one with an unescaped `/`, `?` or `#` is still one to whoever finds it.
fn has_password(rest: &str) -> bool {
    let before_host = rest.rsplit_once('@').is_some_and(|(user, _)| user.contains(':'));
    let parameters = rest.split_once('?').map_or("", |(_, parameters)| parameters);
    before_host
        || parameters.split(['&', '#']).any(|parameter| {
            let name = parameter.split('=').next().unwrap_or_default().to_ascii_lowercase();
            // No name of a parameter needs escaping, except to hide it.
            name.contains("password") || name.contains('%')
        })
}

impl StoreUrlError {
    pub(crate) const fn hint(self) -> &'static str {
        match self {
            Self::Scheme | Self::Letters | Self::TooLong => "write postgres://USER@HOST/DATABASE",
            Self::Password => {
                "write postgres://USER@HOST/DATABASE, and HOST:PORT:DATABASE:USER:PASSWORD as a line of ~/.pgpass or of the \
                 file that PGPASSFILE names (chmod 600); an @ in a name is written %40"
            }
        }
    }
}

impl fmt::Display for StoreUrlError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Scheme => formatter.write_str("the address of the store must begin with postgres://"),
            Self::Letters => {
                formatter.write_str("the address of the store must not contain blanks or control characters")
            }
            Self::TooLong => write!(formatter, "the address of the store is longer than {LEN_MAX} bytes"),
            Self::Password => formatter
                .write_str("the address of the store holds a password, which would end up in backups and in the shell"),
        }
    }
}

impl std::error::Error for StoreUrlError {}

/// Reads the address as an option, without repeating it in the error as other options do.
#[derive(Clone)]
pub(crate) struct StoreUrlParser;

impl ValueParserFactory for StoreUrl {
    type Parser = StoreUrlParser;

    fn value_parser() -> StoreUrlParser {
        StoreUrlParser
    }
}

impl TypedValueParser for StoreUrlParser {
    type Value = StoreUrl;

    fn parse_ref(
        &self,
        command: &clap::Command,
        _option: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<StoreUrl, clap::Error> {
        value.to_str().ok_or(StoreUrlError::Letters).and_then(str::parse).map_err(|error: StoreUrlError| {
            let text = format!("{error}\n\n  tip: {}\n", error.hint());
            clap::Error::raw(ErrorKind::ValueValidation, text).with_cmd(command)
        })
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;
    use proptest::prelude::*;

    use super::*;
    use crate::failure::Failure;

    #[test]
    fn an_address_without_a_password_is_taken_as_it_is() {
        for text in [
            "postgres://overt@db.example/overt",
            "postgresql://overt@db.example:5432/overt?sslmode=verify-full",
            "postgres:///overt?host=/run/postgresql",
            "postgres://[2001:db8::1]:5432/overt",
            "postgres://overt%40server@db.example/overt",
        ] {
            assert_eq!(text.parse::<StoreUrl>().unwrap().as_str(), text);
        }
    }

    #[test]
    fn a_password_is_refused_wherever_it_stands() {
        for text in [
            "postgres://overt:correct-horse@db.example/overt",
            "postgres://overt:@db.example/overt",
            "postgres://:correct-horse@db.example/overt",
            "postgres://overt:correct/horse@db.example/overt",
            "postgres://overt:correct?horse@db.example/overt",
            "postgres://overt:correct#horse@db.example/overt",
            "postgres://overt:correct@horse@db.example/overt",
            "postgres://overt:correct horse@db.example/overt",
            "postgres://overt@db.example/overt?password=correct-horse",
            "postgres://overt@db.example/overt?sslmode=require&PassWord=correct-horse",
            "postgres://overt@db.example/overt?sslpassword=correct-horse",
            "postgres://overt@db.example/overt?pass%77ord=correct-horse",
        ] {
            assert_eq!(text.parse::<StoreUrl>(), Err(StoreUrlError::Password), "{text}");
        }
        assert!(StoreUrlError::Password.hint().contains("~/.pgpass"));
    }

    #[test]
    fn what_is_no_address_of_a_database_is_refused() {
        for (text, error) in [
            ("", StoreUrlError::Scheme),
            ("overt.db", StoreUrlError::Scheme),
            ("sqlite://overt.db", StoreUrlError::Scheme),
            ("mysql://overt:correct-horse@db.example/overt", StoreUrlError::Scheme),
            ("postgres://db.example/overt\n", StoreUrlError::Letters),
            ("postgres://db.example/my overt", StoreUrlError::Letters),
        ] {
            assert_eq!(text.parse::<StoreUrl>(), Err(error), "{text}");
        }
        assert_eq!(format!("postgres://{}", "a".repeat(LEN_MAX)).parse::<StoreUrl>(), Err(StoreUrlError::TooLong));
    }

    #[test]
    fn as_an_option_it_is_refused_without_being_repeated() {
        #[derive(Debug, Parser)]
        struct Init {
            #[arg(long)]
            store: Option<StoreUrl>,
        }
        let taken = Init::try_parse_from(["init", "--store", "postgres://overt@db.example/overt"]).unwrap();
        assert_eq!(taken.store.unwrap().as_str(), "postgres://overt@db.example/overt");
        let refused =
            Init::try_parse_from(["init", "--store", "postgres://overt:correct-horse@db.example/overt"]).unwrap_err();
        assert!(!refused.to_string().contains("horse"), "{refused}");
        assert_eq!(refused.exit_code(), 2);
        let failure = Failure::of_command_line(&refused);
        assert_eq!(failure.message, StoreUrlError::Password.to_string());
        assert_eq!(failure.hint.as_deref(), Some(StoreUrlError::Password.hint()));
    }

    proptest! {
        #[test]
        fn whatever_the_password_is_it_is_neither_taken_nor_repeated(password in "[^@]{8,40}") {
            let error = format!("postgres://overt:{password}@db.example/overt").parse::<StoreUrl>().unwrap_err();
            prop_assert_eq!(error, StoreUrlError::Password);
        }
    }
}
