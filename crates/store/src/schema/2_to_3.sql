-- From version 2 to 3: what is found by a keyed hash has one table, into which many are sorted at once. Only tables that
-- can be made anew from others are touched; the log is not. The tables made here are those of 3.sql, word for word.

ALTER TABLE submission RENAME TO submission_before;
DROP INDEX submission_by_position;
DROP INDEX subject_by_tag;

CREATE TABLE submission (
    position INTEGER PRIMARY KEY,       -- index of the telling
    tag      BLOB NOT NULL,             -- keyed hash of the id that the teller's side chose
    words    BLOB,                      -- keyed hash of the words to remember; NULL: erased
    digest   BLOB NOT NULL              -- keyed hash of what was told: another under the same id is refused; empty: erased
) STRICT;

-- Keyed hashes come in no order: sorted in one by one, each would dirty a page of its own. So a new one is appended to
-- `fresh`, and sorted into `lookup` with many others.
CREATE TABLE lookup (
    hash BLOB    NOT NULL,              -- a keyed hash of 16 bytes
    kind INTEGER NOT NULL,              -- 1: of a submission id, 2: of words to remember, 3: of what a subject is known by
    at   INTEGER NOT NULL,              -- index of the telling; number of the subject
    PRIMARY KEY (hash, kind, at)
) STRICT, WITHOUT ROWID;

CREATE TABLE fresh (
    n    INTEGER PRIMARY KEY,           -- index of the entry it came with * 65536 + place; grows
    hash BLOB    NOT NULL,              -- the rest as in lookup
    kind INTEGER NOT NULL,
    at   INTEGER NOT NULL
) STRICT;

INSERT INTO submission (position, tag, words, digest)
    SELECT position, tag, words, digest FROM submission_before ORDER BY position;
INSERT INTO lookup (hash, kind, at)
    SELECT tag AS hash, 1, position FROM submission_before
    UNION ALL SELECT words, 2, position FROM submission_before WHERE words IS NOT NULL
    UNION ALL SELECT tag, 3, id FROM subject WHERE tag IS NOT NULL
    ORDER BY hash;
DROP TABLE submission_before;
