using System.Runtime.InteropServices;

namespace SQLitePCL;

/// <summary>A running backup.</summary>
public sealed class sqlite3_backup : SafeHandle
{
    public sqlite3_backup()
        : base(0, ownsHandle: true)
    {
    }

    internal sqlite3_backup(nint backup, sqlite3 destination, sqlite3 source)
        : base(0, ownsHandle: true)
    {
        Connections = (destination, source);
        SetHandle(backup);
    }

    public override bool IsInvalid => handle == 0;

    internal (sqlite3 Destination, sqlite3 Source)? Connections { get; }

    internal nint Ptr => handle;

    protected override bool ReleaseHandle()
    {
        // The result repeats the failure of the last step; the backup is ended in any case.
        _ = Native.sqlite3_backup_finish(handle);
        return true;
    }
}
