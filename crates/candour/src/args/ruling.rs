//! Flags of erasures and holds.

use std::path::PathBuf;

use desk::Target;
use record::{AgencyId, Code, PostId};

use super::StoreAt;

/// Who is meant.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Whom {
    /// Whoever an agency knows under a number: AGENCY/NUMBER; may be given several times
    #[arg(long, value_name = "AGENCY/NUMBER", value_parser = number)]
    pub(crate) child: Vec<Target>,
    /// Whoever is mentioned at a place of an entry, INDEX:MENTION, or everybody an entry mentions, INDEX
    #[arg(long, value_name = "INDEX[:MENTION]", value_parser = mention)]
    pub(crate) entry: Vec<Target>,
}

impl Whom {
    /// All of them.
    pub(crate) fn targets(&self) -> Vec<Target> {
        self.child.iter().chain(&self.entry).cloned().collect()
    }
}

#[derive(Debug, clap::Args)]
pub(crate) struct Erase {
    #[command(flatten)]
    pub(crate) whom: Whom,
    #[command(flatten)]
    pub(crate) at: StoreAt,
    /// The post that erases: agency/post; none that was told of a concern of these people, acted in it or must step aside
    #[arg(long, value_name = "POST", value_parser = post, required_unless_present = "request")]
    pub(crate) by: Option<PostId>,
    /// A second post, of another agency, that agrees; no such post either
    #[arg(long, value_name = "POST", value_parser = post, required_unless_present = "request")]
    pub(crate) second: Option<PostId>,
    /// The ground: a code of grounds.csv, such as no_longer_needed or mistaken_identity
    #[arg(long, value_name = "CODE", value_parser = code, required_unless_present = "request")]
    pub(crate) ground: Option<Code>,
    /// Write a request for both posts to sign (candour sign), and erase nothing
    #[arg(long, value_name = "FILE", conflicts_with_all = ["request", "yes"])]
    pub(crate) ask: Option<PathBuf>,
    /// The request that both posts have signed
    #[arg(long, value_name = "FILE", requires = "signers", conflicts_with_all = ["by", "second", "ground", "child", "entry"])]
    pub(crate) request: Option<PathBuf>,
    /// The keys of the posts that may sign, a line each, as `candour post-key` prints them
    #[arg(long, value_name = "FILE")]
    pub(crate) signers: Option<PathBuf>,
    /// What was kept and why, in words; sealed
    #[arg(long, value_name = "TEXT")]
    pub(crate) words: Option<String>,
    /// Leave old copies of backups readable: the epoch's key is not changed
    #[arg(long)]
    pub(crate) keep_epoch: bool,
    /// Erase; without it candour only shows what would go
    #[arg(long)]
    pub(crate) yes: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Hold {
    #[command(flatten)]
    pub(crate) whom: Whom,
    #[command(flatten)]
    pub(crate) at: StoreAt,
    /// The post that holds or lifts: agency/post
    #[arg(long, value_name = "POST", value_parser = post)]
    pub(crate) by: PostId,
    /// The ground: a code of grounds.csv, such as inquiry or criminal_proceedings
    #[arg(long, value_name = "CODE", value_parser = code)]
    pub(crate) ground: Code,
    /// Who asked for it, under which reference; sealed
    #[arg(long, value_name = "TEXT")]
    pub(crate) words: Option<String>,
    /// Lift the hold of this ground
    #[arg(long)]
    pub(crate) lift: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct PostKey {
    /// The post: agency/post
    #[arg(value_name = "POST", value_parser = post)]
    pub(crate) post: PostId,
    /// Where its key file is made
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
    /// A file that holds the passphrase; else CANDOUR_PASSPHRASE is taken, else it is asked for
    #[arg(long, value_name = "FILE")]
    pub(crate) passphrase_file: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Sign {
    /// The request to sign; the signature is added to the file
    pub(crate) file: PathBuf,
    /// The key file of the post that signs
    #[arg(long, value_name = "FILE")]
    pub(crate) key: PathBuf,
    /// A file that holds the passphrase; else CANDOUR_PASSPHRASE is taken, else it is asked for
    #[arg(long, value_name = "FILE")]
    pub(crate) passphrase_file: Option<PathBuf>,
}

fn number(text: &str) -> Result<Target, String> {
    match text.split_once('/') {
        Some((agency, number)) if !agency.is_empty() && !number.is_empty() => {
            Ok(Target::Number(AgencyId::new(agency), number.to_owned()))
        }
        _ => Err("write the agency and its number, such as westbrook-police/K-204".into()),
    }
}

fn mention(text: &str) -> Result<Target, String> {
    let wrong =
        || "write a log index, such as 57, or an index and a mention counted from 0, such as 57:0".to_owned();
    match text.split_once(':') {
        Some((at, place)) => {
            Ok(Target::Mention(at.parse().map_err(|_| wrong())?, place.parse().map_err(|_| wrong())?))
        }
        None => Ok(Target::Entry(text.parse().map_err(|_| wrong())?)),
    }
}

fn post(text: &str) -> Result<PostId, String> {
    let is_post = text.split_once('/').is_some_and(|(agency, post)| !agency.is_empty() && !post.is_empty());
    if is_post {
        Ok(PostId::new(text))
    } else {
        Err("write agency/post, such as westbrook-council/information-rights".into())
    }
}

fn code(text: &str) -> Result<Code, String> {
    Ok(Code::new(text))
}
