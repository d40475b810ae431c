//! Scoring: the comparison vector and match weight of each pair of profiles that share a block.

use record::outputs::WeightPart;
use record::policy::LinkageParameters;
use record::{Code, Day, Fixed};
use rustc_hash::FxHashMap;

use crate::blocking::Blocks;
use crate::comparison;
use crate::comparison_level::{Forename, Level, Levels};
use crate::intern::ValueId;
use crate::match_weight::Weights;
use crate::name_frequency::NameFrequency;
use crate::profile::{ProfileIx, Profiles};
use crate::reason;
use crate::rows::Rows;
use crate::verdict::{Verdict, verdict};

/// A pair of profiles about which there is something to say.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scored {
    /// One profile.
    pub(crate) a: ProfileIx,
    /// The other, or the same: then it speaks of its records among themselves.
    pub(crate) b: ProfileIx,
    /// The comparison vector.
    pub(crate) levels: Levels,
    /// What the rarity of the name adds.
    pub(crate) name_frequency: Fixed,
    /// What being named beside the same thing adds; mostly zero.
    pub(crate) shared_thing: Fixed,
    /// The match weight.
    pub(crate) weight: Fixed,
    /// What becomes of it.
    pub(crate) verdict: Verdict,
}

/// Everything a comparison needs.
#[derive(Debug)]
pub(crate) struct Scorer<'s, 'e> {
    rows: &'s Rows<'e>,
    profiles: &'s Profiles,
    frequency: NameFrequency,
    weights: Weights,
    /// Forenames that are more than initials.
    whole: Vec<bool>,
    parameters: &'s LinkageParameters,
}

/// Forename comparisons already made by this thread.
pub(crate) type Memo = FxHashMap<(ValueId, ValueId), Forename>;

/// A thread forgets its comparisons when it remembers this many.
const MEMO_CAP: usize = 1 << 19;

impl<'s, 'e> Scorer<'s, 'e> {
    /// A scorer with the weights of the policy.
    pub(crate) fn new(rows: &'s Rows<'e>, profiles: &'s Profiles, parameters: &'s LinkageParameters) -> Self {
        let frequency = NameFrequency::new(profiles, rows.forenames.len(), rows.surnames.len());
        let is_whole = |name| {
            comparison::forenames(rows.forenames.text(name), rows.forenames.text(name)) == Forename::Exact
        };
        let whole = (0..rows.forenames.len() as ValueId).map(is_whole).collect();
        Self { rows, profiles, frequency, weights: Weights::new(parameters), whole, parameters }
    }

    /// Scores every pair that shares a block, in the order of (a, b).
    pub(crate) fn score(&self, blocks: &mut Blocks) -> Vec<Scored> {
        let mut scored = blocks.pairs(Memo::default, |memo, a, b| {
            Some(self.pair(memo, a.min(b), a.max(b))).filter(|scored| scored.verdict != Verdict::Nothing)
        });
        scored.sort_unstable_by_key(|scored| (scored.a, scored.b));
        scored
    }

    /// The comparison vector, weight and verdict of one pair.
    pub(crate) fn pair(&self, memo: &mut Memo, a: ProfileIx, b: ProfileIx) -> Scored {
        let (forename, name, name_frequency) = self.name(memo, a, b);
        let birth_date = self.birth_date(a, b);
        let first = [name, birth_date, Level::Missing, Level::Missing, Level::Missing];
        // Most pairs of a common name end here: with other birth dates nothing that follows could make them possible.
        let hopeless = self.weights.most(&first, name_frequency) < self.parameters.possible_bits;
        if hopeless && !(forename == Forename::Different && birth_date == Level::Exact) {
            let weight = self.weights.sum(&first, name_frequency);
            return Scored {
                a,
                b,
                levels: first,
                name_frequency,
                shared_thing: Fixed::ZERO,
                weight,
                verdict: Verdict::Nothing,
            };
        }
        let levels = self.levels(name, birth_date, a, b);
        let weight = self.weights.sum(&levels, name_frequency);
        let verdict = verdict(self.parameters, weight, forename, &levels);
        Scored { a, b, levels, name_frequency, shared_thing: Fixed::ZERO, weight, verdict }
    }

