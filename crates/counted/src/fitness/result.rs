//! What the ten checks come to.

use super::{Basis, Check, Found, Standing, Why};

/// The ten checks of one measure, in order.
#[derive(Clone, Debug, PartialEq)]
pub struct Protocol {
    checks: [Found; 10],
}

impl Protocol {
    /// Of what was found; a check nobody asked is unknown, and of two answers to one check the worse counts.
    pub fn of(found: impl IntoIterator<Item = Found>) -> Self {
        let mut checks = Check::ALL.map(|check| Found::unknown(check, Why::NotGiven));
        for one in found {
            let kept = &mut checks[one.check() as usize];
            if kept.basis() == Basis::Nothing || weight(&one) > weight(kept) {
                *kept = one;
            }
        }
        Self { checks }
    }

    /// What each check found, in the order of their numbers.
    pub fn checks(&self) -> &[Found; 10] {
        &self.checks
    }

    /// What one check found.
    pub fn check(&self, check: Check) -> &Found {
        &self.checks[check as usize]
    }

    /// What they come to.
    ///
    /// *Not fit* where who records it, discretion, a cliff or an open response is not met; *fit to judge* where [`Judged`] can be
    /// made; *fit to learn only* otherwise.
    pub fn fitness(&self) -> Fitness {
        let not_met: Vec<Reason> = self
            .checks
            .iter()
            .filter(|found| found.check().is_ground() && found.standing() == Standing::NotMet)
            .map(|found| Reason { check: found.check(), standing: Standing::NotMet, only_claimed: false })
            .collect();
        if !not_met.is_empty() {
            return Fitness::NotFit(not_met);
        }
        match Judged::of(self) {
            Ok(judged) => Fitness::ToJudge(judged),
            Err(reasons) => Fitness::ToLearnOnly(reasons),
        }
    }
}

/// Of two answers the worse counts; nobody-can-tell counts for less than any answer, and evidence before a claim that says the
/// same.
fn weight(found: &Found) -> (u8, u8) {
    let standing = match found.standing() {
        Standing::Unknown => 0,
        Standing::Met => 1,
        Standing::Partly => 2,
        Standing::NotMet => 3,
    };
    (standing, u8::from(matches!(found.basis(), Basis::Figures | Basis::Register)))
}

/// A check that is met on evidence.
///
/// INVARIANT: made only by [`Evidenced::of`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Evidenced(Found);

impl Evidenced {
    /// A check that is met on figures or on an entry of the register; `None` for anything else, claims above all.
    pub fn of(found: &Found) -> Option<Self> {
        let has_evidence = matches!(found.basis(), Basis::Figures | Basis::Register);
        (has_evidence && found.standing() == Standing::Met).then_some(Self(*found))
    }

    /// The check.
    pub fn found(&self) -> &Found {
        &self.0
    }
}

/// That a measure is fit to judge by: the checks that show it.
///
/// INVARIANT: made only by [`Judged::of`], so that it cannot be had without evidence.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// Checks 2 to 8.
    evidence: Box<[Evidenced; 7]>,
}

impl Judged {
    /// Of a protocol in which all ten checks are met, those about the world on evidence.
    ///
    /// # Errors
    /// Why not: every check that is not met, or met on a claim alone where evidence is needed.
    pub fn of(protocol: &Protocol) -> Result<Self, Vec<Reason>> {
        let reasons: Vec<Reason> = protocol.checks.iter().filter_map(withheld).collect();
        if !reasons.is_empty() {
            return Err(reasons);
        }
        let shown: Vec<Evidenced> = protocol
            .checks
            .iter()
            .filter(|found| found.check().needs_evidence())
            .filter_map(Evidenced::of)
            .collect();
        shown
            .try_into()
            .map(|evidence: [Evidenced; 7]| Self { evidence: Box::new(evidence) })
            .map_err(|_| Vec::new())
    }

    /// The evidence, in the order of the checks' numbers.
    pub fn evidence(&self) -> &[Evidenced; 7] {
        &self.evidence
    }
}

fn withheld(found: &Found) -> Option<Reason> {
    let met = found.standing() == Standing::Met;
    let only_claimed = met && found.check().needs_evidence() && Evidenced::of(found).is_none();
    (!met || only_claimed).then_some(Reason {
        check: found.check(),
        standing: found.standing(),
        only_claimed,
    })
}

/// Why a measure may not judge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reason {
    /// Which check.
    pub check: Check,
    /// How it stands.
    pub standing: Standing,
    /// Met, but on nothing than somebody's word.
    pub only_claimed: bool,
}

/// What a measure is fit for.
#[derive(Clone, Debug, PartialEq)]
pub enum Fitness {
    /// Somebody may be judged by it, as long as it is reviewed.
    ToJudge(Judged),
    /// It may teach; nobody may be judged by it. Every check that stands in the way.
    ToLearnOnly(Vec<Reason>),
    /// Neither. Every check that is not met and without which the figure may be anything.
    NotFit(Vec<Reason>),
}

impl Fitness {
    /// Its stable word in files.
    pub fn key(&self) -> &'static str {
        match self {
            Self::ToJudge(_) => "fit to judge",
            Self::ToLearnOnly(_) => "fit to learn only",
            Self::NotFit(_) => "not fit",
        }
    }

    /// Why it may not judge, in the order of the checks' numbers.
    pub fn reasons(&self) -> &[Reason] {
        match self {
            Self::ToJudge(_) => &[],
            Self::ToLearnOnly(reasons) | Self::NotFit(reasons) => reasons,
        }
    }
}
