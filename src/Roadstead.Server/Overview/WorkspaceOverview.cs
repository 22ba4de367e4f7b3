using Roadstead.Core.Contracts.Registries;
using Roadstead.Server.Images;

namespace Roadstead.Server.Overview;

/// <summary>How a workspace does, in numbers.</summary>
/// <param name="Admins">Who its admins are, by name.</param>
/// <param name="ReadySecrets">Namespaces that can pull.</param>
/// <param name="PendingSecrets">Namespaces whose pull secret is on its way.</param>
/// <param name="FailingSecrets">Namespaces whose pull secret fails.</param>
/// <param name="FailingBindings">Bindings of the workspace that are not in force, because something stands in the way.</param>
/// <param name="PendingBindings">Bindings on their way.</param>
/// <param name="PrivateSpaces">Private spaces that it may pull from.</param>
/// <param name="PublicSpaces">Public ones.</param>
/// <param name="Registries">The registries that it may pull from, its own among them.</param>
public sealed record WorkspaceOverview(
    IReadOnlyList<string> Admins, int ReadySecrets, int PendingSecrets, int FailingSecrets, int FailingBindings, int PendingBindings, int PrivateSpaces, int PublicSpaces, IReadOnlyList<RegistryFacet> Registries)
{
    /// <summary>Those that cannot be counted on at the moment.</summary>
    public IEnumerable<RegistryFacet> Unhealthy => Registries.Where(registry => registry.Status is RegistryStatus.Unhealthy);
}
