using System.Text.Json.Nodes;
using Roadstead.Testing.Harbor.Quotas;
using Roadstead.Testing.Harbor.Repositories;
using Roadstead.Testing.Harbor.Users;

namespace Roadstead.Testing.Harbor.Projects;

/// <summary>A project.</summary>
public sealed class ProjectState(long id, string name, UserState owner, DateTimeOffset createdAt)
{
    public long Id => id;

    public string Name => name;

    public UserState Owner => owner;

    public DateTimeOffset CreatedAt { get; } = createdAt;

    public DateTimeOffset UpdatedAt { get; set; } = createdAt;

    /// <summary>The endpoint that a proxy cache pulls from; 0 for an ordinary project.</summary>
    public long RegistryId { get; set; }

    /// <summary>Texts, as Harbor keeps them.</summary>
    public SortedDictionary<string, string> Metadata { get; } = new(StringComparer.Ordinal);

    public bool IsPublic => Metadata.GetValueOrDefault("public") is "true" or "1";

    /// <summary>The project's own CVE allow list; the id counts projects that were really made.</summary>
    public long AllowlistId { get; init; }

    public IReadOnlyList<string> AllowedCves { get; set; } = [];

    public List<MemberState> Members { get; } = [];

    public QuotaState Quota { get; init; } = null!;

    public List<RepositoryState> Repositories { get; } = [];

    /// <summary>Digests and sizes of the blobs that count for the quota, each once.</summary>
    public Dictionary<string, long> Blobs { get; } = [];

    /// <summary>Rules of tags that cannot be moved or deleted, as they were sent, by id.</summary>
    public SortedDictionary<long, JsonObject> ImmutableRules { get; } = [];

    public long UsedBytes => Blobs.Values.Sum();

    public RepositoryState? Find(string repository) => Repositories.Find(found => found.Name == repository);
}
