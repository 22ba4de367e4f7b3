using Roadstead.Testing.Harbor.Http;
using Roadstead.Testing.Harbor.Projects;
using Roadstead.Testing.Harbor.Registry;

namespace Roadstead.Testing.Harbor.Repositories;

/// <summary>Copies an artifact with its children and accessories into another repository.</summary>
internal sealed class CopyArea : IHarborArea
{
    public void Map(HarborRoutes routes) => routes.MapAsync("POST", "/projects/{project_name}/repositories/{repository_name}/artifacts", CopyAsync);

    private static async Task<HarborAnswer> CopyAsync(HarborCall call)
    {
        var from = call.Query("from") ?? throw HarborException.Unprocessable("from in query is required");
        var name = call.Path("repository_name");
        var (project, source, reference) = call.Locked(() => Find(call, from));
        var all = call.Locked(() => Needed(source).ToList());
        foreach (var artifact in all)
        {
            var isSynthetic = call.Locked(() => SyntheticImages.Holds(call.State, artifact.Digest));
            if (!isSynthetic)
            {
                var blobs = artifact.Blobs.Keys.Where(blob => blob != artifact.Digest);
                await call.State.Storage.CopyAsync(source.Repository.FullName, $"{project.Name}/{name}", blobs, artifact.Digest, artifact.ManifestMediaType, artifact.Manifest, call.Http.RequestAborted);
            }

            var config = artifact.Config is { } known ? System.Text.Encoding.UTF8.GetBytes(known.ToJsonString(HarborJson.Options)) : null;
            call.Locked(() => ArtifactIntake.Add(call.State, project, name, ManifestReading.Read(artifact.Manifest, artifact.ManifestMediaType), config, artifact == source && !reference.Contains(':', StringComparison.Ordinal) ? reference : null));
        }

        return call.Locked(() =>
        {
            var copy = project.Find(name)!.FindDigest(source.Digest)!;
            call.State.Tell(new HarborEvent("PUSH_ARTIFACT", call.Identity.Name, project.Id, copy.Repository, copy.Digest, reference.Contains(':', StringComparison.Ordinal) ? null : reference));
            return HarborAnswer.Created($"/api/v2.0/projects/{project.Name}/repositories/{name.Replace("/", "%2F", StringComparison.Ordinal)}/artifacts/{reference}");
        });
    }

    private static (ProjectState Project, ArtifactState Source, string Reference) Find(HarborCall call, string from)
    {
        var project = call.RequireProject(call.Path("project_name"), "create", "artifact", byNameOnly: true);
        var at = from.Contains('@', StringComparison.Ordinal) ? from.IndexOf('@', StringComparison.Ordinal) : from.LastIndexOf(':');
        var (repository, reference) = at < 0 ? (from, "") : (from[..at], from[(at + 1)..]);
        var slash = repository.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || reference.Length == 0)
        {
            throw HarborException.BadRequest($"artifact {from} not found");
        }

        var source = call.RequireProject(repository[..slash], "read", "artifact", byNameOnly: true).Find(repository[(slash + 1)..])?.Find(reference);
        return (project, source ?? throw HarborException.BadRequest($"artifact {from} not found"), reference);
    }

    // Children first: an index cannot be there before them.
    private static IEnumerable<ArtifactState> Needed(ArtifactState artifact) =>
        [.. artifact.Children.Select(child => artifact.Repository.FindDigest(child.Digest)).OfType<ArtifactState>().SelectMany(Needed), artifact, .. ArtifactViews.Accessories(artifact)];
}
