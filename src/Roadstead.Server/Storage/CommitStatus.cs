namespace Roadstead.Server.Storage;

public enum CommitStatus
{
    /// <summary>Stored, and the access map includes it.</summary>
    Committed,

    /// <summary>A row with the same unique values exists.</summary>
    Duplicate,

    /// <summary>Something refers to what was deleted, or what was referred to is gone.</summary>
    Referenced,

    /// <summary>The row was changed meanwhile.</summary>
    Stale,

    /// <summary>The row was deleted meanwhile.</summary>
    Gone,

    /// <summary>The condition that the change must keep does not hold.</summary>
    Refused,

    /// <summary>The database stayed locked.</summary>
    Busy,
}
