using Roadstead.Core.Contracts.Registries;

namespace Roadstead.Server.Access;

/// <summary>The names by which members pull.</summary>
public static class PullPrefix
{
    /// <summary>Ends in '/', to be followed by the path within the registry.</summary>
    /// <param name="delivery">How the right to pull reaches namespaces.</param>
    /// <param name="firstHost">The first host of the registry's image names.</param>
    /// <param name="gatewayHost">The gateway's host.</param>
    /// <param name="registry">The registry's name.</param>
    /// <param name="workspace">The workspace that integrated it; null for a platform registry.</param>
    public static string Of(Delivery delivery, string firstHost, string gatewayHost, string registry, string? workspace) => delivery switch
    {
        Delivery.Gateway when workspace is not null => $"{gatewayHost}/w/{workspace}/{registry}/",
        Delivery.Gateway => $"{gatewayHost}/{registry}/",
        _ => $"{firstHost}/",
    };
}
