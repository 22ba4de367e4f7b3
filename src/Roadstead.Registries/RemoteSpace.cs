namespace Roadstead.Registries;

/// <summary>A space that the registry itself knows.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Public">True when everybody may pull from it there; null where the registry has no such mark, so that Roadstead alone decides.</param>
public sealed record RemoteSpace(string Name, bool? Public)
{
    /// <summary>Stands in <see cref="Includes"/> where the registry does not tell which spaces are included: no space can have this name, so that who does not know it denies.</summary>
    public const string UnknownMember = "(members that the registry does not tell)";

    /// <summary>Names of the spaces whose content it shows as its own (an Artifactory virtual repository): it gives no more than they do.</summary>
    public IReadOnlyList<string> Includes { get; init; } = [];

    /// <summary>Further names under which the registry serves the same content: <c>hub-cache</c> for the Artifactory remote repository <c>hub</c>.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Its id there, which a space of the same name made later does not have; null where the registry has none.</summary>
    public string? Id { get; init; }

    /// <summary>Repositories in it; null where the list does not tell.</summary>
    public long? Repositories { get; init; }

    /// <summary>What it holds, in bytes; null where the list does not tell.</summary>
    public long? UsedBytes { get; init; }

    /// <summary>The most that it may hold, in bytes; null for no limit, or where the list does not tell: then <see cref="UsedBytes"/> is null as well.</summary>
    public long? QuotaBytes { get; init; }

    /// <summary>True for a cache of another registry: nothing can be pushed to it.</summary>
    public bool IsProxyCache { get; init; }

    /// <summary>When it was made; null where the registry does not tell.</summary>
    public DateTimeOffset? CreatedAt { get; init; }
}
