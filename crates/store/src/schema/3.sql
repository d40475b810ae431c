-- Version 3: the ledger. Every column says what it holds. Rows of event are appended and never changed but for
-- `concern` and `passes`, which an erasure replaces; of sealed, an erasure empties `wrapped` and `sealed`.

CREATE TABLE event (
    position INTEGER PRIMARY KEY,       -- index in the log, from 0
    id       BLOB    NOT NULL,          -- 16 random bytes
    kind     INTEGER NOT NULL,          -- number of the kind of event
    logged   INTEGER NOT NULL,          -- microseconds since 1970, UTC; never smaller than in the entry before
    entry    BLOB    NOT NULL,          -- what the log holds: version and record root
    concern  BLOB,                      -- keyed hash of the concern's number; after erasure random bytes and the agency
    passes   BLOB,                      -- the same of the concern passed on
    seeds    BLOB    NOT NULL,          -- commitment seeds of the open group and of groups that hide nothing
    open     BLOB    NOT NULL,          -- open and coded fields
    hidden   BLOB    NOT NULL           -- number of all fields, and hashes of the hidden part of the record's tree
) STRICT;
-- Erasures and holds are few and looked at before every erasure and at every start.
CREATE INDEX event_rulings ON event (position) WHERE kind IN (22, 23);

CREATE TABLE sealed (
    key      INTEGER PRIMARY KEY,       -- position * 65536 + group
    subjects BLOB    NOT NULL,          -- 8 bytes each: the subjects whose keys together open it
    wrapped  BLOB,                      -- the data key under those keys; NULL: destroyed
    sealed   BLOB                       -- the fields, each encrypted apart; NULL: destroyed
) STRICT;

CREATE TABLE subject (
    id        INTEGER PRIMARY KEY,      -- number
    tag       BLOB,                     -- keyed hash of what it is known by; NULL: by nothing, or erased
    epoch     INTEGER,                  -- epoch of the key it is wrapped under; NULL: destroyed
    wrapped   BLOB,                     -- its key; NULL: destroyed
    erased_as BLOB                      -- 16 random bytes that stand for it after erasure
) STRICT;

CREATE TABLE tile (
    key    INTEGER PRIMARY KEY,         -- level * 2^56 + number of the tile in its level; full tiles only
    hashes BLOB NOT NULL                -- 256 hashes
) STRICT;

CREATE TABLE checkpoint (
    size INTEGER PRIMARY KEY,           -- size of the log
    note TEXT NOT NULL                  -- the signed note
) STRICT;

CREATE TABLE cosignature (
    size INTEGER NOT NULL,              -- which checkpoint
    line TEXT    NOT NULL,              -- a witness's signature line
    PRIMARY KEY (size, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE former_checkpoint (
    origin TEXT    NOT NULL,            -- name of the log before it went on under a new one
    size   INTEGER NOT NULL,            -- size of the log
    note   TEXT    NOT NULL,            -- the signed note, cosignatures included: old receipts are still checked by it
    PRIMARY KEY (origin, size)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE seen (
    key      BLOB PRIMARY KEY,          -- 16 bytes: keyed hash of agency, table, natural key and one event's content
    position INTEGER NOT NULL           -- the event; -1: not known, imported before the ledger
) STRICT, WITHOUT ROWID;

CREATE INDEX seen_by_position ON seen (position);

CREATE TABLE source_file (
    id           INTEGER PRIMARY KEY,   -- number in the events' source places
    tag          BLOB    NOT NULL UNIQUE, -- keyed hash of path and content
    path         BLOB    NOT NULL,      -- its path below the folder given, sealed
    whole        INTEGER NOT NULL,      -- 1: every event of it is in the log
    format       TEXT    NOT NULL,      -- format code
    agency       TEXT    NOT NULL,      -- whose file
    covers_from  INTEGER,               -- first day, days since 1970
    covers_to    INTEGER,               -- last day
    completeness TEXT    NOT NULL,      -- full, partial, not_stated
    read         INTEGER NOT NULL,      -- rows read
    skipped      INTEGER NOT NULL,      -- rows left out
    repaired     INTEGER NOT NULL,      -- values repaired
    repeated     INTEGER NOT NULL,      -- rows already known
    children     INTEGER NOT NULL,      -- different children
    bytes        INTEGER NOT NULL       -- size
) STRICT;

CREATE TABLE policy (
    digest TEXT PRIMARY KEY,            -- SHA-256 of the policy
    files  TEXT NOT NULL                -- name and SHA-256 of each file, a line each
) STRICT;

CREATE TABLE backup (
    path TEXT PRIMARY KEY,              -- where a backup was written; an erasure writes it anew
    made INTEGER NOT NULL,              -- when, microseconds since 1970
    size INTEGER NOT NULL               -- size of the log in it
) STRICT;

CREATE TABLE meta (
    name  TEXT PRIMARY KEY,             -- origin, key: the log's name and verifier key; next_subject: first free number
    value TEXT NOT NULL
) STRICT;
