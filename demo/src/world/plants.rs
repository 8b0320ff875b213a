//! What is planted in each region: six schemes of corruption, and eight innocent people or things that look like one.

use super::offices::{CROSSINGS, PERMITS, POLICE, SPECIAL_UNITS, VISA_DESKS, head_of, home_of, post_at};
use super::privates::{BROKER, DIRECTOR, EMPLOYER, LANDLORD, NAMESAKE, RECRUITER, RELATIVE};

/// Something planted, once in each region.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Plant {
    Guard,
    VisaDesk,
    Venue,
    Leak,
    Recruiter,
    BogusNgo,
    NamesakeGuard,
    BusyGuard,
    Employer,
    EmptyRaid,
    ClearedOfficial,
    NamesakeRecruiter,
    Landlord,
    Twins,
}

impl Plant {
    pub(crate) const ALL: [Self; 14] = [
        Self::Guard,
        Self::VisaDesk,
        Self::Venue,
        Self::Leak,
        Self::Recruiter,
        Self::BogusNgo,
        Self::NamesakeGuard,
        Self::BusyGuard,
        Self::Employer,
        Self::EmptyRaid,
        Self::ClearedOfficial,
        Self::NamesakeRecruiter,
        Self::Landlord,
        Self::Twins,
    ];

    // Each is at one corridor. Officials, and then posts and venues, by their place in the region.
    pub(super) const GUARD: usize = head_of(Self::GUARD_CROSSING);
    pub(super) const NAMESAKE_GUARD: usize = head_of(Self::GUARD_CROSSING + 1);
    pub(super) const BUSY_GUARD: usize = head_of(post_at(0, CROSSINGS.start));
    pub(super) const VISA_CLERK: usize = head_of(Self::VISA_POST);
    /// Takes a share of each fee of the recruiter.
    pub(super) const PERMIT_OFFICIAL: usize = head_of(post_at(0, PERMITS.start));
    pub(super) const LEAK: usize = head_of(Self::LEAKING_UNIT);
    pub(super) const CLEARED: usize = head_of(post_at(0, POLICE.start + 1));
    pub(super) const PROTECTOR: usize = head_of(post_at(Self::PROTECTED_VENUE, POLICE.start));

    /// The crossing at which the guard waves people through, while posted there.
    pub(super) const GUARD_CROSSING: usize = post_at(1, CROSSINGS.start);
    /// The desk that gives out visas without what they need, to whoever comes by the first corridor through the broker.
    pub(super) const VISA_POST: usize = post_at(0, VISA_DESKS.start);
    /// Its raids become known.
    pub(super) const LEAKING_UNIT: usize = post_at(0, SPECIAL_UNITS.start);
    /// The corridor by which people come to the bogus organisation.
    pub(super) const NGO_CORRIDOR: usize = 2;
    /// The venue that pays for protection, and the number of its corridor as well.
    pub(crate) const PROTECTED_VENUE: usize = 4;
    /// The venue that is found empty by chance.
    pub(super) const EMPTY_VENUE: usize = 9;

