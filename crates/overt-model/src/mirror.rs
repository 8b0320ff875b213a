//! Small closed vocabularies that the program itself reasons about.
//!
//! Each enum mirrors one code list; loading a codebook whose list differs is refused, so the two cannot drift.

/// Declares an enum whose variants are the codes of a list, in the list's order.
macro_rules! mirror {
    ($(#[$doc:meta])* $name:ident of $list:literal { $($(#[$vdoc:meta])* $variant:ident = $code:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant,)* }

        impl $name {
            /// The code list this type mirrors.
            pub const LIST: &'static str = $list;
            /// Every value, in the order of the list.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The code as it stands in the list.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// The value with this code.
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)* _ => None }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.code())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let code = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                Self::from_code(&code)
                    .ok_or_else(|| serde::de::Error::custom(concat!("not a code of the list `", $list, "`")))
            }
        }
    };
}

mirror! {
    /// What it means that a field holds, or does not hold, a value.
    State of "value_states" {
        /// Asked, and there is a value (for a flag: yes).
        AskedYes = "asked-yes",
        /// Asked, and the answer is no or none.
        AskedNo = "asked-no",
        /// Asked, and not known.
        AskedUnknown = "asked-unknown",
        /// Nobody asked: what a blank means unless a source says otherwise.
        NotAsked = "not-asked",
        /// A value was removed to protect people.
        Suppressed = "suppressed",
        /// A value exists and its holder does not share it.
        Withheld = "withheld",
    }
}

mirror! {
    /// How far a property could lead to a person.
    Class of "classes" {
        /// Points at one person by itself.
        Direct = "direct",
        /// Points at one person together with others.
        Quasi = "quasi",
        /// Harms the person if tied to them.
        Sensitive = "sensitive",
        /// Free text that may hold anything.
        Narrative = "narrative",
        /// Says something about the pattern, not the person.
        Open = "open",
    }
}

impl Class {
    /// Whether values of this class are encrypted before they are stored.
    pub const fn is_sealed(self) -> bool {
        matches!(self, Self::Direct | Self::Narrative | Self::Sensitive)
    }
}

mirror! {
    /// How reliable a source has proved (Admiralty letter). Letters have no order and no arithmetic: `F` is not a middle value.
    Reliability of "reliability" {
        /// Completely reliable.
        A = "A",
        /// Usually reliable.
        B = "B",
        /// Fairly reliable.
        C = "C",
        /// Not usually reliable.
        D = "D",
        /// Unreliable.
        E = "E",
        /// Cannot be judged.
        F = "F",
        /// Deliberately deceptive.
        G = "G",
    }
}

mirror! {
    /// How far the information itself can be believed (Admiralty digit). Digits have no arithmetic: `6` is not the worst.
    Credibility of "credibility" {
        /// Confirmed by other sources.
        Confirmed = "1",
        /// Probably true.
        ProbablyTrue = "2",
        /// Possibly true.
        PossiblyTrue = "3",
        /// Doubtful.
        Doubtful = "4",
        /// Improbable.
        Improbable = "5",
        /// Cannot be judged.
        CannotBeJudged = "6",
    }
}

mirror! {
    /// Who may receive the information (Traffic Light Protocol 2.0), from the widest circle to the narrowest.
    Handling of "tlp" {
        /// No limit.
        Clear = "CLEAR",
        /// The community, not the public.
        Green = "GREEN",
        /// The recipient organisation and its clients.
        Amber = "AMBER",
        /// The recipient organisation only.
        AmberStrict = "AMBER+STRICT",
        /// Named recipients only.
        Red = "RED",
    }
}

impl Handling {
    /// The narrower of two circles: what a record made from both may be shared with.
    #[must_use]
    pub fn narrower(self, other: Self) -> Self {
        if self as u8 >= other as u8 { self } else { other }
    }
}

mirror! {
    /// How far a claim has come. See [`Standing::may_become`].
    Standing of "standing" {
        /// Somebody says so.
        Alleged = "alleged",
        /// An outcome suggests it; nobody says so.
        Inferred = "inferred",
        /// The person concerned said so.
        Admitted = "admitted",
        /// A competent authority brought a charge.
        Charged = "charged",
        /// A court or competent body decided so.
        Convicted = "convicted",
        /// An acquittal, quashed conviction or closed enquiry freed the person.
        Cleared = "cleared",
        /// The claim was taken back.
        Withdrawn = "withdrawn",
    }
}

impl Standing {
    /// Whether a claim may move from this standing to `next`.
    ///
    /// Nothing returns to a mere allegation once an authority acted, an acquitted person can be charged anew, and a
    /// withdrawn claim stays withdrawn. The same table stands in the `next` column of the list.
    pub fn may_become(self, next: Self) -> bool {
        use Standing::{Admitted, Alleged, Charged, Cleared, Convicted, Inferred, Withdrawn};
        match self {
            Alleged => matches!(next, Admitted | Charged | Convicted | Cleared | Withdrawn),
            Inferred => next != Inferred,
            Admitted => matches!(next, Charged | Convicted | Cleared | Withdrawn),
            Charged => matches!(next, Admitted | Convicted | Cleared | Withdrawn),
            Convicted => matches!(next, Cleared | Withdrawn),
            Cleared => matches!(next, Charged | Convicted | Withdrawn),
            Withdrawn => false,
        }
    }

    /// Whether the claim still speaks against somebody: false once cleared or withdrawn.
    pub const fn stands(self) -> bool {
        !matches!(self, Self::Cleared | Self::Withdrawn)
    }
}
