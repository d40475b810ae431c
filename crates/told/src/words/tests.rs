//! What the words and their list keep.

use std::collections::BTreeSet;

use proptest::prelude::*;
use sha2::{Digest, Sha256};

use super::list::all;
use super::{Words, WordsError};

const SAMPLE: &str = "pebble kite lemon otter cloud drum fern violin";

#[test]
fn the_list_is_1024_short_words_in_order() {
    assert_eq!(all().len(), 1024);
    assert!(all().windows(2).all(|pair| pair[0] < pair[1]), "sorted, and none twice");
    for word in all() {
        assert!((3..=8).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_lowercase()), "{word}");
    }
}

#[test]
fn four_letters_tell_every_word_from_every_other() {
    let beginnings: BTreeSet<&str> = all().iter().map(|word| &word[..word.len().min(4)]).collect();
    assert_eq!(beginnings.len(), all().len());
    for pair in all().windows(2) {
        assert!(!pair[1].starts_with(pair[0]), "`{}` begins `{}`", pair[0], pair[1]);
    }
}

#[test]
fn no_word_is_spoken_like_another() {
    // Pairs that sound alike somewhere in Britain or America: at most one of each may be in the list.
    let alike = [
        "bear bare",
        "bean been",
        "beach beech",
        "berry bury",
        "blue blew",
        "board bored",
        "bread bred",
        "cereal serial",
        "clock cloak",
        "coarse course",
        "creek creak",
        "currant current",
        "cymbal symbol",
        "deer dear",
        "dew due",
        "doughnut donut",
        "fir fur",
        "flower flour",
        "grater greater",
        "hare hair",
        "hay hey",
        "hole whole",
        "horse hoarse",
        "key quay",
        "knight night",
        "leek leak",
        "lynx links",
        "mail male",
        "maize maze",
        "mussel muscle",
        "mist missed",
        "oar ore",
        "pail pale",
        "pair pear",
        "pane pain",
        "paw pour",
        "peak peek",
        "piece peace",
        "pier peer",
        "plain plane",
        "plum plumb",
        "rain reign",
        "road rode",
        "root route",
        "rose rows",
        "sail sale",
        "sauce source",
        "saw sore",
        "sea see",
        "sew sow",
        "son sun",
        "stair stare",
        "stork stalk",
        "tail tale",
        "thyme time",
        "tide tied",
        "toad towed",
        "tuba tuber",
        "tyre tire",
        "vane vain",
        "wave waive",
        "weather whether",
        "wood would",
        "yew ewe",
        "yolk yoke",
    ];
    for pair in alike {
        let in_list = pair.split(' ').filter(|word| all().contains(word)).count();
        assert!(in_list < 2, "{pair}");
    }
}

#[test]
fn no_word_of_the_list_hurts_or_names_anyone() {
    // A sample of what must stay out: harm, bodies, beds, drink, family, officials, belief, tellers of tales, insults,
    // things that abusers use, and common names.
    let never = "knife gun axe arrow fire blood bone body bath bed pillow pyjama doll wine beer pipe needle mother father \
        uncle sister brother baby police officer judge court taxi hotel party present camera photo phone secret stranger \
        church angel cross mosque temple story tale fable grass mole rat pig cow donkey sheep slug snake spider wolf ghost \
        monster witch skull grave lie liar naughty silly trouble fault kiss touch hug white black brown turkey china jersey \
        rose lily daisy ivy holly poppy violet iris heather hazel ruby amber pearl jade olive robin willow ginger summer";
    for word in never.split_whitespace() {
        assert!(!all().contains(&word), "{word}");
    }
}

#[test]
fn the_list_never_changes() {
    let digest = Sha256::digest(include_bytes!("list.txt"));
    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(
        hex, "5999e83bb3e82dc867f6d4583b96934aec0f8542101b39e66cfd853b0ea11714",
        "words people keep in mind mean their place in this list; another list needs another form of words"
    );
}

