//! Erasures and holds as an operator types them.

use super::{Case, Done, candour};

const CONCERNS: &str = "event,concern_id,date,told_post,teller,child_id,child_forename,child_surname,child_dob,words\n\
    told,C-1,2023-03-06,desk,parent,K-204,Canaryann,Canaryplum,2009-06-01,canary words\n";

fn run(case: &Case, args: &[&str]) -> Done {
    let mut command = candour();
    command.current_dir(case.folder.path()).args(args);
    Done::of(command.output().expect("runs"))
}

fn imported() -> Case {
    let case = Case::new(&[("police/concerns.csv", CONCERNS)]);
    run(&case, &["import", "extracts"]).well();
    case
}

const WHOM: [&str; 8] = [
    "--child",
    "police/K-204",
    "--by",
    "council/records",
    "--second",
    "police/records",
    "--ground",
    "no_longer_needed",
];

#[test]
fn nothing_is_erased_without_yes() {
    let case = imported();
    run(&case, &[&["erase"], WHOM.as_slice()].concat())
        .well()
        .says("Would erase: 1 person")
        .says("Nothing was erased");
    let done = run(&case, &[&["erase"], WHOM.as_slice(), &["--yes"]].concat()).well();
    done.says("Erased: 1 person").says("as typed by whoever ran the command").says("epoch 2");
    let again = run(&case, &[&["erase"], WHOM.as_slice(), &["--yes"]].concat());
    assert_eq!(again.code, Some(3));
    again.says("erased already");
}

#[test]
fn two_posts_sign_a_request_with_keys_of_their_own() {
    let case = imported();
    let mut signers = String::new();
    for (post, file) in [("council/records", "council.key"), ("police/records", "police.key")] {
        signers.push_str(&run(&case, &["post-key", post, "--out", file]).well().words);
    }
    std::fs::write(case.folder.path().join("signers.txt"), signers).expect("written");
    run(&case, &[&["erase"], WHOM.as_slice(), &["--ask", "request.txt"]].concat())
        .well()
        .says("to be signed by");
    let act = ["erase", "--request", "request.txt", "--signers", "signers.txt", "--yes"];
    run(&case, &["sign", "request.txt", "--key", "council.key"]).well();
    run(&case, &act).says("`police/records` has not signed");
    run(&case, &["sign", "request.txt", "--key", "police.key"]).well();
    run(&case, &act).well().says("both signed the request");
}

#[test]
fn a_hold_refuses_until_it_is_lifted() {
    let case = imported();
    let hold = ["hold", "--child", "police/K-204", "--by", "council/legal", "--ground", "inquiry"];
    run(&case, &hold).well().says("Held");
    let erase = [&["erase"], WHOM.as_slice(), &["--yes"]].concat();
    let refused = run(&case, &erase);
    assert_eq!(refused.code, Some(3));
    refused.says("a legal hold stands").says("candour hold --lift");
    run(&case, &[hold.as_slice(), &["--lift"]].concat()).well().says("Lifted");
    run(&case, &erase).well();
}

#[test]
fn wrong_use_says_what_to_write() {
    let case = imported();
    let with = |place: usize, value: &str| {
        let mut args: Vec<&str> = [&["erase"], WHOM.as_slice(), &["--yes"]].concat();
        args[place + 1] = value;
        run(&case, &args)
    };
    with(1, "K-204").says("agency and its number");
    with(1, "police/K-9").says("nobody is known");
    with(3, "records").says("agency/post");
    with(5, "council/other").says("another agency");
    with(7, "tidying_up").says("it knows").says("no_longer_needed");
    run(&case, &["hold", "--by", "a/b", "--ground", "inquiry"]).says("--child");
}
