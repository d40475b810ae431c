use super::*;

#[test]
fn a_call_on_one_line() {
    let calls = calls("15776 write(1<\\x2f\\x64>, \"\\x30\\x0a\", 2)                = 2\n");
    let call = &calls[0];
    assert_eq!((call.thread, call.name, call.gave), (15_776, "write", 2));
    let arguments = call.arguments();
    assert_eq!(arguments.len(), 3);
    assert_eq!(descriptor(arguments[0]), Some(Descriptor { number: 1, path: Some("/d".into()) }));
    assert_eq!(bytes(arguments[1]).unwrap(), b"0\n");
}

#[test]
fn two_threads_at_once_are_two_lines_each() {
    let text = "\
7 pwrite64(4<\\x2f\\x61>, \"\\x61\\x62\", 2, 8272 <unfinished ...>
8 fsync(7<\\x2f\\x62> <unfinished ...>
7 <... pwrite64 resumed>)           = 2
7 read(3<\\x2f\\x61>,  <unfinished ...>
8 <... fsync resumed>)              = 0
7 <... read resumed>\"\\x01\", 44)   = 1
";
    let calls = calls(text);
    let seen: Vec<_> = calls.iter().map(|call| (call.thread, call.name, call.started, call.ended)).collect();
    assert_eq!(seen, [(7, "pwrite64", 0, 5), (8, "fsync", 2, 9), (7, "read", 6, 11)]);
    assert_eq!(calls[0].arguments()[3], "8272");
    assert_eq!(calls[2].arguments(), ["3<\\x2f\\x61>", "\"\\x01\"", "44"]);
}

#[test]
fn a_call_that_failed_or_never_came_back() {
    let text = "\
7 fdatasync(4<\\x2f\\x61>) = -1 EIO (Input/output error) (INJECTED)
7 exit_group(0)  = ?
7 +++ exited with 0 +++
7 --- SIGCHLD {si_signo=SIGCHLD, si_status=0} ---
8 fsync(4<\\x2f\\x61> <unfinished ...>
";
    let calls = calls(text);
    assert_eq!(calls.len(), 1);
    assert_eq!(calls[0].gave, -1);
}

#[test]
fn an_opened_file_comes_with_its_path() {
    let calls = calls("7 openat(AT_FDCWD<\\x2f>, \"\\x61\", O_WRONLY|O_CREAT, 0666) = 3<\\x2f\\x61>\n");
    assert_eq!((calls[0].gave, calls[0].gave_path.clone()), (3, Some("/a".into())));
    assert_eq!(descriptor(calls[0].arguments()[0]).map(|found| found.number), Some(AT_CURRENT));
}

#[test]
fn a_file_without_a_name_has_no_path() {
    assert_eq!(descriptor("9<\\x2f\\x61>(deleted)"), Some(Descriptor { number: 9, path: None }));
    assert_eq!(descriptor("-1"), Some(Descriptor { number: -1, path: None }));
}

#[test]
fn every_kind_of_escape() {
    assert_eq!(bytes(r#""a\"b\\\n\t\0\1774\x7f\xff""#).unwrap(), b"a\"b\\\n\t\0\x7f4\x7f\xff");
    assert_eq!(split(r#""a, \", b", [{c, d}], 3"#), [r#""a, \", b""#, "[{c, d}]", "3"]);
}

#[test]
fn several_buffers_are_one_write() {
    let vector = r#"[{iov_base="\x78", iov_len=1}, {iov_base="\x79\x7a", iov_len=2}]"#;
    assert_eq!(bytes(vector).unwrap(), b"xyz");
}

#[test]
fn a_write_cut_short_is_refused() {
    assert!(bytes(r#""\x78\x79"..."#).is_err());
}