#[test]
fn ten_bytes_are_eight_words_and_back() {
    let lowest = Words::from_entropy([0; 10]);
    assert!(lowest.each().all(|word| word == all()[0]));
    let highest = Words::from_entropy([0xff; 10]);
    assert!(highest.each().all(|word| word == all()[1023]));
    // The first word carries the first ten bits.
    let mut entropy = [0; 10];
    entropy[1] = 0b0100_0000;
    assert_eq!(Words::from_entropy(entropy).each().next(), Some(all()[1]));
    entropy = [0; 10];
    entropy[9] = 1;
    assert_eq!(Words::from_entropy(entropy).each().last(), Some(all()[1]));
}

proptest! {
    #[test]
    fn whatever_the_bits_the_words_bring_them_back(entropy: [u8; 10]) {
        let words = Words::from_entropy(entropy);
        prop_assert_eq!(words.entropy(), entropy);
        let read = Words::parse(&words.to_string());
        prop_assert_eq!(read.map(|words| words.entropy()), Ok(entropy));
    }

    #[test]
    fn whatever_is_typed_is_answered(text in "\\PC{0,200}") {
        if let Ok(words) = Words::parse(&text) {
            prop_assert_eq!(Words::parse(&words.to_string()), Ok(words));
        }
    }
}

#[test]
fn the_first_four_letters_of_every_word_are_enough() {
    for (place, word) in all().iter().enumerate() {
        let short = &word[..word.len().min(4)];
        assert_eq!(super::list::place_of(short), u16::try_from(place).ok(), "{short}");
        assert_eq!(super::list::place_of(word), u16::try_from(place).ok(), "{word}");
    }
}

#[test]
fn words_are_read_as_people_write_them() {
    let words = Words::parse("pebble kite lemon otter cloud drum feather vole").expect("eight words");
    for written in [
        "PEBBLE Kite lemon OTTER cloud drum feather vole",
        "pebble-kite-lemon-otter-cloud-drum-feather-vole",
        "  pebble,kite;\tlemon\r\notter / cloud . drum_feather\u{a0}vole\n",
        "1. pebble 2. kite 3. lemon 4. otter\n5) cloud 6) drum 7) feather 8) vole",
        "pebb kite lemo otte clou drum feat vole",
        "pebbles kites lemonade otters clouds drums feathrs voles",
    ] {
        assert_eq!(Words::parse(written), Ok(words.clone()), "{written}");
    }
    assert_eq!(words.to_string(), "pebble kite lemon otter cloud drum feather vole");
}

#[test]
fn a_word_that_is_not_known_is_named_with_its_place_and_the_nearest() {
    let error = Words::parse("pebble kite lemon elefant cloud drum feather vole").expect_err("not a word");
    assert_eq!(
        error.to_string(),
        "word 4 of 8, `elefant`, is not one of the words we use; nearest known: `elephant`"
    );
    let unlike = Words::parse("pebble kite lemon otter cloud drum feather qqqqqq").expect_err("not a word");
    assert_eq!(unlike, WordsError::Unknown { number: 8, given: "qqqqqq".into(), nearest: None });
    assert!(unlike.to_string().ends_with("check how it is spelled"));
    let cases = [("cats", "cat"), ("app1e", "apple"), ("aco", "acorn"), ("girafe", "giraffe")];
    for (typed, nearest) in cases {
        match Words::parse(&SAMPLE.replace("fern violin", &format!("vole {typed}"))) {
            Err(WordsError::Unknown { number: 8, nearest: found, .. }) => {
                assert_eq!(found.unwrap_or_default(), nearest, "{typed}");
            }
            other => assert!(other.is_ok() && typed == "girafe", "{typed}: {other:?}"),
        }
    }
}

#[test]
fn too_few_or_too_many_words_are_counted() {
    for (text, given) in [("", 0), ("  - 1 2 3", 0), ("pebble kite", 2), (&*format!("{SAMPLE} one"), 9)] {
        let error = Words::parse(text).expect_err("not eight");
        assert_eq!(error, WordsError::Count { given });
    }
    assert_eq!(
        WordsError::Count { given: 7 }.to_string(),
        "8 words are needed, and here are 7; write all of them with a space between each"
    );
}

#[test]
fn long_nonsense_is_cut_and_the_words_never_show_in_a_log() {
    let long = "z".repeat(100_000);
    let error = Words::parse(&SAMPLE.replace("pebble", &long)).expect_err("not a word");
    assert!(error.to_string().len() < 140);
    assert_eq!(format!("{:?}", Words::from_entropy([7; 10])), "Words(not shown)");
}