    /// How much a profile says of who it is: above all a forename that is more than an initial, then a birth date.
    pub(crate) fn says(&self, profile: ProfileIx) -> u32 {
        let given = self.profiles.given(profile);
        4 * u32::from(given.iter().any(|&name| self.whole[name as usize]))
            + 2 * u32::from(!self.profiles.forenames(profile).is_empty())
            + u32::from(self.profiles.born(profile).next().is_some())
    }

    /// Names and birth dates of a profile as written: an order that does not depend on who came first.
    pub(crate) fn content(&self, profile: ProfileIx) -> (Vec<&str>, Vec<&str>, Vec<Day>) {
        let mut forenames: Vec<&str> =
            self.profiles.forenames(profile).iter().map(|&name| self.rows.forenames.text(name)).collect();
        let mut surnames: Vec<&str> =
            self.profiles.surnames(profile).iter().map(|&name| self.rows.surnames.text(name)).collect();
        let mut born: Vec<Day> = self.profiles.born(profile).collect();
        forenames.sort_unstable();
        surnames.sort_unstable();
        born.sort_unstable();
        (forenames, surnames, born)
    }

    /// The weight of a scored pair, part by part.
    pub(crate) fn parts(&self, scored: &Scored) -> Vec<WeightPart> {
        let mut parts = self.weights.parts(&scored.levels, scored.name_frequency);
        if scored.shared_thing != Fixed::ZERO {
            parts.push(WeightPart {
                comparison: Code::new("named_beside"),
                level: Code::new("same_thing"),
                weight_bits: scored.shared_thing,
            });
        }
        parts
    }

    /// The pair, with what being named beside the same thing adds. Never more than possible.
    pub(crate) fn beside(&self, memo: &mut Memo, a: ProfileIx, b: ProfileIx, shared_thing: Fixed) -> Scored {
        let (forename, name, name_frequency) = self.name(memo, a, b);
        let levels = self.levels(name, self.birth_date(a, b), a, b);
        let weight = self.weights.sum(&levels, name_frequency) + shared_thing;
        let verdict = match verdict(self.parameters, weight, forename, &levels) {
            Verdict::Certain => Verdict::Possible,
            other => other,
        };
        Scored { a, b, levels, name_frequency, shared_thing, weight, verdict }
    }

    /// Is the pair possibly one person?
    pub(crate) fn is_possible(&self, scored: &Scored) -> bool {
        scored.verdict == Verdict::Possible
    }

    fn levels(&self, name: Level, birth_date: Level, a: ProfileIx, b: ProfileIx) -> Levels {
        [name, birth_date, self.postcode(a, b), self.phone(a, b), self.sex(a, b)]
    }

    /// How far the forenames agree: the best over all names the two ever had.
    ///
    /// Two children may be known by one name (Oliver and Olivia both as "Ollie"). So where both have a given forename
    /// and these differ, agreeing in another name is worth a nickname, and with another sex it is against them.
    fn forename(&self, memo: &mut Memo, a: ProfileIx, b: ProfileIx) -> (Forename, Option<ValueId>) {
        let (given_a, given_b) = (self.profiles.given(a), self.profiles.given(b));
        let given = self.best_forename(memo, given_a, given_b);
        let no_others = self.profiles.forenames(a) == given_a && self.profiles.forenames(b) == given_b;
        if given.0 == Forename::Exact || no_others {
            return given;
        }
        let any = self.best_forename(memo, self.profiles.forenames(a), self.profiles.forenames(b));
        if given_a.is_empty() || given_b.is_empty() || any.0 >= given.0 {
            return any;
        }
        if self.sex(a, b) == Level::Different {
            return (Forename::Different, None);
        }
        (any.0.max(Forename::Nickname), None)
    }

