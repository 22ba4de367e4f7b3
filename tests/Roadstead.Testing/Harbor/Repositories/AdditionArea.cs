using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Roadstead.Testing.Harbor.Http;

namespace Roadstead.Testing.Harbor.Repositories;

/// <summary>What an artifact offers beside itself: the history of an image, the files of a chart.</summary>
internal sealed class AdditionArea : IHarborArea
{
    private static readonly string[] Known = ["build_history", "values.yaml", "readme.md", "dependencies", "sbom", "license", "files"];

    public void Map(HarborRoutes routes) => routes.MapAsync("GET", ArtifactArea.One + "/additions/{addition}", GetAsync);

    private static async Task<HarborAnswer> GetAsync(HarborCall call)
    {
        var addition = call.Path("addition");
        if (!Known.Contains(addition))
        {
            throw HarborException.Unprocessable($"addition in path should be one of [{string.Join(' ', Known)}]");
        }

        var artifact = call.Locked(() => ArtifactArea.Find(call, "read", "artifact-addition"));
        if (!ArtifactAdditions.Of(artifact).Contains(addition))
        {
            var version = artifact.Type == "UNKNOWN" ? "" : "(manifest version 2)";
            throw HarborException.BadRequest($"addition {addition.ToUpperInvariant()} isn't supported for {artifact.Type}{version}");
        }

        return addition switch
        {
            "build_history" => Json(artifact.Config?["history"]),
            "dependencies" => Json(artifact.Config?["dependencies"]),
            _ => await FileAsync(call, artifact, addition),
        };
    }

    private static HarborAnswer Json(JsonNode? content) =>
        HarborAnswer.Text(content?.ToJsonString(HarborJson.Options) ?? "null", "application/json; charset=utf-8");

    private static async Task<HarborAnswer> FileAsync(HarborCall call, ArtifactState artifact, string name)
    {
        var layer = JsonNode.Parse(artifact.Manifest)?["layers"]?[0]?["digest"]?.GetValue<string>();
        var content = await call.State.Storage.ReadAsync($"/v2/{artifact.Repository.FullName}/blobs/{layer}", null, call.Http.RequestAborted) ?? throw HarborException.Internal();
        var file = await FindAsync(content, name) ?? throw HarborException.NotFound($"the {name} of artifact {artifact.Repository.Reference(artifact.Digest)} not found");
        return HarborAnswer.Text(file, name == "readme.md" ? "text/markdown; charset=utf-8" : "text/plain; charset=utf-8");
    }

    // The file lies in the chart's own folder.
    private static async Task<string?> FindAsync(byte[] archive, string name)
    {
        await using var unpacked = new GZipStream(new MemoryStream(archive), CompressionMode.Decompress);
        await using var tar = new TarReader(unpacked);
        try
        {
            while (await tar.GetNextEntryAsync() is { } entry)
            {
                if (entry.Name.Split('/') is [_, var file] && string.Equals(file, name, StringComparison.OrdinalIgnoreCase) && entry.DataStream is { } data)
                {
                    using var reader = new StreamReader(data, Encoding.UTF8);
                    return await reader.ReadToEndAsync();
                }
            }
        }
        catch (InvalidDataException)
        {
            throw HarborException.Internal();
        }

        return null;
    }
}
