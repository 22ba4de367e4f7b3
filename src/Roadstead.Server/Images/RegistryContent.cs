using Roadstead.Core.Access;
using Roadstead.Core.Errors;
using Roadstead.Server.Access;

namespace Roadstead.Server.Images;

/// <summary>Finds an image in one registry, for those who may see all that it holds: who is bound does not count.</summary>
internal sealed class RegistryContent(IAccessMapSource maps, IUpstreamSource upstreams)
{
    /// <summary>A registry as it is published: the platform's where <paramref name="workspace"/> is null, else the one that this workspace integrated.</summary>
    public Upstream? Find(string? workspace, string registry) => upstreams.Upstreams.Values.FirstOrDefault(upstream => upstream.Name == registry && upstream.Workspace == workspace);

    /// <summary>Where in the registry an image is, by the name to pull it by.</summary>
    public Outcome<Verdict> Locate(string? workspace, string registry, string? image)
    {
        if (string.IsNullOrWhiteSpace(image)) return Problem.ForField(ErrorCodes.ValidationFailed, "image", "Name the image: ?image=<name to pull by>.");
        if (Find(workspace, registry) is not { } found) return new Problem(ErrorCodes.NotFound, $"There is no registry '{registry}'.");
        var verdict = maps.Current.DecideFor(found.WorkspaceId, allowUnmanaged: false, image.Trim());
        return verdict.Registry?.Id == found.RegistryId && verdict.PathInRegistry() is { Length: > 0 }
            ? verdict
            : new Problem(ErrorCodes.ImageNotFound, $"Registry '{registry}' holds no image of this name.");
    }
}
