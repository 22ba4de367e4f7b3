namespace Roadstead.Core.Contracts.Spaces;

/// <summary>Body of <c>PATCH /spaces/{id}</c>.</summary>
/// <param name="Visibility">Null leaves it as it is.</param>
/// <param name="QuotaBytes">The most that it may hold, more than 0; -1 for no limit; null leaves it as it is.</param>
/// <param name="Keep">True withdraws a deletion that the registry has not done, or refuses: the space is open again to those it was open to.</param>
public sealed record EditSpace(
    Visibility? Visibility = null,
    long? QuotaBytes = null,
    bool? Keep = null);
