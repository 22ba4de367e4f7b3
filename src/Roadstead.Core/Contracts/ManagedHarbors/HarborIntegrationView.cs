namespace Roadstead.Core.Contracts.ManagedHarbors;

/// <summary>How far the integration of a Harbor in a cluster is.</summary>
/// <param name="State">The state.</param>
/// <param name="Reason">A code, those of the API's errors among them; null when all is well.</param>
/// <param name="Message">The state in words.</param>
/// <param name="ChangedAt">Since when state and reason are so, as far as this server has seen since its start.</param>
public sealed record HarborIntegrationView(HarborIntegrationState State, string? Reason, string Message, DateTimeOffset ChangedAt);
