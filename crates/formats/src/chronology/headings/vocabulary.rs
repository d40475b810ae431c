//! What reviewers and agencies call the columns of their chronologies.

use super::Role;

/// Headings of each role, in lower case without signs, apart by semicolons.
const NAMES: &[(Role, &str)] = &[
    (
        Role::Sequence,
        "seq; sequence; sequence no; no; nr; number; ref; ref no; reference; row; row no; item; \
         item no; id; entry no; entry number; event no; event number; line; line no; order",
    ),
    (
        Role::Born,
        "dob; d o b; date of birth; birth date; born; child dob; child s dob; child date of birth; \
         dob of child; subject dob",
    ),
    (
        Role::Date,
        "date; dates; date s; date of event; date of events; event date; date of incident; \
         incident date; date of contact; contact date; date time; date and time; time and date; \
         date time of event; date and time of event; date from; from date; start date; date of entry; \
         entry date; date or period; date period; period; when; date of significant event; \
         date dd mm yyyy; date dd mm yy; date of event contact; date started; event date time; day; \
         date start; date of referral; date of meeting; datefrom; date and time from; from",
    ),
    (
        Role::DateTo,
        "date to; to date; end date; date until; date end; date ended; until; event end date; dateto; \
         to",
    ),
    (
        Role::Time,
        "time; time from; time of event; start time; time 24hr; time 24 hr; from time; event time; \
         time of day; timefrom",
    ),
    (Role::TimeTo, "time to; end time; to time; timeto"),
    (Role::Precision, "precision; date precision"),
    (
        Role::Source,
        "source of information; source; sources; information source; source of info; \
         source of evidence; source document; document; document reference; document ref; evidence; \
         source who which service; sourced from; taken from; record source; file reference; \
         source of record",
    ),
    (
        Role::Agency,
        "agency; agencies; organisation; organization; service; agency name; agency service; \
         agency organisation; organisation agency; department; partner; partner agency; \
         agency involved; agencies involved; agency organisation name; service agency; lead agency",
    ),
    (
        Role::Post,
        "post; role; job title; designation; position; team; post role; role post; professional role; \
         role of professional; post title; job role; title post; by post; recorded by post",
    ),
    (
        Role::Author,
        "author; recorded by; worker; officer; name of worker; worker name; practitioner; \
         completed by; professional; professionals; professional involved; professionals involved; \
         staff; staff member; entered by; by; by whom; post author; author post; \
         post author recorded by; allocated worker; social worker; key worker; holder; \
         name of professional; name and role; name role; professional name; person recording; \
         lead professional",
    ),
    (
        Role::Child,
        "child; children; child ren; child name; name of child; child s name; childs name; \
         children s names; name s of child ren; child young person; young person; young people; yp; \
         subject; subjects; subject s; subject name; about; name; names; name s; regarding; \
         child or young person; subject child; about child; child concerned; child children; \
         concerning; pupil; pupil name; student",
    ),
    (
        Role::Forename,
        "forename; first name; given name; child forename; child first name; forenames; forename s",
    ),
    (Role::Surname, "surname; last name; family name; child surname; child last name"),
    (Role::Upn, "upn; child upn; unique pupil number"),
    (Role::NhsNumber, "nhs; nhs no; nhs number; child nhs number"),
    (
        Role::LocalId,
        "child id; client id; case id; case no; case number; person id; pupil id; subject id; \
         local id; mosaic id; ics id; lcs id; liquidlogic id; child reference; child ref; \
         client reference; pupil number; system id",
    ),
    (
        Role::Event,
        "event; events; what happened; chronology entry; entry; significant information; \
         key information; event s; contact event; occurrence; what we said; what i said; what was said; \
         what we told them; what we reported; what was reported",
    ),
    (
        Role::Details,
        "details; detail; description; narrative; summary; information; contact; contact details; \
         notes; note; record; facts; fact; content; what; brief description; brief summary; activity; \
         details of contact; summary of contact; concern; concerns; concern raised",
    ),
    (
        Role::ToldTo,
        "told to; told; told whom; informed; who was informed; who informed; shared with; \
         information shared with; notified; who was notified; reported to; passed to; referred to; \
         told to post; agencies informed; people informed; persons informed; who was told; \
         passed on to; who we spoke to; who i spoke to; spoke to; whom we told; who we told; who i told",
    ),
    (
        Role::Comment,
        "comment; comments; analysis; analysis note; impact; impact on child; positive negative; \
         impact positive negative; positive or negative; review flag; review; flag; significance; \
         reflection; learning; commentary; author comment; panel comment; panel comments; \
         reviewer comment; reviewer comments; professional judgement; comment analysis; \
         analysis comment; rag",
    ),
    (
        Role::Action,
        "decision; decisions; result; what was done; intervention; follow up; next steps; what we did; \
         what we were told; what i was told; what they said; what they told us; reply; their reply",
    ),
];

/// The role of a heading in that form.
pub(super) fn named(heading: &str) -> Option<Role> {
    let holds = |names: &&str| names.split(';').any(|name| name.trim_start() == heading);
    NAMES.iter().find(|(_, names)| holds(names)).map(|(role, _)| *role)
}
