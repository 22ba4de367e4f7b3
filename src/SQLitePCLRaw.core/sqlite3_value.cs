namespace SQLitePCL;

/// <summary>An argument of a function. Valid within the call.</summary>
public sealed class sqlite3_value
{
    internal nint Ptr;
}
