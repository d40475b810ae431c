use super::*;
use crate::prove::disk::recording::Step;

/// A recording of these acts, each lasting from one even moment to the odd one after it.
fn recorded(before: &[(&str, &[u8])], acts: Vec<Act>) -> Recording {
    let before = before.iter().map(|(path, bytes)| (PathBuf::from(path), bytes.to_vec())).collect();
    let length = 2 * acts.len() as u64;
    let steps = (0u64..).step_by(2).zip(acts);
    let steps = steps.map(|(started, act)| Step { started, ended: started + 1, act }).collect();
    Recording { before, steps, length, ..Recording::default() }
}

fn write(file: FileNumber, offset: u64, data: &[u8]) -> Act {
    Act::Write { file, offset, data: data.to_vec() }
}

fn create(path: &str, file: FileNumber) -> Act {
    Act::Create { path: path.into(), file }
}

fn sync(file: FileNumber) -> Act {
    Act::Sync { file }
}

fn sync_folder() -> Act {
    Act::SyncFolder { path: PathBuf::new() }
}

/// Everything that may be found under a name after a cut at this moment, over many seeds.
fn possible(recording: &Recording, moment: u64, path: &str) -> BTreeSet<Option<Vec<u8>>> {
    images(recording, moment).into_iter().map(|mut image| image.files.remove(Path::new(path))).collect()
}

fn images(recording: &Recording, moment: u64) -> Vec<Image> {
    let mut disk = Disk::new(recording);
    disk.advance(moment);
    (0..2_000).map(|seed| disk.image(seed)).collect()
}

fn found(bytes: &[u8]) -> Option<Vec<u8>> {
    Some(bytes.to_vec())
}

#[test]
fn an_unsynced_write_may_be_lost_and_a_synced_one_never() {
    let recording = recorded(&[("a", b"old")], vec![write(0, 0, b"new"), sync(0)]);
    let either = BTreeSet::from([found(b"old"), found(b"new")]);
    assert_eq!(possible(&recording, 1, "a"), either);
    // The sync has been asked for and has not come back.
    assert_eq!(possible(&recording, 2, "a"), either);
    assert_eq!(possible(&recording, 3, "a"), BTreeSet::from([found(b"new")]));
}

#[test]
fn nothing_is_found_of_what_had_not_begun() {
    let recording = recorded(&[("a", b"")], vec![sync(0), write(0, 0, b"x")]);
    assert_eq!(possible(&recording, 1, "a"), BTreeSet::from([found(b"")]));
    let under_way = BTreeSet::from([found(b""), found(b"\0"), found(b"x")]);
    assert_eq!(possible(&recording, 2, "a"), under_way);
}

#[test]
fn a_sync_says_nothing_about_a_write_that_ended_after_it_began() {
    let mut recording = recorded(&[("a", b"old")], vec![write(0, 0, b"new"), sync(0)]);
    recording.steps[0].ended = 3;
    recording.steps[1].ended = 5;
    assert_eq!(possible(&recording, 9, "a").len(), 2);
}

#[test]
fn a_write_tears_between_sectors_and_never_inside_one() {
    let recording = recorded(&[("a", &[b'o'; 2_000])], vec![write(0, 100, &[b'n'; 1_500])]);
    let all = possible(&recording, 1, "a");
    let mut torn = 0;
    for bytes in all.iter().flatten() {
        // Sectors 0 to 3, as far as the write reaches into each.
        let parts = [&bytes[100..512], &bytes[512..1024], &bytes[1024..1536], &bytes[1536..1600]];
        assert!(parts.iter().all(|part| part.iter().all(|byte| byte == &part[0])));
        torn += usize::from(parts.iter().any(|part| part[0] != parts[0][0]));
        assert!(bytes[..100].iter().chain(&bytes[1600..]).all(|byte| *byte == b'o'));
    }
    assert_eq!((all.len(), torn), (16, 14));
}

#[test]
fn a_sector_with_a_later_write_has_the_earlier_one_too() {
    let recording =
        recorded(&[("a", &[b'.'; 600])], vec![write(0, 0, b"1"), write(0, 1, b"2"), write(0, 599, b"3")]);
    let heads: BTreeSet<(u8, u8, u8)> = possible(&recording, 5, "a")
        .into_iter()
        .flatten()
        .map(|bytes| (bytes[0], bytes[1], bytes[599]))
        .collect();
    let wanted = [(b'.', b'.'), (b'1', b'.'), (b'1', b'2')];
    assert_eq!(heads, wanted.iter().flat_map(|(a, b)| [(*a, *b, b'.'), (*a, *b, b'3')]).collect());
}

#[test]
fn a_lost_write_may_leave_its_length_behind() {
    let recording = recorded(&[("a", b"ab")], vec![write(0, 2, b"cd")]);
    let wanted = [found(b"ab"), found(b"ab\0\0"), found(b"abcd")];
    assert_eq!(possible(&recording, 1, "a"), BTreeSet::from(wanted));
}

