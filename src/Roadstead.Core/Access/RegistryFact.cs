namespace Roadstead.Core.Access;

/// <summary>What a verdict says about a registry. Made once per map.</summary>
/// <param name="Id">Its id; empty for a registry that was removed.</param>
/// <param name="Name">Its name.</param>
/// <param name="WorkspaceId">The workspace that integrated it; null for a platform registry.</param>
/// <param name="WorkspaceName">That workspace's name; null for a platform registry.</param>
/// <param name="Host">Its first host that stands for the whole of it: <c>host[:port]</c>, lower case; empty when it declares none.</param>
/// <param name="PullPrefix">What members pull by, ending in '/', to be followed by the path within the registry; parts that a host of their own stands for have other names as well, which go before (<see cref="NameOf"/>).</param>
public sealed record RegistryFact(Guid Id, string Name, Guid? WorkspaceId, string? WorkspaceName, string Host, string PullPrefix)
{
    /// <summary>True for a platform registry.</summary>
    public bool IsPlatform => WorkspaceId is null;

    /// <summary>Set while the map is built only.</summary>
    internal ImageNames Names { get; set; } = new(System.Collections.Immutable.ImmutableArray<Internal.PullHost>.Empty, PullPrefix);

    /// <summary>The name by which members pull <paramref name="path"/>, without tag and digest.</summary>
    public string NameOf(string path) => Names.Of(path);

    /// <summary>The path within the registry of which <paramref name="name"/> is the name, or the beginning of one; null for a name that is none of this registry's.</summary>
    public string? PathOf(string name) => Names.PathOf(name);

    /// <summary>What the names by which members pull everything below <paramref name="path"/> begin with; ends in '/'.</summary>
    public string PrefixOf(string path) => Names.PrefixOf(path);
}
