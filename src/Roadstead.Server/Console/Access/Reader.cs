using Roadstead.Core.Contracts.Access;
using Roadstead.Core.Contracts.Identity;
using Roadstead.Server.Console.Registries;

namespace Roadstead.Server.Console.Access;

/// <summary>Who reads an explanation: what they may open, and what they may mend.</summary>
/// <param name="Me">Null for nobody.</param>
public sealed record Reader(MeView? Me)
{
    public bool IsPlatformAdmin => Me?.PlatformRole == PlatformRole.Admin;

    public bool MayLookInto(string workspace) => IsPlatformAdmin || RoleIn(workspace) is not null;

    /// <summary>True for those who may change a registry of this workspace; null: a platform registry.</summary>
    public bool MayAdminister(string? workspace) => IsPlatformAdmin || (workspace is not null && RoleIn(workspace) == WorkspaceRole.Admin);

    public RegistryLinks? RegistryLinks(AccessView answer) => answer.Registry is { } registry && answer.Mend != AccessMend.RemovedHost ? new RegistryLinks(registry, answer.RegistryWorkspace) : null;

    /// <summary>The registry's page; null where the reader may not open it.</summary>
    public string? RegistryPage(AccessView answer) =>
        IsPlatformAdmin || (answer.RegistryWorkspace is { } workspace && MayLookInto(workspace)) ? RegistryLinks(answer)?.Overview : null;

    private WorkspaceRole? RoleIn(string workspace) => Me?.Workspaces.FirstOrDefault(membership => membership.Name == workspace)?.Role;
}
