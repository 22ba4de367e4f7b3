namespace Roadstead.Core.Contracts.Registries;

/// <summary>Whether a registry tells of changes.</summary>
public enum EventsState
{
    /// <summary>It was not asked yet.</summary>
    Pending,

    /// <summary>It was asked to, for all of its spaces.</summary>
    Subscribed,

    /// <summary>It was asked to for some of its spaces.</summary>
    Partial,

    /// <summary>It was asked to, and something happened that it did not tell of.</summary>
    Silent,

    /// <summary>It cannot be asked.</summary>
    Failing,
}
