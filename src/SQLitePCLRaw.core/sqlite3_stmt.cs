using System.Runtime.InteropServices;

namespace SQLitePCL;

/// <summary>A prepared statement.</summary>
public sealed class sqlite3_stmt : SafeHandle
{
    public sqlite3_stmt()
        : base(0, ownsHandle: true)
    {
    }

    internal sqlite3_stmt(nint statement, sqlite3 connection)
        : base(0, ownsHandle: true)
    {
        Connection = connection;
        SetHandle(statement);
    }

    public override bool IsInvalid => handle == 0;

    /// <summary>Reachable as long as the statement is, so that the collector does not close the connection under a running statement.</summary>
    internal sqlite3? Connection { get; }

    internal nint Ptr => handle;

    protected override bool ReleaseHandle()
    {
        // The result repeats the failure of the last step; the statement is gone in any case.
        _ = Native.sqlite3_finalize(handle);
        return true;
    }
}
