using Microsoft.EntityFrameworkCore;
using Roadstead.Core.Errors;
using Roadstead.Server.Hosting;
using Roadstead.Server.Registries.Connections;
using Roadstead.Server.Storage;

namespace Roadstead.Server.Registries.Inspection;

/// <summary>
/// Under which service name a registry may be given Roadstead's own tokens. A token is good wherever its service name is: a registry that called itself
/// by another one's name could collect tokens and use them there. So the name is one registry's alone, and a workspace's holds the workspace's name.
/// </summary>
internal sealed class OwnServiceRule(ServerOptions options, RegistryDrivers drivers)
{
    private const string WorkspacePrefix = "w/";

    /// <summary>The problem with the service name; null when it is this registry's to use.</summary>
    /// <param name="db">The store.</param>
    /// <param name="owner">Whose the registry is.</param>
    /// <param name="name">Its name; empty while only an address is probed.</param>
    /// <param name="registryId">Its id.</param>
    /// <param name="service">What its challenge names.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    public async Task<Problem?> FindAsync(RoadsteadDb db, RegistryOwner owner, string name, Guid registryId, string? service, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(service))
            return Refuse("It names no service. Set auth.token.service in its configuration.");
        if (!owner.IsPlatform && service != $"{WorkspacePrefix}{owner.Workspace}/{name}")
            return Refuse($"A workspace's registry calls itself w/<workspace>/<name> there: set auth.token.service to '{WorkspacePrefix}{owner.Workspace}/{(name.Length == 0 ? "<name>" : name)}' in its configuration.");
        if (owner.IsPlatform && (service.StartsWith(WorkspacePrefix, StringComparison.Ordinal) || service == options.GatewayHost))
            return Refuse($"The service name '{service}' is not a platform registry's to use. Choose another auth.token.service in its configuration.");

        var realm = drivers.OwnRealm.AbsoluteUri;
        return await db.Registries.AnyAsync(row => row.Id != registryId && row.TokenService == service && row.TokenRealm == realm, cancellationToken)
            ? Refuse($"Another registry has the service name '{service}' already. Choose another auth.token.service in its configuration.")
            : null;
    }

    private static Problem Refuse(string why) =>
        Problem.ForField(ErrorCodes.ValidationFailed, "url", $"The registry trusts Roadstead's token service. {why}");
}
