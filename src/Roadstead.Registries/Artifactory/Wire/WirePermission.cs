using System.Text.Json;
using System.Text.Json.Serialization;

namespace Roadstead.Registries.Artifactory.Wire;

/// <summary>A permission target as <c>/api/v2/security/permissions</c> has it; in lists with its name alone.</summary>
internal sealed record WirePermission
{
    public string? Name { get; init; }

    public WirePermissionRepo? Repo { get; init; }

    public JsonElement? Build { get; init; }

    public JsonElement? ReleaseBundle { get; init; }
}

internal sealed record WirePermissionRepo
{
    [JsonPropertyName("include-patterns")]
    public IReadOnlyList<string>? Include { get; init; }

    [JsonPropertyName("exclude-patterns")]
    public IReadOnlyList<string>? Exclude { get; init; }

    public IReadOnlyList<string>? Repositories { get; init; }

    public WirePermissionActions? Actions { get; init; }
}

internal sealed record WirePermissionActions
{
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Users { get; init; }

    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Groups { get; init; }
}
