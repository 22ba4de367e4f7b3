namespace Roadstead.Core.Contracts.Workspaces;

/// <summary>How far something outside the database has come. On the wire: kebab-case.</summary>
public enum DeliveryState
{
    /// <summary>Not yet done.</summary>
    Pending,

    /// <summary>Done.</summary>
    Ready,

    /// <summary>Tried, and failed; the reason says why.</summary>
    Failing,

    /// <summary>Being taken away.</summary>
    Removing,
}
