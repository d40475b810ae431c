//! The words that agencies and posts are made of, in lower case, apart by blanks.

/// Words that posts are made of.
pub(super) const POST_WORDS: &str = "year form sixth care early help looked after young people person leaving domestic abuse violence \
    idva isva sexual misuse public primary emergency department ward accident on first placement foster \
    fostering supervising home homes contact centre hub mash front door neighbourhood intelligence \
    custody prevention targeted participation inclusion behaviour learning special needs social worker \
    manager head headteacher teacher deputy assistant director chief executive officer constable \
    sergeant inspector superintendent detective nurse matron doctor gp midwife paediatrician consultant \
    psychologist psychiatrist therapist visitor practitioner senior principal lead leader coordinator co \
    ordinator advisor adviser mentor tutor chair reviewing independent iro lado dsl senco duty \
    designated named safeguarding protection welfare attendance youth outreach support family key \
    project residential probation housing licensing councillor police community pcso response control \
    room call handler receptionist secretary administrator clerk guardian solicitor advocate missing \
    persons exploitation desk team unit referral intake assessment mental health school children \
    childrens child service services cse cce camhs of for the out hours pastoral governor registrar \
    paramedic staff local authority area district borough commander analyst conference strategy \
    education drug alcohol substance";

/// Of those, words that make no post by themselves.
pub(super) const NO_POST_ALONE: &str = "year form sixth care early help looked after people person leaving domestic abuse violence sexual \
    misuse public primary emergency department ward accident on first placement foster fostering home \
    homes contact centre hub mash front door neighbourhood intelligence custody prevention targeted \
    inclusion behaviour learning special needs support exploitation protection safeguarding welfare \
    assessment of for the co out hours family children childrens child school health mental social \
    police community local authority area district borough service services housing education project \
    key named drug alcohol substance young youth referral missing persons";

/// Words that agencies are made of.
pub(super) const AGENCY_WORDS: &str = "police constabulary council school academy college nursery hospital surgery practice clinic trust \
    nhs health ccg icb camhs cahms mash csc cypss services service care housing probation yot yos yjs \
    court project charity barnardos nspcc association authority partnership board ambulance fire \
    licensing education safeguarding hub cafcass home homes prison refuge centre eduction social asc gp \
    ofsted cps lscb lscp";

/// Titles behind which a person's name stands.
pub(super) const TITLES: &str =
    "mr mrs ms miss mx dr prof professor rev sir pc wpc dc ds di dci ps sgt cllr sister fr";

/// The list holds the word.
pub(super) fn holds(list: &str, word: &str) -> bool {
    list.split(' ').any(|known| known == word)
}
