//! How many of whom must have cosigned: a witness, or a number of the members of a group, or nobody.

use super::Witness;

/// The rule of a policy.
#[derive(Clone, Debug)]
pub(super) enum Quorum {
    None,
    Of(Member),
}

/// A witness (by its place in the policy) or a group of members.
#[derive(Clone, Debug)]
pub(super) enum Member {
    Witness(usize),
    /// At least `k` of the members. The parser keeps 1 ≤ k ≤ members, and each name in one group only.
    Group {
        k: usize,
        members: Vec<Member>,
    },
}

impl Quorum {
    pub(super) fn is_met(&self, has_cosigned: &dyn Fn(usize) -> bool) -> bool {
        match self {
            Self::None => true,
            Self::Of(member) => member.is_met(has_cosigned),
        }
    }

    pub(super) fn words(&self, witnesses: &[Witness]) -> String {
        match self {
            Self::None => "no witness".to_owned(),
            Self::Of(member) => member.words(witnesses),
        }
    }
}

// Recursion is bounded: the parser limits the number of groups.
impl Member {
    fn is_met(&self, has_cosigned: &dyn Fn(usize) -> bool) -> bool {
        match self {
            Self::Witness(place) => has_cosigned(*place),
            Self::Group { k, members } => {
                members.iter().filter(|member| member.is_met(has_cosigned)).count() >= *k
            }
        }
    }

    fn words(&self, witnesses: &[Witness]) -> String {
        match self {
            Self::Witness(place) => {
                witnesses.get(*place).map(|witness| witness.name.clone()).unwrap_or_default()
            }
            Self::Group { k, members } => {
                let names: Vec<String> = members.iter().map(|member| member.words(witnesses)).collect();
                let names = names.join(", ");
                match (*k, members.len()) {
                    (_, 1) => names,
                    (k, all) if k == all => format!("all of ({names})"),
                    (1, _) => format!("any of ({names})"),
                    (k, _) => format!("{k} of ({names})"),
                }
            }
        }
    }
}
