using Roadstead.Core.Contracts.Identity;
using Roadstead.Core.Errors;
using Roadstead.Server.Workspaces;

namespace Roadstead.Server.Console.Workspaces;

/// <summary>Reads what every page of one workspace shows around its own part.</summary>
internal sealed class WorkspaceFrameService(WorkspaceService workspaces)
{
    internal async Task<Outcome<WorkspaceFrame>> ReadAsync(HttpContext http, string name, CancellationToken cancellationToken)
    {
        var found = await workspaces.GetAsync(name, cancellationToken);
        if (!found.IsSuccess)
            return found.Problem;
        var page = http.Page();
        var role = page.Me?.Workspaces.FirstOrDefault(m => m.Name == name)?.Role;
        return new WorkspaceFrame(found.Value, role, page.Me?.PlatformRole == PlatformRole.Admin);
    }
}
