using Roadstead.Registries.Distribution;
using Roadstead.Server.Hosting;

namespace Roadstead.Server.Access;

/// <summary>Which addresses registries and clusters may have, by who connects them.</summary>
/// <param name="Platform">For registries of platform admins.</param>
/// <param name="Workspace">For registries of workspace admins.</param>
/// <param name="Clusters">For API servers, which platform admins connect.</param>
public sealed record AddressPolicies(AddressPolicy Platform, AddressPolicy Workspace, AddressPolicy Clusters)
{
    public static AddressPolicies From(ServerOptions options, ApiServerAddresses servers) => new(
        new AddressPolicy { AllowedNetworks = options.AllowedNetworks, DeniedEndpoints = () => servers.Endpoints },
        new AddressPolicy { AllowedNetworks = options.WorkspaceAllowedNetworks, AllowPrivate = options.WorkspacePrivateNetworks, DeniedEndpoints = () => servers.Endpoints },
        new AddressPolicy { AllowedNetworks = options.AllowedNetworks });

    public AddressPolicy For(Guid? workspaceId) => workspaceId is null ? Platform : Workspace;
}
