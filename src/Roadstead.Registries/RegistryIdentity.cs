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
    bool RequiresLogin);