    fn best_forename(&self, memo: &mut Memo, a: &[ValueId], b: &[ValueId]) -> (Forename, Option<ValueId>) {
        let mut best = (Forename::Missing, None);
        for (place, (x, y)) in pairs(a, b).enumerate() {
            if x == y && self.whole[x as usize] {
                return (Forename::Exact, Some(x));
            }
            let level = self.forename_level(memo, x, y);
            if place == 0 || level < best.0 {
                best = (level, (level == Forename::Exact).then_some(x));
            }
        }
        best
    }

    fn forename_level(&self, memo: &mut Memo, x: ValueId, y: ValueId) -> Forename {
        let (x, y) = (x.min(y), x.max(y));
        if let Some(&known) = memo.get(&(x, y)) {
            return known;
        }
        if memo.len() >= MEMO_CAP {
            memo.clear();
        }
        let level = comparison::forenames(self.rows.forenames.text(x), self.rows.forenames.text(y));
        memo.insert((x, y), level);
        level
    }

    fn surname(&self, a: ProfileIx, b: ProfileIx) -> (Level, Option<ValueId>) {
        let mut best = (Level::Missing, None);
        for (x, y) in pairs(self.profiles.surnames(a), self.profiles.surnames(b)) {
            let level = match x == y {
                true => Level::Exact,
                false => comparison::surnames(self.rows.surnames.text(x), self.rows.surnames.text(y)),
            };
            if level < best.0 {
                best = (level, (level == Level::Exact).then_some(x));
            }
        }
        best
    }

    /// Forename and surname together.
    fn name(&self, memo: &mut Memo, a: ProfileIx, b: ProfileIx) -> (Forename, Level, Fixed) {
        let (forename, same_forename) = self.forename(memo, a, b);
        let (surname, same_surname) = self.surname(a, b);
        if forename != Forename::Exact && surname != Level::Exact && self.is_swapped(a, b) {
            return (Forename::Exact, Level::Swapped, Fixed::ZERO);
        }
        let level = match (forename, surname) {
            (Forename::Exact, Level::Exact) => Level::Exact,
            (Forename::Nickname, Level::Exact | Level::Near) => Level::Nickname,
            (Forename::Exact | Forename::Near, Level::Exact | Level::Near) => Level::Near,
            (Forename::Exact, Level::Different | Level::Missing) => Level::ForenameOnly,
            (_, Level::Exact) => Level::SurnameOnly,
            (Forename::Missing, _) | (_, Level::Missing) => Level::Missing,
            _ => Level::Different,
        };
        let frequency = match (level, same_forename, same_surname) {
            (Level::Exact, Some(forename), Some(surname)) => self.frequency.weight(forename, surname),
            _ => Fixed::ZERO,
        };
        (forename, level, frequency)
    }

    /// The forename of each is the surname of the other.
    fn is_swapped(&self, a: ProfileIx, b: ProfileIx) -> bool {
        let crossed = |a, b| {
            pairs(self.profiles.forenames(a), self.profiles.surnames(b)).any(|(forename, surname)| {
                let (forename, surname) =
                    (self.rows.forenames.text(forename), self.rows.surnames.text(surname));
                forename.len() > 1 && forename == surname
            })
        };
        crossed(a, b) && crossed(b, a)
    }

    fn birth_date(&self, a: ProfileIx, b: ProfileIx) -> Level {
        let others = self.profiles.born(b);
        let levels =
            self.profiles.born(a).flat_map(|x| others.clone().map(move |y| comparison::birth_dates(x, y)));
        levels.min().unwrap_or(Level::Missing)
    }

    fn postcode(&self, a: ProfileIx, b: ProfileIx) -> Level {
        let text = |code| self.rows.postcodes.text(code);
        let levels = pairs(self.profiles.postcodes(a), self.profiles.postcodes(b));
        levels.map(|(x, y)| comparison::postcodes(text(x), text(y))).min().unwrap_or(Level::Missing)
    }

