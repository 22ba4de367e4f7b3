namespace Roadstead.Core.Contracts.ManagedHarbors;

/// <summary>How a Harbor in a cluster does, as last seen.</summary>
/// <param name="State">The state.</param>
/// <param name="Reason">A code; null when all is well.</param>
/// <param name="Message">The state in words.</param>
/// <param name="ChangedAt">Since when state and reason are so, as far as this server has seen since its start.</param>
public sealed record HarborInstanceView(HarborInstanceState State, string? Reason, string Message, DateTimeOffset ChangedAt)
{
    /// <summary>Its parts, one by one; empty where nobody tells of them: of a Helm release, and before the operator has taken it up.</summary>
    public IReadOnlyList<HarborPartView> Parts { get; init; } = [];
}
