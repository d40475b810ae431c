//! The truth files of a simulated town, as a scorer needs them. Groups come from here alone, never from what was found.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use record::Day;
use simulated::known;

/// A child as it is.
#[derive(Clone, Debug)]
pub(super) struct Child {
    pub(super) born: String,
    pub(super) sex: String,
    pub(super) forename: String,
    pub(super) surname: String,
    pub(super) household: String,
    several_spellings: bool,
    deprivation: String,
}

/// What a concern is about.
#[derive(Clone, Debug)]
pub(super) struct Concern {
    pub(super) child: String,
    pub(super) other: String,
    /// Which of them is there under a false name: `child`, `other_child`, both with `|` between.
    pub(super) false_name: String,
}

/// One adult or thing that a concern names.
#[derive(Clone, Debug)]
pub(super) struct Named {
    pub(super) kind: String,
    pub(super) thing: String,
}

/// An adult or thing as it is.
#[derive(Clone, Debug)]
pub(super) struct Thing {
    pub(super) kind: String,
    pub(super) value: String,
    pub(super) phone: String,
    pub(super) of_network: bool,
}

/// An agency and its number for a child, or for a concern.
pub(super) type Key = (String, String);

/// The truth files.
pub(super) struct Truth {
    /// A number's child, and how it was registered.
    pub(super) child: BTreeMap<Key, (String, String)>,
    pub(super) networks: BTreeMap<String, BTreeSet<String>>,
    /// Of each network, the first day on which the records of all agencies together show it.
    pub(super) joinable: BTreeMap<String, Day>,
    pub(super) children: BTreeMap<String, Child>,
    pub(super) concerns: BTreeMap<Key, Concern>,
    pub(super) named: BTreeMap<Key, Vec<Named>>,
    pub(super) things: BTreeMap<String, Thing>,
    /// First and last day, and the postcode, of a household's homes; the last has no end.
    homes: BTreeMap<String, Vec<(Day, Option<Day>, String)>>,
}

/// The cells of these columns, row by row.
fn each<const N: usize>(
    truth: &Path,
    name: &str,
    columns: [&str; N],
    mut take: impl FnMut([String; N]),
) -> Result<(), String> {
    known::each(truth, name, columns, |cells| take(cells.map(String::from)))
        .map_err(|cause| cause.to_string())
}

impl Truth {
    pub(super) fn read(folder: &Path) -> Result<Self, String> {
        let folder = folder.join("truth");
        let mut truth = Self {
            child: BTreeMap::new(),
            networks: BTreeMap::new(),
            joinable: BTreeMap::new(),
            children: BTreeMap::new(),
            concerns: BTreeMap::new(),
            named: BTreeMap::new(),
            things: BTreeMap::new(),
            homes: BTreeMap::new(),
        };
        let columns = ["agency", "local_id", "child", "registered"];
        each(&folder, "identities.csv", columns, |[agency, local, child, registered]| {
            truth.child.insert((agency, local), (child, registered));
        })?;
        each(&folder, "ties.csv", ["network", "child"], |[network, child]| {
            truth.networks.entry(child).or_default().insert(network);
        })?;
        each(&folder, "moments.csv", ["network", "joinable"], |[network, joinable]| {
            if let Some(day) = Day::parse_iso(&joinable).filter(|_| !network.is_empty()) {
                let first = truth.joinable.entry(network).or_insert(day);
                *first = (*first).min(day);
            }
        })?;
        let columns =
            ["child", "born", "sex", "household", "forename", "surname", "name_form", "deprivation"];
        each(&folder, "children.csv", columns, |cells| {
            let [child, born, sex, household, forename, surname, form, deprivation] = cells;
            let several_spellings = form == "several_spellings";
            let of = Child { born, sex, forename, surname, household, several_spellings, deprivation };
            truth.children.insert(child, of);
        })?;
        let columns = ["agency", "concern_id", "child", "other_child", "false_name"];
        each(&folder, "concerns.csv", columns, |[agency, concern, child, other, false_name]| {
            truth.concerns.insert((agency, concern), Concern { child, other, false_name });
        })?;
        let columns = ["agency", "concern_id", "kind", "thing"];
        each(&folder, "named.csv", columns, |[agency, concern, kind, thing]| {
            truth.named.entry((agency, concern)).or_default().push(Named { kind, thing });
        })?;
        let columns = ["thing", "kind", "value", "phone", "networks"];
        each(&folder, "things.csv", columns, |[thing, kind, value, phone, networks]| {
            truth.things.insert(thing, Thing { kind, value, phone, of_network: !networks.is_empty() });
        })?;
        let columns = ["household", "from", "until", "postcode"];
        each(&folder, "addresses.csv", columns, |[household, from, until, postcode]| {
            if let Some(from) = Day::parse_iso(&from) {
                truth.homes.entry(household).or_default().push((from, Day::parse_iso(&until), postcode));
            }
        })?;
        Ok(truth)
    }

    /// The groups a child's mention belongs to, by the truth alone.
    pub(super) fn groups(&self, child: &str, false_name: bool) -> Vec<&'static str> {
        let Some(of) = self.children.get(child) else { return Vec::new() };
        let mut groups = vec![
            if of.several_spellings { "name with several spellings" } else { "name with one spelling" },
            match of.deprivation.as_str() {
                "1" => "most deprived fifth",
                "2" => "next fifth",
                _ => "other three fifths",
            },
        ];
        if false_name {
            groups.push("false name given");
        }
        groups
    }

    /// Where a child lived on a day: the postcode, and how many days since the household moved there.
    pub(super) fn home(&self, child: &str, day: Day) -> Option<(&str, i32)> {
        let homes = self.homes.get(&self.children.get(child)?.household)?;
        let at = homes.partition_point(|(from, ..)| *from <= day).checked_sub(1)?;
        let moved = if at == 0 { i32::MAX } else { day.0 - homes[at].0.0 };
        Some((&homes[at].2, moved))
    }
}
