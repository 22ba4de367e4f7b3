using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Contracts.Spaces;
using Roadstead.Server.Images;

namespace Roadstead.Server.Console.Images;

/// <summary>What a person pulls by, which is not always what a namespace pulls by.</summary>
/// <param name="Image">The whole name with tag or digest.</param>
/// <param name="InPods">The name that namespaces pull by.</param>
/// <param name="Way">Where it leads.</param>
/// <param name="NeedsLogin">True: with a token of the person's.</param>
/// <param name="Trust">What the client has to be told of the host.</param>
public sealed record PullTarget(string Image, string InPods, PullWay Way, bool NeedsLogin, HostTrust Trust)
{
    /// <summary>The host that is signed in at.</summary>
    public string Host => Image[..Image.IndexOf('/', StringComparison.Ordinal)];

    /// <param name="registry">Where the image is.</param>
    /// <param name="image">The name that namespaces pull by, without tag.</param>
    /// <param name="path">The path within the registry.</param>
    /// <param name="visibility">The space's.</param>
    /// <param name="suffix">Tag or digest, with the sign before it.</param>
    internal static PullTarget Of(RegistryFacet registry, string image, string path, Visibility visibility, string suffix)
    {
        var (reach, direct, needsLogin) = (registry.Reach, image + suffix, visibility is not Visibility.Public);
        return reach.Delivery switch
        {
            Delivery.None => new PullTarget(direct, direct, PullWay.Open, false, reach.Host),

            // A project that is public in Harbor is open there to everybody; in Artifactory nothing is.
            Delivery.Robot when !needsLogin => new PullTarget(direct, direct, PullWay.Public, false, reach.Host),
            Delivery.Robot or Delivery.ScopedToken or Delivery.Shared =>
                new PullTarget(reach.GatewayPrefix + path + suffix, direct, PullWay.GatewayInstead, needsLogin, reach.Gateway),
            Delivery.TokenService => new PullTarget(direct, direct, needsLogin ? PullWay.Registry : PullWay.Public, needsLogin, reach.Host),
            _ => new PullTarget(direct, direct, needsLogin ? PullWay.Gateway : PullWay.Public, needsLogin, reach.Host),
        };
    }
}
