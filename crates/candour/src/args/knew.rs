//! Flags of `candour knew`.

use std::path::PathBuf;

use desk::Of;
use record::{AgencyId, Day, PostId};

use super::Secrets;

/// Ask whether a post knew of a concern, a child or a place by a day.
#[derive(Debug, clap::Args)]
pub(crate) struct Knew {
    /// A folder of extracts, read as `candour review` reads it
    #[arg(long, value_name = "DIR", required_unless_present = "store", conflicts_with = "store")]
    pub(crate) dir: Option<PathBuf>,
    /// A store instead: sqlite:FILE; nothing is added to it
    #[arg(long, value_name = "URL")]
    pub(crate) store: Option<String>,
    #[command(flatten)]
    pub(crate) secrets: Secrets,
    /// The post: agency/post
    #[arg(long, value_name = "POST", value_parser = post)]
    pub(crate) post: PostId,
    /// Of what: a concern's or a child's number, AGENCY/NUMBER (concern:AGENCY/NUMBER or child:AGENCY/NUMBER where it could
    /// be either), or with --key a pseudonym of an earlier report, such as K7F2
    #[arg(long, value_name = "WHAT", value_parser = of)]
    pub(crate) of: Of,
    /// By the end of this day (YYYY-MM-DD)
    #[arg(long, value_name = "DATE", value_parser = super::day)]
    pub(crate) by: Day,
    /// Leave out the records of after this day (YYYY-MM-DD); today if not given
    #[arg(long, value_name = "DATE", value_parser = super::day)]
    pub(crate) as_of: Option<Day>,
    /// The key file of an earlier report, which says what a pseudonym stands for; it is left as it is
    #[arg(long, value_name = "FILE")]
    pub(crate) key: Option<PathBuf>,
    /// Show who held a post that day, and names as the sources wrote them
    #[arg(long)]
    pub(crate) names: bool,
}

fn post(text: &str) -> Result<PostId, String> {
    match text.split_once('/') {
        Some((agency, post)) if !agency.is_empty() && !post.is_empty() => Ok(PostId::new(text)),
        _ => Err("write agency/post, such as westbrook-police/missing-persons-desk".into()),
    }
}

fn of(text: &str) -> Result<Of, String> {
    let number = |text: &str| match text.split_once('/') {
        Some((agency, number)) if !agency.is_empty() && !number.is_empty() => {
            Ok((AgencyId::new(agency), number.to_owned()))
        }
        _ => Err("write the agency and its number, such as westbrook-police/C-7".to_owned()),
    };
    if let Some(rest) = text.strip_prefix("concern:") {
        return number(rest).map(|(agency, number)| Of::Concern(agency, number));
    }
    if let Some(rest) = text.strip_prefix("child:") {
        return number(rest).map(|(agency, number)| Of::Child(agency, number));
    }
    match text.contains('/') {
        true => number(text).map(|(agency, number)| Of::Number(agency, number)),
        false if text.trim().is_empty() => Err("say of what: a number or a pseudonym".into()),
        false => Ok(Of::Pseudonym(text.trim().to_owned())),
    }
}
