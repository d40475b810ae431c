//! The vectors of transparency-dev/merkle; and with `CANDOUR_VECTORS=DIR` any folder of files in their form.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use ledger::Hash;
use ledger::proof::{verify_consistency, verify_inclusion};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::data;

/// What the file expects and what was found, if it is a vector of ours.
fn run(vector: &Value) -> Option<(bool, bool)> {
    let want = !vector.get("wantErr")?.as_bool()?;
    let hash = |name: &str| vector.get(name).map(hash);
    let number = |name: &str| vector.get(name)?.as_u64();
    let proof: Option<Vec<Hash>> = match vector.get("proof")? {
        Value::Null => Some(Vec::new()),
        proof => proof.as_array()?.iter().map(hash_proper).collect(),
    };
    // A proof with a hash of another length cannot even be written down here.
    let Some(proof) = proof else {
        return Some((want, false));
    };
    if let (Some(index), Some(size)) = (number("leafIdx"), number("treeSize")) {
        let (leaf, root) = (hash("leafHash")?, hash("root")?);
        // A leaf's hash of another length is refused by the type.
        let held = hash_proper(vector.get("leafHash")?).is_some()
            && verify_inclusion(index, size, &leaf, &proof, &root).is_ok();
        return Some((want, held));
    }
    let (old, new) = (number("size1")?, number("size2")?);
    Some((want, verify_consistency(old, new, &hash("root1")?, &hash("root2")?, &proof).is_ok()))
}

fn hash_proper(value: &Value) -> Option<Hash> {
    Hash::from_base64(value.as_str()?)
}

/// Some vectors have words instead of roots. Each stands here as a hash of its own.
fn hash(value: &Value) -> Hash {
    hash_proper(value).unwrap_or_else(|| Hash(Sha256::digest(value.to_string()).into()))
}

#[test]
fn the_vectors_of_transparency_dev_are_judged_as_they_say() {
    for (kind, count, good) in [("inclusion", 71, 2), ("consistency", 73, 5)] {
        let text = fs::read(data(&format!("transparency-dev/{kind}.json"))).unwrap();
        let vectors: BTreeMap<String, Value> = serde_json::from_slice(&text).unwrap();
        assert_eq!(vectors.len(), count);
        let mut held = 0;
        for (name, vector) in vectors {
            let (want, found) = run(&vector).unwrap();
            assert_eq!(want, found, "{name}: {vector}");
            held += usize::from(found);
        }
        assert_eq!(held, good);
    }
}

#[test]
fn any_folder_of_vectors_is_judged_as_it_says() {
    let Some(folder) = std::env::var_os("CANDOUR_VECTORS") else {
        println!("skipped: set CANDOUR_VECTORS to a folder of proof vectors");
        return;
    };
    let (mut run, mut passed_over) = (0, 0);
    folder_of_vectors(Path::new(&folder), &mut run, &mut passed_over);
    println!("{run} vectors judged as they say; {passed_over} files of other kinds passed over");
}

fn folder_of_vectors(folder: &Path, judged: &mut usize, passed_over: &mut usize) {
    for entry in fs::read_dir(folder).unwrap() {
        let place = entry.unwrap().path();
        if place.is_dir() {
            folder_of_vectors(&place, judged, passed_over);
        } else if place.extension().is_some_and(|extension| extension == "json") {
            let vector = serde_json::from_slice(&fs::read(&place).unwrap()).unwrap_or(Value::Null);
            // Subtree vectors have other fields (`start`, `end`).
            match run(&vector).filter(|_| vector.get("start").is_none()) {
                Some((want, found)) => {
                    assert_eq!(want, found, "{}: {vector}", place.display());
                    *judged += 1;
                }
                None => *passed_over += 1,
            }
        }
    }
}
