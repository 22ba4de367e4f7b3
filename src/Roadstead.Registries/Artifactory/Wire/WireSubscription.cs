using System.Text.Json.Serialization;

namespace Roadstead.Registries.Artifactory.Wire;

/// <summary>A webhook subscription.</summary>
internal sealed record WireSubscription
{
    public string? Key { get; init; }

    public string? Description { get; init; }

    public bool? Enabled { get; init; }

    public WireEventFilter? EventFilter { get; init; }

    public IReadOnlyList<WireEventHandler>? Handlers { get; init; }
}

internal sealed record WireEventFilter(string? Domain, IReadOnlyList<string>? EventTypes, WireEventCriteria? Criteria);

/// <summary>The one part of a subscription whose names are in camel case.</summary>
internal sealed record WireEventCriteria
{
    [JsonPropertyName("anyLocal")]
    public bool? AnyLocal { get; init; }

    [JsonPropertyName("anyRemote")]
    public bool? AnyRemote { get; init; }

    [JsonPropertyName("anyFederated")]
    public bool? AnyFederated { get; init; }

    [JsonPropertyName("repoKeys")]
    public IReadOnlyList<string>? RepoKeys { get; init; }

    [JsonPropertyName("includePatterns")]
    public IReadOnlyList<string>? IncludePatterns { get; init; }

    [JsonPropertyName("excludePatterns")]
    public IReadOnlyList<string>? ExcludePatterns { get; init; }
}

internal sealed record WireEventHandler
{
    public string? HandlerType { get; init; }

    public string? Url { get; init; }

    /// <summary>In answers hidden.</summary>
    public string? Secret { get; init; }

    public bool? UseSecretForSigning { get; init; }
}
