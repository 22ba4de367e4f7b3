using Roadstead.Core.Contracts.Registries;

namespace Roadstead.Server.Access;

/// <summary>
/// Which registry speaks for the service name of a token. A registry checks of a token's audience only this name, which is its own choice: one that took
/// another's name would be sent tokens that open the other, and its spaces would decide over the other's images. So a platform registry, which a platform
/// admin vouches for, may use any name; a workspace's only <c>w/workspace/registry</c>, which no other can claim.
/// </summary>
public sealed class TokenServices(IUpstreamSource upstreams)
{
    /// <summary>Null when none does.</summary>
    public Upstream? Find(string service) => upstreams.Upstreams.Values
        .Where(upstream => upstream.Delivery == Delivery.TokenService && upstream.TokenService == service && IsOwn(upstream, service))
        .OrderBy(upstream => upstream.RegistryId) // ids count up in time: of two platform registries the older
        .FirstOrDefault();

    private static bool IsOwn(Upstream upstream, string service) => upstream.WorkspaceId is null
        ? !service.StartsWith("w/", StringComparison.Ordinal)
        : service == $"w/{upstream.Workspace}/{upstream.Name}";
}
