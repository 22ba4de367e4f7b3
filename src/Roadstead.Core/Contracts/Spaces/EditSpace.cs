namespace Roadstead.Core.Contracts.Spaces;

/// <summary>Body of <c>PATCH /spaces/{id}</c>.</summary>
/// <param name="Visibility">Null leaves it as it is.</param>
public sealed record EditSpace(
    Visibility? Visibility = null);
