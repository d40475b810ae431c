#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(policy) = ledger::TrustPolicy::parse(bytes) {
        let _ = policy.quorum_needed();
        let _ = policy.judge(candour_fuzz::checkpoint());
    }
});
