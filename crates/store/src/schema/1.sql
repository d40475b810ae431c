-- Version 1. Every column says what it holds; rows of event are appended and never changed.
CREATE TABLE event (
    position INTEGER PRIMARY KEY,       -- order of appending, from 1; the ledger's index comes here
    id       BLOB    NOT NULL UNIQUE,   -- 16 random bytes
    kind     INTEGER NOT NULL,          -- number of the kind of event
    logged   INTEGER NOT NULL,          -- microseconds since 1970, UTC
    header   BLOB    NOT NULL,          -- canonical bytes: claimed time, by, source place
    fields   BLOB    NOT NULL           -- canonical bytes: every declared field apart
) STRICT;

CREATE TABLE source_file (
    id           INTEGER PRIMARY KEY,   -- number in the events' source places
    path         TEXT    NOT NULL,      -- below the folder given
    digest       BLOB    NOT NULL,      -- SHA-256 of its bytes
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
    bytes        INTEGER NOT NULL,      -- size
    UNIQUE (path, digest)
) STRICT;

CREATE TABLE seen (
    key BLOB PRIMARY KEY                -- 16 bytes: keyed hash of agency, table, natural key and one event's content
) STRICT, WITHOUT ROWID;

CREATE TABLE policy (
    digest TEXT PRIMARY KEY,            -- SHA-256 of the policy
    files  TEXT NOT NULL                -- name and SHA-256 of each file, a line each
) STRICT;

CREATE TABLE secret (
    name  TEXT PRIMARY KEY,             -- import_key: keys the hashes of `seen`
    value BLOB NOT NULL                 -- 32 random bytes
) STRICT;
