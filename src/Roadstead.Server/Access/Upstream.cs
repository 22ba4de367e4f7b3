using Roadstead.Core.Contracts.Registries;
using Roadstead.Registries;

namespace Roadstead.Server.Access;

/// <summary>A registry as the doors and the crawler reach it, its login included. Never serialized, never logged.</summary>
/// <param name="RegistryId">The registry.</param>
/// <param name="Name">Its name.</param>
/// <param name="WorkspaceId">The workspace that integrated it; null for a platform registry.</param>
/// <param name="Workspace">That workspace's name.</param>
/// <param name="Type">The product.</param>
/// <param name="Delivery">How the right to pull reaches namespaces.</param>
/// <param name="Endpoint">Address, login and rules. Its value equals the one before while nothing of it changed, so it keys caches of drivers.</param>
/// <param name="TokenService">The service name of its challenge; null when it names none.</param>
/// <param name="Hosts">Hosts that reach it by image names: those that were declared, in their order, then its own. Aliases are not among them: an earlier host may be somebody else's by now.</param>
public sealed record Upstream(
    Guid RegistryId,
    string Name,
    Guid? WorkspaceId,
    string? Workspace,
    RegistryType Type,
    Delivery Delivery,
    RegistryEndpoint Endpoint,
    string? TokenService,
    IReadOnlyList<string> Hosts)
{
    /// <summary>What the registry sends with its events; null for one that was never given any.</summary>
    public EventSecret? EventSecret { get; init; }
}