    /// Its name within a region.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Guard => "guard",
            Self::VisaDesk => "visa-desk",
            Self::Venue => "protected-venue",
            Self::Leak => "leak",
            Self::Recruiter => "recruiter",
            Self::BogusNgo => "bogus-ngo",
            Self::NamesakeGuard => "namesake-guard",
            Self::BusyGuard => "busy-guard",
            Self::Employer => "employer",
            Self::EmptyRaid => "empty-raid",
            Self::ClearedOfficial => "cleared-official",
            Self::NamesakeRecruiter => "namesake-recruiter",
            Self::Landlord => "landlord",
            Self::Twins => "twins",
        }
    }

    /// Its identifier in the truth.
    pub(crate) fn id(self, region: u32) -> String {
        format!("{}-{region}", self.name())
    }

    /// Whether it is a scheme; everything else only looks like one.
    pub(crate) const fn is_corruption(self) -> bool {
        matches!(self, Self::Guard | Self::VisaDesk | Self::Venue | Self::Leak | Self::Recruiter | Self::BogusNgo)
    }

    /// What there is to find, or why there is nothing.
    pub(crate) const fn about(self) -> &'static str {
        match self {
            Self::Guard => "A border guard waves people through at one crossing, and only while posted there.",
            Self::VisaDesk => "A visa clerk gives visas with requirements unmet to whoever comes through one broker.",
            Self::Venue => "A venue pays a relative of a police officer every month, and is never inspected.",
            Self::Leak => {
                "Raids planned by one special unit become known: the venues are empty a few days after the plan."
            }
            Self::Recruiter => {
                "A recruiter pays a permit official a share of each fee, and passes it on to the workers."
            }
            Self::BogusNgo => "An organisation takes grants and residents' money for help that is never given.",
            Self::NamesakeGuard => {
                "A guard at another crossing has the name of the one in the scheme, and did nothing."
            }
            Self::BusyGuard => {
                "A guard is named often only because the crossing is the busiest: no more for each traveller than elsewhere."
            }
            Self::Employer => "An employer pays the same people every month: wages.",
            Self::EmptyRaid => "A raid on the day of its planning finds a venue closed for a holiday.",
            Self::ClearedOfficial => "A police officer is named by callers who mistook him or her, and is acquitted.",
            Self::NamesakeRecruiter => {
                "A recruiter of another agency has the name of the one in the scheme, and did nothing."
            }
            Self::Landlord => "A venue pays rent every month to somebody with the family name of a police officer.",
            Self::Twins => "Two people with one family name and one day of birth are two people.",
        }
    }

    /// The part that an official of the region has.
    pub(crate) fn of_official(official: usize) -> Option<Self> {
        Self::ALL.into_iter().find(|plant| plant.people().0.contains(&official))
    }

    /// The part that an agent has without doing anything.
    pub(crate) const fn of_agent(agent: usize) -> Option<Self> {
        match agent {
            RECRUITER => Some(Self::Recruiter),
            NAMESAKE => Some(Self::NamesakeRecruiter),
            _ => None,
        }
    }

    /// The officials, and the private people, who belong to it.
    pub(crate) const fn people(self) -> (&'static [usize], &'static [usize]) {
        match self {
            Self::Guard => (&[Self::GUARD], &[]),
            Self::VisaDesk => (&[Self::VISA_CLERK], &[BROKER]),
            Self::Venue => (&[Self::PROTECTOR], &[RELATIVE]),
            Self::Leak => (&[Self::LEAK], &[]),
            Self::Recruiter => (&[Self::PERMIT_OFFICIAL], &[RECRUITER]),
            Self::BogusNgo => (&[], &[DIRECTOR]),
            Self::NamesakeGuard => (&[Self::NAMESAKE_GUARD], &[]),
            Self::BusyGuard => (&[Self::BUSY_GUARD], &[]),
            Self::Employer => (&[], &[EMPLOYER]),
            Self::ClearedOfficial => (&[Self::CLEARED], &[]),
            Self::NamesakeRecruiter => (&[], &[NAMESAKE]),
            Self::Landlord => (&[], &[LANDLORD]),
            Self::EmptyRaid | Self::Twins => (&[], &[]),
        }
    }

    /// The venue, and the post, where it is at one.
    pub(crate) const fn venue(self) -> Option<usize> {
        match self {
            Self::Venue => Some(Self::PROTECTED_VENUE),
            Self::EmptyRaid => Some(Self::EMPTY_VENUE),
            _ => None,
        }
    }

    pub(crate) const fn post(self) -> Option<usize> {
        Some(match self {
            Self::Guard => Self::GUARD_CROSSING,
            Self::VisaDesk => Self::VISA_POST,
            Self::Leak => Self::LEAKING_UNIT,
            Self::NamesakeGuard => home_of(Self::NAMESAKE_GUARD),
            Self::BusyGuard => home_of(Self::BUSY_GUARD),
            _ => return None,
        })
    }
}
