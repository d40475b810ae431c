//! Given names that stand for each other: a small table of our own, first form.
//!
//! Two names of one row are the same name shortened or spelled another way. Rows do not chain: `alex` stands with
//! `alexander` and with `alexandra`, which are two children. A link that rests on this table is possible, never certain.

const PAIRS: &[(&str, &[&str])] = &[
    ("abigail", &["abbie", "abby", "abi", "gail"]),
    ("alexander", &["alex", "alec", "sandy", "xander", "sasha"]),
    ("alexandra", &["alex", "alexa", "lexi", "sandra", "sasha"]),
    ("alison", &["ali", "allison", "allie"]),
    ("amelia", &["amy", "millie", "milly", "mia"]),
    ("amy", &["amie", "aimee", "ami"]),
    ("andrew", &["andy", "drew"]),
    ("anthony", &["tony", "antony"]),
    ("ayesha", &["aisha", "aysha", "aishah", "ayisha"]),
    ("benjamin", &["ben", "benny", "benji"]),
    ("bethany", &["beth", "bethan"]),
    ("caitlin", &["kaitlin", "katelyn", "kaitlyn", "caitlyn"]),
    ("cameron", &["cam"]),
    ("charles", &["charlie", "charley", "chuck"]),
    ("charlotte", &["charlie", "charley", "lottie", "lotte"]),
    ("chloe", &["khloe", "cloe"]),
    ("christina", &["chris", "chrissy", "tina", "kristina"]),
    ("christopher", &["chris", "kit", "kris"]),
    ("daniel", &["dan", "danny"]),
    ("danielle", &["dani", "danny"]),
    ("david", &["dave", "davey", "davy"]),
    ("deborah", &["debbie", "deb", "debra"]),
    ("dominic", &["dom", "dominik"]),
    ("edward", &["ed", "eddie", "ted", "teddy", "ned"]),
    ("eleanor", &["ellie", "nell", "elinor", "elle"]),
    ("elizabeth", &["beth", "betty", "eliza", "lizzie", "liz", "libby", "lisa", "elisabeth", "ellie"]),
    ("emily", &["em", "emmy", "millie", "milly"]),
    ("fatima", &["fatimah", "fatma"]),
    ("frances", &["fran", "frankie"]),
    ("francis", &["frank", "frankie"]),
    ("frederick", &["fred", "freddie", "freddy"]),
    ("gabriel", &["gabe"]),
    ("george", &["georgie"]),
    ("georgina", &["georgie", "georgia", "gina"]),
    ("grace", &["gracie"]),
    ("gregory", &["greg"]),
    ("hannah", &["hanna", "hana"]),
    ("harry", &["henry", "harold", "harrison"]),
    ("hussain", &["hussein", "husain", "hossain"]),
    ("isabella", &["bella", "izzy", "isabel", "isobel", "isabelle"]),
    ("jack", &["john", "jackson"]),
    ("jacob", &["jake", "jakub"]),
    ("james", &["jim", "jimmy", "jamie", "jem"]),
    ("jennifer", &["jen", "jenny", "jenni"]),
    ("jessica", &["jess", "jessie"]),
    ("joanne", &["jo", "joanna"]),
    ("john", &["johnny", "jon", "jonny"]),
    ("jonathan", &["jon", "jonny", "jonathon"]),
    ("joseph", &["joe", "joey", "josef"]),
    ("joshua", &["josh"]),
    (
        "katherine",
        &["kate", "katie", "kathy", "kat", "katy", "catherine", "kathryn", "cathy", "kit", "kitty"],
    ),
    ("catherine", &["kate", "katie", "cathy", "cat", "katy", "kathryn", "kitty"]),
    ("kayleigh", &["kaylee", "kayley", "kayla"]),
    ("laura", &["laurie"]),
    ("lauren", &["loren", "laurie"]),
    ("leonardo", &["leo"]),
    ("lewis", &["louis", "lew"]),
    ("madeleine", &["maddie", "maddy", "madeline"]),
    ("margaret", &["maggie", "meg", "peggy", "marge", "margie", "greta"]),
    ("matthew", &["matt", "matty", "mathew"]),
    ("maximilian", &["max"]),
    ("megan", &["meg", "meghan"]),
    ("melissa", &["mel", "missy"]),
    ("michael", &["mike", "mick", "mickey", "micheal", "mikey"]),
    ("mohammed", &["mohamed", "muhammad", "mohammad", "muhammed", "mohamad", "mohd", "md", "mo"]),
    ("natalie", &["nat", "nathalie"]),
    ("natasha", &["tasha", "nat"]),
    ("nathaniel", &["nathan", "nat", "nate"]),
    ("nicholas", &["nick", "nicky", "nicolas"]),
    ("nicola", &["nicky", "nikki"]),
    ("oliver", &["ollie", "olly"]),
    ("olivia", &["liv", "livvy", "ollie"]),
    ("patricia", &["pat", "trish", "tricia", "patsy"]),
    ("patrick", &["pat", "paddy", "patryk"]),
    ("peter", &["pete"]),
    ("philip", &["phil", "phillip"]),
    ("rachel", &["rach", "rachael"]),
    ("rebecca", &["becca", "becky", "bec", "rebekah"]),
    ("richard", &["dick", "rick", "ricky", "richie"]),
    ("robert", &["bob", "bobby", "rob", "robbie"]),
    ("ryan", &["rian"]),
    ("samantha", &["sam", "sammy"]),
    ("samuel", &["sam", "sammy"]),
    ("sarah", &["sara", "sally", "sadie"]),
    ("sebastian", &["seb", "basti"]),
    ("sophia", &["sophie", "sofia", "sofie"]),
    ("stephanie", &["steph", "stef", "stephie"]),
    ("stephen", &["steve", "steven", "stevie"]),
    ("susan", &["sue", "suzie", "susie", "suzanne"]),
    ("theodore", &["theo", "ted", "teddy"]),
    ("theresa", &["terry", "tess", "tessa", "teresa"]),
    ("thomas", &["tom", "tommy", "tomasz"]),
    ("timothy", &["tim", "timmy"]),
    ("victoria", &["vicky", "vicki", "tori", "wiktoria"]),
    ("vincent", &["vince", "vinny"]),
    ("william", &["bill", "billy", "will", "willy", "liam"]),
    ("yusuf", &["yousef", "yousuf", "youssef", "yosef"]),
    ("zachary", &["zac", "zach", "zak", "zack"]),
    ("zoe", &["zoey"]),
];

