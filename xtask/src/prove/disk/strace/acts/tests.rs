use super::super::line::calls;
use super::*;

/// Hex as `strace -xx` writes it.
fn hex(text: &str) -> String {
    text.bytes().map(|byte| format!("\\x{byte:02x}")).collect()
}

/// Reads lines in which `<path>` and `"text"` stand in the clear, with the folder `/d` and the process standing in `/`.
fn acts(lines: &str) -> Recording {
    acts_after(lines, Vec::new()).unwrap()
}

fn acts_after(lines: &str, before: Vec<(PathBuf, Vec<u8>)>) -> Result<Recording, String> {
    let mut escaped = String::new();
    let mut inside = None;
    for letter in lines.chars() {
        match inside {
            Some(end) if letter == end => inside = None,
            Some(_) => {
                escaped.push_str(&hex(&letter.to_string()));
                continue;
            }
            None if letter == '"' => inside = Some('"'),
            None if letter == '{' => inside = Some('}'),
            None => {}
        }
        // Paths stand in braces here, so that `<unfinished ...>` stays as it is.
        escaped.push(match letter {
            '{' => '<',
            '}' => '>',
            other => other,
        });
    }
    let mut recording = Recording { before, ..Recording::default() };
    read(&calls(&escaped), Path::new("/d"), Path::new("/"), &mut recording)?;
    Ok(recording)
}

fn only(recording: &Recording) -> Vec<&Act> {
    recording.steps.iter().map(|step| &step.act).collect()
}

fn write(file: FileNumber, offset: u64, data: &str) -> Act {
    Act::Write { file, offset, data: data.into() }
}

