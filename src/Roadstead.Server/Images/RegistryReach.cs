using Roadstead.Core.Contracts.Registries;

namespace Roadstead.Server.Images;

/// <summary>How clients get to the images of a registry: what namespaces pull by, and the gateway, which a person may use for each of them.</summary>
/// <param name="Delivery">How the right to pull reaches namespaces; null for a registry that was removed a moment ago.</param>
/// <param name="Host">How the host of the names is reached that namespaces pull by.</param>
/// <param name="GatewayPrefix">What the names begin with by which the gateway serves it; ends in '/', to be followed by the path within the registry.</param>
/// <param name="Gateway">How the gateway is reached.</param>
public sealed record RegistryReach(Delivery? Delivery, HostTrust Host, string GatewayPrefix, HostTrust Gateway);
