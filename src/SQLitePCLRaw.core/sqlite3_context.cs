namespace SQLitePCL;

/// <summary>A call of a function from SQL. Valid within the call.</summary>
public sealed class sqlite3_context
{
    /// <summary>What an aggregate keeps between its steps.</summary>
    public object? state;

    internal nint Ptr;
}
