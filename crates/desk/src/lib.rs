//! The only code that loads, decides and appends: it fetches files, calls the stages, and keeps what they need.
//!
//! [`review`] reads a folder of extracts and writes a report; [`import`] appends a folder to a store. Both gather in
//! the same way ([`gather`]): every file it recognises is read, every file it does not is listed with the reason.

mod advice;
mod agencies;
mod archive;
pub mod audit;
mod backup;
pub mod cases;
mod chance;
mod charting;
mod content;
mod corrections;
mod erase;
mod error;
mod extracts;
mod file_sink;
mod fitness;
mod gather;
mod health;
mod hold;
mod import;
mod keeping;
mod key_file;
mod keys;
mod knew;
mod migrate;
mod policy;
mod progress;
mod receipts;
pub mod recount;
mod rehearse;
mod report_folder;
mod restore;
mod review;
pub mod static_log;
mod tell;
pub mod timeline;
mod unseal;
mod walk;

pub use advice::advice;
pub use archive::{Archive, AskPassphrase, Place};
pub use backup::{Made, Renewed, backup_to, renew_backups};
pub use charting::{ChartOptions, Charted, chart, suggest, write_chart};
pub use corrections::Applied;
pub use erase::{EraseOptions, Erased, Replayed, Request, RequestError, Target, erase, replay};
pub use error::Error;
pub use fitness::{assess, questionnaire, write_assessed};
pub use flow::{RankWeeks, Spread, by_post_and_week, digest as found_digest, hours};
pub use gather::{GatherOptions, Gathered, gather};
pub use health::{BackupHealth, Health, HealthFinding, SecondCopy, health};
pub use hold::{Held, HoldOptions, hold};
pub use import::{ImportOptions, Imported, import};
pub use keeping::KeepError;
pub use keys::{make_post_key, origin, sign_as_post};
pub use knew::{KnewAnswer, KnewOptions, Of, Records, ask_knew};
pub use migrate::{MigrateOptions, Migrated, migrate};
pub use policy::policy_of;
pub use progress::{Progress, Reporter};
pub use receipts::Receipt;
pub use rehearse::{Rehearsed, rehearse};
pub use restore::{RestoreOptions, Restored, restore};
pub use review::{Review, ReviewOptions, review};
pub use tell::{TellOptions, fetch, tell};
