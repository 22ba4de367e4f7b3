using System.Text.RegularExpressions;
using Roadstead.Testing.Harbor.Http;

namespace Roadstead.Testing.Harbor.Projects;

/// <summary>What a project may be called, and what its metadata may hold.</summary>
internal static partial class ProjectRules
{
    private static readonly string[] Flags =
        ["public", "enable_content_trust", "enable_content_trust_cosign", "prevent_vul", "auto_scan", "auto_sbom_generation", "reuse_sys_cve_allowlist", "proxy_cache_local_on_not_found"];

    private static readonly string[] Others = ["severity", "retention_id", "proxy_speed_kb", "max_upstream_conn"];

    /// <summary>The fields of the Go type, of which all are texts.</summary>
    public static IEnumerable<string> Keys => Flags.Concat(Others);

    public static void CheckName(string name)
    {
        if (name.Length is 0 or > 255)
        {
            throw HarborException.BadRequest($"Project name {name} is illegal in length. (greater than 255 or less than 1)");
        }

        if (!Name().IsMatch(name))
        {
            throw HarborException.BadRequest("project name is not in lower case or contains illegal characters");
        }
    }

    /// <summary>The known keys of a body's metadata; unknown ones are dropped in silence.</summary>
    public static Dictionary<string, string> ReadMetadata(JsonBody body)
    {
        var metadata = new Dictionary<string, string>();
        if (body.Object("metadata", "ProjectMetadata") is { } given)
        {
            foreach (var key in Keys)
            {
                if (given.Text(key) is { } value)
                {
                    metadata[key] = value;
                }
            }
        }

        return metadata;
    }

    /// <summary>One pair of the metadata API.</summary>
    public static void CheckPair(string key, string value)
    {
        if (!Keys.Contains(key))
        {
            throw HarborException.BadRequest($"invalid key: {key}");
        }

        if ((Flags.Contains(key) && value is not ("true" or "false" or "1" or "0")) || (key == "severity" && value is not ("none" or "low" or "medium" or "high" or "critical")))
        {
            throw HarborException.BadRequest($"invalid value: {value}");
        }
    }

    /// <summary>Only a create checks the visibility.</summary>
    public static void CheckVisibility(IReadOnlyDictionary<string, string> metadata)
    {
        if (metadata.TryGetValue("public", out var value) && value is not ("true" or "false"))
        {
            throw HarborException.BadRequest($"metadata.public should only be 'true' or 'false', but got: '{value}'");
        }
    }

    [GeneratedRegex(@"\A[a-z0-9]+(?:[._-][a-z0-9]+)*\z")]
    private static partial Regex Name();
}
