using System.Text.Json.Nodes;
using Roadstead.Testing.Harbor.Http;
using Roadstead.Testing.Harbor.Scanners;

namespace Roadstead.Testing.Harbor.Repositories;

/// <summary>Artifacts, tags and accessories as JSON.</summary>
internal static class ArtifactViews
{
    private const string ImageIcon = "sha256:0048162a053eef4d4ce3fe7518615bef084403614f8bca43b40ae2e762e11e06";
    private const string ChartIcon = "sha256:61cf3a178ff0f75bf08a25d96b75cf7355dc197749a9f128ed3ef34b0df05518";
    private const string OtherIcon = "sha256:da834479c923584f4cbcdecc0dac61f32bef1d51e8aae598cf16bd154efab49f";
    private const string CosignIcon = "sha256:20401d5b3a0f6dbc607c8d732eb08471af4ae6b19811a4efce8c6a724aed2882";

    /// <summary>With what the query asks for.</summary>
    public static JsonObject View(HarborCall call, ArtifactState artifact)
    {
        var features = call.Features;
        var json = new JsonObject();
        var accessories = features.Accessories && call.QueryFlag("with_accessory") == true ? Accessories(artifact).ToList() : [];
        json.With(features.Accessories, "accessories", accessories.Count > 0 ? HarborJson.Array(accessories, Accessory) : null);
        if (Links(call, artifact) is { Count: > 0 } links)
        {
            json["addition_links"] = links;
        }

        json.With(artifact.Annotations is not null, "annotations", artifact.Annotations?.DeepClone());
        json.With(features.ArtifactType && artifact.ArtifactType.Length > 0, "artifact_type", artifact.ArtifactType);
        json["digest"] = artifact.Digest;
        json.With(artifact.ExtraAttributes is not null, "extra_attrs", artifact.ExtraAttributes?.DeepClone());
        json["icon"] = artifact.Type switch { "IMAGE" => ImageIcon, "CHART" => ChartIcon, _ => OtherIcon };
        json["id"] = artifact.Id;
        json["labels"] = call.QueryFlag("with_label") == true && call.State.LabelsOf(artifact) is { Count: > 0 } labels ? labels : null;
        json["manifest_media_type"] = artifact.ManifestMediaType;
        json["media_type"] = artifact.MediaType;
        json["project_id"] = artifact.Repository.Project.Id;
        json["pull_time"] = HarborJson.Time(artifact.PulledAt);
        json["push_time"] = HarborJson.Time(artifact.PushedAt);
        json["references"] = artifact.Children.Count > 0 ? HarborJson.Array(artifact.Children, child => Reference(artifact, child)) : null;
        json["repository_id"] = artifact.Repository.Id;
        json.With(features.ArtifactType, "repository_name", artifact.Repository.FullName);
        if (call.QueryFlag("with_scan_overview") == true && ScanOverviews.View(call, artifact) is { } overview)
        {
            json["scan_overview"] = overview;
        }

        json["size"] = artifact.Size;
        json["tags"] = (call.QueryFlag("with_tag") ?? true) && artifact.Tags.Count > 0 ? HarborJson.Array(artifact.Tags.OrderByDescending(tag => tag.Id), tag => Tag(call, artifact, tag)) : null;
        json["type"] = artifact.Type;
        return json;
    }

    public static JsonObject Tag(HarborCall call, ArtifactState artifact, TagState tag) => new JsonObject
    {
        ["artifact_id"] = artifact.Id,
        ["id"] = tag.Id,
        ["immutable"] = call.QueryFlag("with_immutable_status") == true && ImmutableTags.Holds(artifact.Repository, tag.Name),
        ["name"] = tag.Name,
        ["pull_time"] = HarborJson.Time(tag.PulledAt),
        ["push_time"] = HarborJson.Time(tag.PushedAt),
        ["repository_id"] = artifact.Repository.Id,
    }.With(call.Features.Notary, "signed", false);

    public static IEnumerable<ArtifactState> Accessories(ArtifactState artifact) =>
        artifact.Repository.Artifacts.Where(other => other.Accessory?.SubjectDigest == artifact.Digest).OrderBy(other => other.Id);

    public static JsonObject Accessory(ArtifactState accessory)
    {
        var about = accessory.Accessory!;
        return new JsonObject
        {
            ["artifact_id"] = accessory.Id,
            ["creation_time"] = HarborJson.Time(about.CreatedAt),
            ["digest"] = accessory.Digest,
            ["icon"] = about.Type == "signature.cosign" ? CosignIcon : "",
            ["id"] = accessory.AccessoryId,
            ["size"] = accessory.Size,
            ["subject_artifact_digest"] = about.SubjectDigest,
            ["subject_artifact_id"] = accessory.Repository.FindDigest(about.SubjectDigest)?.Id ?? 0,
            ["subject_artifact_repo"] = accessory.Repository.FullName,
            ["type"] = about.Type,
        };
    }

    /// <summary>The path of an artifact in the API: slashes of the repository are encoded twice.</summary>
    public static string Path(ArtifactState artifact) =>
        $"/api/v2.0/projects/{artifact.Repository.Project.Name}/repositories/{artifact.Repository.Name.Replace("/", "%252F", StringComparison.Ordinal)}/artifacts/{artifact.Digest}";

    private static JsonObject Links(HarborCall call, ArtifactState artifact)
    {
        var links = new JsonObject();
        foreach (var addition in ArtifactAdditions.Of(artifact))
        {
            links[addition] = Link(addition);
        }

        if (call.State.HasScanner)
        {
            links["vulnerabilities"] = Link("vulnerabilities");
            // A link that leads nowhere, as long as there is no SBOM.
            links.With(call.Features.NewWording, "sboms", new JsonObject { ["absolute"] = false, ["href"] = Path(artifact)[..^artifact.Digest.Length] + "/additions/sbom" });
        }

        return links;

        JsonObject Link(string addition) => new() { ["absolute"] = false, ["href"] = $"{Path(artifact)}/additions/{addition}" };
    }

    private static JsonObject Reference(ArtifactState index, ChildState child)
    {
        var platform = new JsonObject { ["OsFeatures"] = null };
        foreach (var name in new[] { "architecture", "os", "variant", "os.version" })
        {
            if (child.Platform?[name] is { } value)
            {
                platform[name == "os.version" ? "'os.version'" : name] = value.DeepClone();
            }
        }

        return new JsonObject
        {
            ["child_digest"] = child.Digest,
            ["child_id"] = index.Repository.FindDigest(child.Digest)?.Id ?? 0,
            ["parent_id"] = index.Id,
            ["platform"] = platform,
            ["urls"] = null,
        }.With(child.Annotations is not null, "annotations", child.Annotations?.DeepClone());
    }
}
