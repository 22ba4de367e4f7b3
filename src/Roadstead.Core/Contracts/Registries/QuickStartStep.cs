namespace Roadstead.Core.Contracts.Registries;

/// <summary>One step of the quick start.</summary>
/// <param name="Step">Its stable name.</param>
/// <param name="Title">In words.</param>
/// <param name="Done">True when it is done.</param>
/// <param name="Href">The console's page for it.</param>
public sealed record QuickStartStep(
    string Step,
    string Title,
    bool Done,
    string Href);
