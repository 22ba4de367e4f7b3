using Roadstead.Core.Contracts.Registries;

namespace Roadstead.Registries;

/// <summary>What is at an address.</summary>
/// <param name="Type">The product; null when it is none that Roadstead integrates.</param>
/// <param name="Product">The product's name for people.</param>
/// <param name="Version">Its version as far as it tells, such as <c>2.x</c>; null when it tells nothing.</param>
/// <param name="Evidence">What showed it, for people.</param>
/// <param name="TokenRealm">The token realm of its challenge; null when it challenges for no token.</param>
/// <param name="TokenService">The service of its challenge; null when absent.</param>
/// <param name="RequiresLogin">True when <c>/v2/</c> answers 401 without credentials.</param>
public sealed record RegistryIdentity(
    RegistryType? Type,
    string Product,
    string? Version,
    IReadOnlyList<string> Evidence,
    Uri? TokenRealm,
    string? TokenService,
    bool RequiresLogin)
{
    /// <summary>True when a registry answers, of whatever kind; false for a web site, an error page and everything else.</summary>
    public bool IsRegistry { get; init; } = true;

    /// <summary>Below which path of the host the product's own API answered, such as <c>/artifactory</c>, empty for the root; null where that is no question, or where it was not looked for.</summary>
    public string? BasePath { get; init; }

    /// <summary>What to do about it, where that is particular to what was found; null where it is not.</summary>
    public string? Remedy { get; init; }
}
