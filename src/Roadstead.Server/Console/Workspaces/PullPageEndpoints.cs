using Roadstead.Server.Console.Components;
using Roadstead.Server.Console.Images;
using Roadstead.Server.Images;

namespace Roadstead.Server.Console.Workspaces;

internal static class PullPageEndpoints
{
    internal static async Task<IResult> ShowAsync(HttpContext http, string w, string? registry, string? client, WorkspaceFrameService frames, FacetService facets, CancellationToken cancellationToken)
    {
        var frame = await frames.ReadAsync(http, w, cancellationToken);
        if (!frame.IsSuccess)
            return ConsoleResults.Problem(http, frame.Problem);
        var registries = facets.OfWorkspace(w).Registries;
        var chosen = registries.FirstOrDefault(r => KeyOf(r) == registry) ?? (registries.Count > 0 ? registries[0] : null);
        var url = new ListUrl(ConsolePaths.PullFrom(w)).With("registry", chosen is null ? null : KeyOf(chosen)).With("client", client);
        var commands = chosen is null ? null : PullCommandsModel.For(url, chosen, chosen.PullPrefix + "path/to/image:tag", http.Page().Me?.User);
        return ConsoleResults.Page<PullPage, PullModel>(new PullModel(frame.Value, registries, chosen, commands));
    }

    /// <summary>A platform registry and a workspace's own may have the same name.</summary>
    internal static string KeyOf(RegistryFacet registry) => registry.Workspace is null ? registry.Name : $"w/{registry.Name}";
}
