//! SQLite under the ledger of events; no rules.
