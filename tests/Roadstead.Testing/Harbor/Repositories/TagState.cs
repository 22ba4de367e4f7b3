namespace Roadstead.Testing.Harbor.Repositories;

/// <summary>A tag of an artifact.</summary>
public sealed class TagState(long id, string name, DateTimeOffset pushedAt)
{
    public long Id => id;

    public string Name => name;

    public DateTimeOffset PushedAt => pushedAt;

    /// <summary>Null before the first pull by it.</summary>
    public DateTimeOffset? PulledAt { get; set; }
}
