namespace SQLitePCL;

/// <content>Blobs read and written in parts, and backups.</content>
public static unsafe partial class raw
{
    public static int sqlite3_blob_open(sqlite3 db, string database, string table, string column, long rowid, int flags, out sqlite3_blob blob)
    {
        fixed (byte* d = utf8z.ToBytes(database), t = utf8z.ToBytes(table), c = utf8z.ToBytes(column))
        {
            var rc = Native.sqlite3_blob_open(db.Ptr, d, t, c, rowid, flags, out var opened);
            blob = new sqlite3_blob(opened, db);
            return Alive(rc, db);
        }
    }

    public static int sqlite3_blob_bytes(sqlite3_blob blob) => Alive(Native.sqlite3_blob_bytes(blob.Ptr), blob);

    public static int sqlite3_blob_read(sqlite3_blob blob, Span<byte> b, int offset)
    {
        fixed (byte* p = b)
            return Alive(Native.sqlite3_blob_read(blob.Ptr, p, b.Length, offset), blob);
    }

    public static int sqlite3_blob_write(sqlite3_blob blob, ReadOnlySpan<byte> b, int offset)
    {
        fixed (byte* p = b)
            return Alive(Native.sqlite3_blob_write(blob.Ptr, p, b.Length, offset), blob);
    }

    public static sqlite3_backup sqlite3_backup_init(sqlite3 destDb, string destName, sqlite3 sourceDb, string sourceName)
    {
        fixed (byte* d = utf8z.ToBytes(destName), s = utf8z.ToBytes(sourceName))
            return new sqlite3_backup(Native.sqlite3_backup_init(destDb.Ptr, d, sourceDb.Ptr, s), destDb, sourceDb);
    }

    public static int sqlite3_backup_step(sqlite3_backup backup, int nPage) => Alive(Native.sqlite3_backup_step(backup.Ptr, nPage), backup);
}
