pub(crate) fn run(_: &serde_json::Value) {}
