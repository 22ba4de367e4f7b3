namespace Roadstead.Core.Contracts.Registries;

/// <summary>How a registry tells of changes.</summary>
/// <param name="State">In one word.</param>
/// <param name="Spaces">Spaces at the registry.</param>
/// <param name="Subscribed">Of these, how many tell.</param>
/// <param name="LastEventAt">When the last message came, since the server was started; null for none.</param>
/// <param name="CheckedAt">When the subscriptions were looked at last.</param>
/// <param name="Reason">What is in the way; null for nothing.</param>
/// <param name="Message">The same for people.</param>
public sealed record EventsView(
    EventsState State,
    int Spaces,
    int Subscribed,
    DateTimeOffset? LastEventAt,
    DateTimeOffset? CheckedAt,
    string? Reason,
    string? Message)
{
    /// <summary>What it told last, newest first: a few; <c>GET /registries/{r}/events</c> has more.</summary>
    public IReadOnlyList<RegistryEventView> Recent { get; init; } = [];
}
