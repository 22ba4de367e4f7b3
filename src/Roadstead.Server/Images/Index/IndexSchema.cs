namespace Roadstead.Server.Images.Index;

/// <summary>The tables of index.db. A file of another version is thrown away: everything in it can be read again from the registries.</summary>
internal static class IndexSchema
{
    /// <summary>Count it up with every change below.</summary>
    public const int Version = 2;

    // Times are UTC ticks, 0 for unknown. A registry is known by a small key, because it stands in every row and index.
    //
    // listed_in and read_in count crawls: what a complete listing did not see is gone, and what the crawl that runs has not yet read is its resume point.
    // told_at and told_artifacts are what the registry's list says of a repository, seen_at is what told_at was when it was read: where they differ, it has changed since.
    // artifacts is how many the registry lists in it, null where it lists none.
    // A tag that the registry hides behind (a signature, a fallback for referrers) is kept for the storage that it takes, and shown nowhere.
    public const string Tables = """
        CREATE TABLE crawls (
            key INTEGER PRIMARY KEY,
            registry TEXT NOT NULL UNIQUE,
            number INTEGER NOT NULL DEFAULT 0,
            state TEXT NOT NULL DEFAULT 'pending',
            phase TEXT NOT NULL DEFAULT 'names',
            started_at INTEGER NOT NULL DEFAULT 0,
            finished_at INTEGER NOT NULL DEFAULT 0,
            complete_since INTEGER NOT NULL DEFAULT 0,
            repositories INTEGER NOT NULL DEFAULT 0,
            reason TEXT
        ) STRICT;

        CREATE TABLE repositories (
            id INTEGER PRIMARY KEY,
            registry INTEGER NOT NULL,
            path TEXT NOT NULL,
            first_seen_at INTEGER NOT NULL,
            last_seen_at INTEGER NOT NULL,
            listed_in INTEGER NOT NULL,
            read_in INTEGER NOT NULL DEFAULT 0,
            tag_count INTEGER NOT NULL DEFAULT 0,
            updated_at INTEGER NOT NULL DEFAULT 0,
            bytes INTEGER NOT NULL DEFAULT 0,
            artifacts INTEGER,
            read_at INTEGER NOT NULL DEFAULT 0,
            told_at INTEGER NOT NULL DEFAULT 0,
            told_artifacts INTEGER,
            seen_at INTEGER NOT NULL DEFAULT 0,
            UNIQUE (registry, path)
        ) STRICT;
        CREATE INDEX repositories_newest ON repositories (updated_at DESC, path, registry);

        CREATE VIRTUAL TABLE names USING fts5 (path, content = 'repositories', content_rowid = 'id', tokenize = 'trigram', columnsize = 0);
        CREATE TRIGGER repositories_added AFTER INSERT ON repositories BEGIN
            INSERT INTO names (rowid, path) VALUES (new.id, new.path);
        END;
        CREATE TRIGGER repositories_removed AFTER DELETE ON repositories BEGIN
            INSERT INTO names (names, rowid, path) VALUES ('delete', old.id, old.path);
        END;

        CREATE TABLE artifacts (
            id INTEGER PRIMARY KEY,
            registry INTEGER NOT NULL,
            digest TEXT NOT NULL,
            media_type TEXT NOT NULL,
            platforms TEXT NOT NULL,
            size INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            UNIQUE (registry, digest)
        ) STRICT;

        CREATE TABLE tags (
            repository INTEGER NOT NULL,
            name TEXT NOT NULL,
            artifact INTEGER NOT NULL,
            pushed_at INTEGER NOT NULL,
            hidden INTEGER NOT NULL,
            PRIMARY KEY (repository, name)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX tags_artifact ON tags (artifact);

        CREATE TABLE blobs (
            id INTEGER PRIMARY KEY,
            registry INTEGER NOT NULL,
            digest TEXT NOT NULL,
            size INTEGER NOT NULL,
            UNIQUE (registry, digest)
        ) STRICT;

        CREATE TABLE artifact_blobs (
            artifact INTEGER NOT NULL,
            blob INTEGER NOT NULL,
            PRIMARY KEY (artifact, blob)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX artifact_blobs_blob ON artifact_blobs (blob);

        CREATE TABLE repository_blobs (
            repository INTEGER NOT NULL,
            blob INTEGER NOT NULL,
            PRIMARY KEY (repository, blob)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX repository_blobs_blob ON repository_blobs (blob);
        """;
}
