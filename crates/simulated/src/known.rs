//! The truth read back, for judging what the stages found. Nothing that joins or answers reads it.

use std::collections::BTreeMap;
use std::path::Path;

use record::AgencyId;
use smol_str::SmolStr;

use crate::Error;

/// One number under which an agency may know a child whom a network harmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HarmedTogether {
    /// The agency.
    pub agency: AgencyId,
    /// Its number for the child.
    pub local_id: SmolStr,
    /// The child's number in the truth.
    pub child: SmolStr,
    /// The network's number in the truth.
    pub network: SmolStr,
}

/// Every child harmed by a network under every number an agency may know it by: `ties.csv` and `identities.csv` of a `truth`
/// folder. A child harmed by two networks stands there for each.
///
/// # Errors
/// [`Error::Truth`] when a file is missing or is none that this version wrote.
pub fn harmed_together(truth: &Path) -> Result<Vec<HarmedTogether>, Error> {
    let mut networks: BTreeMap<SmolStr, Vec<SmolStr>> = BTreeMap::new();
    each(truth, "ties.csv", ["network", "child"], |[network, child]| {
        networks.entry(child).or_default().push(network);
    })?;
    networks.values_mut().for_each(|of| {
        of.sort();
        of.dedup();
    });
    let mut known = Vec::new();
    each(truth, "identities.csv", ["agency", "local_id", "child"], |[agency, local_id, child]| {
        for network in networks.get(&child).into_iter().flatten() {
            known.push(HarmedTogether {
                agency: AgencyId(agency.clone()),
                local_id: local_id.clone(),
                child: child.clone(),
                network: network.clone(),
            });
        }
    })?;
    Ok(known)
}

/// Each row of a table of a `truth` folder, as far as these columns.
///
/// # Errors
/// [`Error::Truth`] when the table is missing, lacks a column or does not read.
pub fn each<const N: usize>(
    truth: &Path,
    name: &str,
    columns: [&str; N],
    mut take: impl FnMut([SmolStr; N]),
) -> Result<(), Error> {
    let path = truth.join(name);
    let failed = |words: String| Error::Truth { path: path.clone(), words };
    let mut table = csv::Reader::from_path(&path).map_err(|cause| failed(cause.to_string()))?;
    let head = table.headers().map_err(|cause| failed(cause.to_string()))?.clone();
    let mut places = [0; N];
    for (place, column) in places.iter_mut().zip(columns) {
        let found = head.iter().position(|head| head == column);
        *place = found.ok_or_else(|| failed(format!("there is no column `{column}`")))?;
    }
    for row in table.records() {
        let row = row.map_err(|cause| failed(cause.to_string()))?;
        take(places.map(|place| SmolStr::new(row.get(place).unwrap_or_default())));
    }
    Ok(())
}
