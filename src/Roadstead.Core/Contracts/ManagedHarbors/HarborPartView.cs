namespace Roadstead.Core.Contracts.ManagedHarbors;

/// <summary>A part of a Harbor of the operator, in the order in which they come up.</summary>
/// <param name="Name">A code: database, cache, storage, service.</param>
/// <param name="Ready">What the operator says of it; null while it says nothing.</param>
/// <param name="Reason">The operator's code when it is not ready.</param>
/// <param name="Message">The operator's words when it is not ready.</param>
public sealed record HarborPartView(string Name, bool? Ready, string? Reason, string? Message);
