using System.Runtime.InteropServices;

namespace SQLitePCL;

/// <summary>An open blob.</summary>
public sealed class sqlite3_blob : SafeHandle
{
    public sqlite3_blob()
        : base(0, ownsHandle: true)
    {
    }

    internal sqlite3_blob(nint blob, sqlite3 connection)
        : base(0, ownsHandle: true)
    {
        Connection = connection;
        SetHandle(blob);
    }

    public override bool IsInvalid => handle == 0;

    internal sqlite3? Connection { get; }

    internal nint Ptr => handle;

    protected override bool ReleaseHandle()
    {
        // A failure means that an earlier write failed, which its own call has reported; the blob is closed in any case.
        _ = Native.sqlite3_blob_close(handle);
        return true;
    }
}