#[test]
fn a_file_is_made_written_and_synced() {
    let recording = acts(
        "\
7 openat(AT_FDCWD{/}, \"d/a\", O_RDWR|O_CREAT|O_CLOEXEC, 0644) = 3{/d/a}
7 write(3{/d/a}, \"one\", 3) = 3
7 write(3{/d/a}, \"two\", 3) = 3
7 pwrite64(3{/d/a}, \"XY\", 2, 1) = 2
7 lseek(3{/d/a}, 0, SEEK_SET) = 0
7 write(3{/d/a}, \"Z\", 1) = 1
7 fdatasync(3{/d/a}) = 0
7 close(3{/d/a}) = 0
7 write(1{pipe:[9]}, \"done\", 4) = 4
",
    );
    let made = Act::Create { path: "a".into(), file: 0 };
    let wanted = [
        &made,
        &write(0, 0, "one"),
        &write(0, 3, "two"),
        &write(0, 1, "XY"),
        &write(0, 0, "Z"),
        &Act::Sync { file: 0 },
        &Act::Say { bytes: b"done".into() },
    ];
    assert_eq!(only(&recording), wanted);
}

#[test]
fn what_failed_did_not_happen_and_a_short_write_counts_as_far_as_it_went() {
    let recording = acts(
        "\
7 openat(AT_FDCWD{/}, \"/d/a\", O_WRONLY|O_CREAT, 0644) = 3{/d/a}
7 write(3{/d/a}, \"lost\", 4) = -1 ENOSPC (No space left on device) (INJECTED)
7 write(3{/d/a}, \"half\", 4) = 2
7 unlink(\"/d/none\") = -1 ENOENT (No such file or directory)
7 fsync(3{/d/a}) = -1 EIO (Input/output error)
",
    );
    let made = Act::Create { path: "a".into(), file: 0 };
    assert_eq!(only(&recording), [&made, &write(0, 0, "ha"), &Act::SyncFailed { file: 0 }]);
}

#[test]
fn only_what_is_below_the_folder_counts() {
    let recording = acts(
        "\
7 openat(AT_FDCWD{/}, \"/e/a\", O_WRONLY|O_CREAT, 0644) = 3{/e/a}
7 write(3{/e/a}, \"x\", 1) = 1
7 close(3{/e/a}) = 0
7 openat(AT_FDCWD{/}, \"/e/../d/b\", O_WRONLY|O_CREAT, 0644) = 3{/d/b}
7 write(3{/d/b}, \"y\", 1) = 1
7 rename(\"/e/a\", \"/e/c\") = 0
7 write(2{/e/log}, \"words\", 5) = 5
",
    );
    assert_eq!(only(&recording), [&Act::Create { path: "b".into(), file: 0 }, &write(0, 0, "y")]);
}

#[test]
fn a_renamed_file_stays_the_same_file() {
    let recording = acts(
        "\
7 openat(AT_FDCWD{/}, \"d/new\", O_WRONLY|O_CREAT, 0644) = 3{/d/new}
7 renameat2(AT_FDCWD{/}, \"d/new\", AT_FDCWD{/}, \"d/old\", 0) = 0
7 write(3{/d/old}, \"x\", 1) = 1
7 openat(AT_FDCWD{/}, \"d/old\", O_WRONLY|O_APPEND) = 4{/d/old}
7 write(4{/d/old}, \"y\", 1) = 1
7 unlinkat(5{/d}, \"old\", 0) = 0
7 write(3{/d/old}(deleted), \"z\", 1) = 1
7 openat(AT_FDCWD{/}, \"d\", O_RDONLY|O_DIRECTORY) = 5{/d}
7 fsync(5{/d}) = 0
",
    );
    let wanted = [
        &Act::Create { path: "new".into(), file: 0 },
        &Act::Rename { from: "new".into(), to: "old".into() },
        &write(0, 0, "x"),
        &write(0, 1, "y"),
        &Act::Remove { path: "old".into() },
        &write(0, 1, "z"),
        &Act::SyncFolder { path: "".into() },
    ];
    assert_eq!(only(&recording), wanted);
}

#[test]
fn threads_share_descriptors_and_processes_copy_them() {
    // The thread 8 is seen before the call that made it came back; the process 9 keeps its copy after 7 has closed its own.
    let recording = acts(
        "\
7 openat(AT_FDCWD{/}, \"d/a\", O_WRONLY|O_CREAT, 0644) = 3{/d/a}
7 clone3(flags=CLONE_VM|CLONE_FILES|CLONE_THREAD, 88 <unfinished ...>
8 write(3{/d/a}, \"x\", 1) = 1
7 <... clone3 resumed>) = 8
7 clone(child_stack=NULL, flags=SIGCHLD) = 9
9 dup2(3{/d/a}, 5) = 5{/d/a}
7 close(3{/d/a}) = 0
8 write(3{/e/other}, \"no\", 2) = 2
9 write(5{/d/a}, \"y\", 1) = 1
",
    );
    let made = Act::Create { path: "a".into(), file: 0 };
    assert_eq!(only(&recording), [&made, &write(0, 0, "x"), &write(0, 1, "y")]);
}

#[test]
fn a_call_lasts_from_its_first_line_to_its_second() {
    let recording = acts(
        "\
7 openat(AT_FDCWD{/}, \"d/a\", O_WRONLY|O_CREAT, 0644) = 3{/d/a}
7 fsync(3{/d/a} <unfinished ...>
8 pwrite64(3{/d/a}, \"x\", 1, 0) = 1
7 <... fsync resumed>) = 0
",
    );
    let sync = recording.steps.iter().find(|step| step.act == Act::Sync { file: 0 }).unwrap();
    assert_eq!((sync.started, sync.ended), (2, 7));
    assert_eq!(recording.length, 8);
}

#[test]
fn files_from_before_are_known_and_emptied_by_opening() {
    let before = vec![("a".into(), b"old".to_vec())];
    let recording = acts_after(
        "7 openat(AT_FDCWD{/}, \"d/a\", O_WRONLY|O_CREAT|O_TRUNC, 0644) = 3{/d/a}\n7 ftruncate(3{/d/a}, 9) = 0\n",
        before,
    );
    let wanted = [&Act::Truncate { file: 0, length: 0 }, &Act::Truncate { file: 0, length: 9 }];
    assert_eq!(only(&recording.unwrap()), wanted);
}

#[test]
fn writes_of_a_synchronous_descriptor_are_synced() {
    let recording = acts(
        "7 openat(AT_FDCWD{/}, \"d/a\", O_WRONLY|O_CREAT|O_DSYNC, 0644) = 3{/d/a}\n7 write(3{/d/a}, \"x\", 1) = 1\n",
    );
    assert_eq!(recording.steps[2].act, Act::Sync { file: 0 });
    assert_eq!(recording.steps[2].started, recording.steps[1].ended);
}

#[test]
fn what_is_not_seen_is_told() {
    let mapped = acts("7 mmap(NULL, 32768, PROT_READ|PROT_WRITE, MAP_SHARED, 5{/d/x-shm}, 0) = 0x7f03\n");
    assert!(mapped.mapped.contains(Path::new("x-shm")));
    let copied = "7 copy_file_range(3{/e/a}, NULL, 4{/d/b}, NULL, 99, 0) = 99\n";
    assert!(acts_after(copied, Vec::new()).unwrap_err().contains("copy_file_range"));
}
