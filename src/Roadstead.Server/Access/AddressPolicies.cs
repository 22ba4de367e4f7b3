using Roadstead.Registries.Distribution;
using Roadstead.Server.Hosting;

namespace Roadstead.Server.Access;

/// <summary>Which addresses registries may have, by who integrated them.</summary>
/// <param name="Platform">For registries of platform admins.</param>
/// <param name="Workspace">For registries of workspace admins.</param>
public sealed record AddressPolicies(AddressPolicy Platform, AddressPolicy Workspace)
{
    public static AddressPolicies From(ServerOptions options) => new(
        new AddressPolicy { AllowedNetworks = options.AllowedNetworks },
        new AddressPolicy { AllowedNetworks = options.WorkspaceAllowedNetworks, AllowPrivate = options.WorkspacePrivateNetworks });

    public AddressPolicy For(Guid? workspaceId) => workspaceId is null ? Platform : Workspace;
}