    fn phone(&self, a: ProfileIx, b: ProfileIx) -> Level {
        let text = |phone| self.rows.phones.text(phone);
        let levels = pairs(self.profiles.phones(a), self.profiles.phones(b));
        levels.map(|(x, y)| comparison::phones(text(x), text(y))).min().unwrap_or(Level::Missing)
    }

    fn sex(&self, a: ProfileIx, b: ProfileIx) -> Level {
        let levels = pairs(self.profiles.sexes(a), self.profiles.sexes(b));
        levels
            .map(|(x, y)| if x == y { Level::Exact } else { Level::Different })
            .min()
            .unwrap_or(Level::Missing)
    }

    /// Why two profiles cannot be one person, whatever else they share; `None` if they can.
    pub(crate) fn contradiction(&self, memo: &mut Memo, a: ProfileIx, b: ProfileIx) -> Option<&'static str> {
        if a == b {
            return None;
        }
        let date = self.birth_date(a, b);
        let other_date = date > Level::OneEdit && date != Level::Missing;
        let other_forename = self.forename(memo, a, b).0 == Forename::Different && !self.is_swapped(a, b);
        match (other_date, other_forename) {
            (true, _) => Some(reason::OTHER_BIRTH_DATE),
            (false, true) if date != Level::Missing => Some(reason::TWIN),
            (false, true) => Some(reason::OTHER_FORENAME),
            (false, false) => None,
        }
    }

    /// Why two profiles must not meet in one cluster. Alike given forenames (Zara, Sara) never tie two records, so where
    /// they would meet, it is through a third record that says too little.
    pub(crate) fn obstacle(&self, memo: &mut Memo, a: ProfileIx, b: ProfileIx) -> Option<&'static str> {
        self.contradiction(memo, a, b).or_else(|| {
            let given = self.best_forename(memo, self.profiles.given(a), self.profiles.given(b)).0;
            let alike = matches!(given, Forename::Nickname | Forename::Near) && !self.is_swapped(a, b);
            (a != b && alike).then_some(reason::OTHER_FORENAME)
        })
    }

    /// Why one number is not enough to make two profiles one person; `None` if it is.
    ///
    /// Numbers are mistyped, and then most often as the number of a brother, sister or twin. So the birth dates must be
    /// equal, the sexes must not differ, and the forenames must be equal, in the surname's field, an initial or missing;
    /// another surname (surnames change) needs an equal forename and birth date.
    pub(crate) fn against_one_number(
        &self,
        memo: &mut Memo,
        a: ProfileIx,
        b: ProfileIx,
    ) -> Option<&'static str> {
        if a == b {
            return None;
        }
        let date = self.birth_date(a, b);
        if !matches!(date, Level::Exact | Level::Missing) {
            return Some(reason::OTHER_BIRTH_DATE);
        }
        let swapped = self.is_swapped(a, b);
        let forename = self.forename(memo, a, b).0;
        let forename_agrees = matches!(forename, Forename::Exact | Forename::Initial | Forename::Missing);
        if !swapped && !forename_agrees {
            return self.contradiction(memo, a, b).or(Some(reason::OTHER_FORENAME));
        }
        if self.sex(a, b) == Level::Different {
            return Some(reason::OTHER_SEX);
        }
        let same_surname = swapped || matches!(self.surname(a, b).0, Level::Exact | Level::Missing);
        let made_up_for = forename == Forename::Exact && date == Level::Exact;
        (!same_surname && !made_up_for).then_some(reason::OTHER_SURNAME)
    }
}

fn pairs<'v>(a: &'v [u32], b: &'v [u32]) -> impl Iterator<Item = (u32, u32)> + 'v {
    a.iter().flat_map(move |&x| b.iter().map(move |&y| (x, y)))
}