/// First given names that brothers or sisters often share, the second name telling them apart.
const SHARED: &[&str] = &[
    "mohammed", "mohamed", "muhammad", "mohammad", "muhammed", "mohamad", "mohd", "md", "syed", "sheikh",
    "abdul", "abu", "bibi", "umm", "mary", "maria", "marie", "jean", "john", "juan", "jose", "anna", "ann",
    "anne",
];

/// Are these two given names (single words, normalised) forms of one name?
pub(crate) fn stand_for_each_other(a: &str, b: &str) -> bool {
    PAIRS.iter().any(|(name, forms)| {
        let is_form = |word: &str| word == *name || forms.contains(&word);
        (a == *name && is_form(b)) || (b == *name && is_form(a))
    })
}

/// Is this first given name one that brothers or sisters often share?
pub(crate) fn often_shared(first: &str) -> bool {
    SHARED.contains(&first)
}

#[cfg(test)]
mod tests {
    use super::stand_for_each_other;

    #[test]
    fn short_forms_stand_for_their_name_and_do_not_chain() {
        assert!(stand_for_each_other("kate", "katherine"));
        assert!(stand_for_each_other("mohamed", "mohammed"));
        assert!(stand_for_each_other("alex", "alexander") && stand_for_each_other("alexandra", "alex"));
        assert!(!stand_for_each_other("alexander", "alexandra"));
        assert!(!stand_for_each_other("amy", "anya"));
    }
}
