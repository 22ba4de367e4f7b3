using Roadstead.Core.Contracts.Registries;
using Roadstead.Registries;
using Roadstead.Server.Hosting;

namespace Roadstead.Server.Registries.Connections;

/// <summary>Makes drivers: by product, and with Roadstead's own tokens where the registry trusts them.</summary>
internal sealed class RegistryDrivers(IEnumerable<IRegistryDriverFactory> factories, IEnumerable<ITokenSigner> signers, ServerOptions options)
{
    private readonly Dictionary<RegistryType, IRegistryDriverFactory> byType = factories.ToDictionary(factory => factory.Type);
    private readonly ITokenSigner? signer = signers.FirstOrDefault();

    public bool Knows(RegistryType type) => byType.ContainsKey(type);

    /// <summary>A driver of this product; the caller disposes it.</summary>
    public IRegistryDriver Create(RegistryType type, RegistryEndpoint endpoint, Uri? realm, string? service) =>
        byType[type].Create(IsOwnRealm(realm) && signer is not null ? endpoint with { OwnTokens = signer.SignerFor(service ?? "") } : endpoint);

    /// <summary>True when the realm is this Roadstead's token service.</summary>
    public bool IsOwnRealm(Uri? realm) => realm is not null && realm.AbsoluteUri == OwnRealm.AbsoluteUri;

    /// <summary>What a registry's <c>auth.token.realm</c> says when it trusts this Roadstead.</summary>
    public Uri OwnRealm => new(options.PublicUrl, "/token");
}