#[test]
fn a_new_file_needs_a_sync_of_itself_or_of_its_folder() {
    let made = vec![create("a", 0), write(0, 0, b"x")];
    let with = |last: Act| {
        let mut acts = vec![create("a", 0), write(0, 0, b"x")];
        acts.push(last);
        possible(&recorded(&[], acts), 5, "a")
    };
    assert!(possible(&recorded(&[], made), 5, "a").contains(&None));
    assert_eq!(with(sync(0)), BTreeSet::from([found(b"x")]));
    // The folder's sync keeps the name and says nothing about the content.
    assert_eq!(with(sync_folder()), BTreeSet::from([found(b""), found(b"\0"), found(b"x")]));
}

#[test]
fn a_rename_without_a_sync_may_leave_the_old_the_new_or_an_empty_file() {
    let renamed = |synced: bool| {
        let mut acts = vec![create("new", 1), write(1, 0, b"new")];
        acts.extend(synced.then(|| sync(1)));
        acts.push(Act::Rename { from: "new".into(), to: "a".into() });
        recorded(&[("a", b"old")], acts)
    };
    let careless = possible(&renamed(false), 99, "a");
    assert_eq!(careless, BTreeSet::from([found(b"old"), found(b""), found(b"\0\0\0"), found(b"new")]));
    let careful = possible(&renamed(true), 99, "a");
    assert_eq!(careful, BTreeSet::from([found(b"old"), found(b"new")]));
}

#[test]
fn changes_of_names_in_a_folder_are_found_in_order() {
    let acts = vec![create("a", 0), create("b", 1), Act::Remove { path: "a".into() }, create("c", 2)];
    let seen: BTreeSet<Vec<PathBuf>> =
        images(&recorded(&[], acts), 7).into_iter().map(|image| image.files.into_keys().collect()).collect();
    let names = |names: &[&str]| names.iter().map(PathBuf::from).collect::<Vec<_>>();
    let wanted = [names(&[]), names(&["a"]), names(&["a", "b"]), names(&["b"]), names(&["b", "c"])];
    assert_eq!(seen, BTreeSet::from(wanted));
}

#[test]
fn a_synced_folder_keeps_all_that_was_done_in_it() {
    let acts =
        vec![create("a", 0), Act::Rename { from: "a".into(), to: "b".into() }, sync_folder(), create("c", 1)];
    for image in images(&recorded(&[], acts), 7) {
        assert!(image.files.contains_key(Path::new("b")) && !image.files.contains_key(Path::new("a")));
    }
}

#[test]
fn a_new_folder_comes_with_the_synced_file_in_it() {
    let acts = vec![Act::MakeFolder { path: "f".into() }, create("f/a", 0), create("f/b", 1), sync(0)];
    let images = images(&recorded(&[], acts), 7);
    assert!(images.iter().all(|image| image.files.contains_key(Path::new("f/a"))));
    assert!(images.iter().any(|image| !image.files.contains_key(Path::new("f/b"))));
}

#[test]
fn a_truncation_may_or_may_not_have_happened() {
    let recording = recorded(&[("a", b"abcd")], vec![Act::Truncate { file: 0, length: 2 }, sync(0)]);
    assert_eq!(possible(&recording, 1, "a"), BTreeSet::from([found(b"abcd"), found(b"ab")]));
    assert_eq!(possible(&recording, 3, "a"), BTreeSet::from([found(b"ab")]));
}

#[test]
fn bytes_written_after_a_truncation_come_after_it() {
    let recording =
        recorded(&[("a", b"abcd")], vec![Act::Truncate { file: 0, length: 0 }, write(0, 0, b"x")]);
    let wanted = [found(b"abcd"), found(b""), found(b"\0"), found(b"x")];
    assert_eq!(possible(&recording, 3, "a"), BTreeSet::from(wanted));
}

#[test]
fn after_a_failed_sync_a_later_one_promises_nothing() {
    let acts = vec![write(0, 0, b"1"), Act::SyncFailed { file: 0 }, write(0, 1, b"2"), sync(0)];
    let recording = recorded(&[("a", b"..")], acts);
    assert_eq!(possible(&recording, 7, "a"), BTreeSet::from([found(b".2")]));
}

#[test]
fn the_same_seed_gives_the_same_image_and_the_end_holds_everything() {
    let acts = vec![create("a", 0), write(0, 0, &[7; 3_000]), create("b", 1), write(1, 5, b"x")];
    let recording = recorded(&[], acts);
    let (mut one, mut two) = (Disk::new(&recording), Disk::new(&recording));
    (0..8).for_each(|moment| one.advance(moment));
    two.advance(7);
    assert!((0..100).all(|seed| one.image(seed) == two.image(seed)));
    assert_eq!(one.whole().files[Path::new("b")], b"\0\0\0\0\0x");
}

#[test]
fn a_file_written_through_memory_holds_anything() {
    let mut recording = recorded(&[("a-shm", b"old")], vec![write(0, 0, b"new"), sync(0)]);
    recording.mapped.insert("a-shm".into());
    let all = possible(&recording, 3, "a-shm");
    assert!(all.len() > 100 && all.iter().flatten().all(|bytes| bytes.len() == 3));
}
