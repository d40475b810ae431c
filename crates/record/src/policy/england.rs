//! England's policy, embedded.

/// The files of `policies/england/`, as (name, contents).
pub const ENGLAND: &[(&str, &str)] = &[];
