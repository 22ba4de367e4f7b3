using Microsoft.EntityFrameworkCore;
using Roadstead.Core.Errors;
using Roadstead.Server.Storage;

namespace Roadstead.Server.Registries;

/// <summary>Whose a registry is: the platform's, or a workspace's.</summary>
/// <param name="WorkspaceId">The workspace; null for the platform.</param>
/// <param name="Workspace">Its name.</param>
internal sealed record RegistryOwner(Guid? WorkspaceId, string? Workspace)
{
    public static RegistryOwner Platform { get; } = new(null, null);

    public bool IsPlatform => WorkspaceId is null;

    /// <summary>How the audit names a registry.</summary>
    public string ObjectOf(string registry) => IsPlatform ? registry : $"{Workspace}/{registry}";

    /// <param name="db">The store.</param>
    /// <param name="workspace">The workspace's name; null means the platform.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    public static async Task<Outcome<RegistryOwner>> FindAsync(RoadsteadDb db, string? workspace, CancellationToken cancellationToken)
    {
        if (workspace is null)
            return Platform;

        var id = await db.Workspaces.Where(row => row.Name == workspace).Select(row => (Guid?)row.Id).SingleOrDefaultAsync(cancellationToken);
        return id is null ? new Problem(ErrorCodes.NotFound, $"There is no workspace '{workspace}' that you are a member of.") : new RegistryOwner(id, workspace);
    }

    public Problem NoSuchRegistry(string name) =>
        new(ErrorCodes.NotFound, IsPlatform ? $"The platform has no registry '{name}'." : $"The workspace '{Workspace}' has no registry '{name}'.");
}
