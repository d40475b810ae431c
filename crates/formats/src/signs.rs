//! Signs that codes of the returns stand for.

use record::Code;
use record::policy::Policy;

use crate::emit::constant;

/// Signs of assessment factors that are finer than the policy's code table, which marks most of them `exploitation`.
const FINER: &[(&str, &str)] = &[
    ("10A", "missing_episode"),
    ("11A", "exploitation"),
    ("12A", "criminal_exploitation"),
    ("13A", "criminal_exploitation"),
    ("24A", "criminal_exploitation"),
];

/// The signs these (code set, code) pairs carry, each once, in the order of the codes.
///
/// The policy's `codes.csv` decides which codes carry a sign; a signal that is no sign of `signs.csv` carries none.
pub fn of_codes(policy: &Policy, codes: &[(Code, Code)]) -> Vec<Code> {
    let mut signs = Vec::new();
    for pair in codes {
        let Some(entry) = policy.codes.get(pair).filter(|entry| !entry.signal.is_empty()) else {
            continue;
        };
        let finer = FINER.iter().find(|(code, _)| {
            entry.signal == "exploitation"
                && pair.0.as_str() == "assessment_factor"
                && *code == pair.1.as_str()
        });
        let sign = finer.map_or_else(|| Code(entry.signal.clone()), |(_, sign)| constant(sign));
        if !signs.contains(&sign) {
            signs.push(sign);
        }
    }
    signs
}
