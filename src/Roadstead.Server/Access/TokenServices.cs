using System.Diagnostics.CodeAnalysis;
using Roadstead.Core.Contracts.Registries;

namespace Roadstead.Server.Access;

/// <summary>
/// Which registry speaks for the service name of a token. A registry checks of a token's audience only this name, which is its own choice: one that took
/// another's name would be sent tokens that open the other, and its spaces would decide over the other's images. So a platform registry, which a platform
/// admin vouches for, may use any name; a workspace's only its own <c>host[:port]</c>, by which it gets tokens that are of use nowhere else.
/// </summary>
public sealed class TokenServices(IUpstreamSource upstreams)
{
    /// <summary>Null when none does.</summary>
    public Upstream? Find(string service) => upstreams.Upstreams.Values
        .Where(upstream => upstream.Delivery == Delivery.TokenService && upstream.TokenService == service && IsAllowed(upstream.WorkspaceId, upstream.Endpoint.Url, service))
        .OrderBy(upstream => upstream.WorkspaceId is not null)
        .ThenBy(upstream => upstream.RegistryId) // ids count up in time: the oldest
        .FirstOrDefault();

    /// <summary>May tokens for this service be sent to this registry?</summary>
    /// <param name="workspaceId">The workspace that integrates it; null for the platform.</param>
    /// <param name="registry">Its address.</param>
    /// <param name="service">What it calls itself.</param>
    public static bool IsAllowed(Guid? workspaceId, Uri registry, [NotNullWhen(true)] string? service) =>
        service is { Length: > 0 } && (workspaceId is null || string.Equals(service, registry.Authority, StringComparison.OrdinalIgnoreCase));
}
