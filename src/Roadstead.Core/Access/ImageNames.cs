using System.Collections.Immutable;
using Roadstead.Core.Access.Internal;

namespace Roadstead.Core.Access;

/// <summary>
/// The names by which the repositories of one registry are pulled: by the host that stands for a part of it where one does, else by a host for each of its first path components,
/// else by what stands for the whole. Immutable.
/// </summary>
public sealed class ImageNames
{
    private readonly ImmutableArray<PullHost> hosts;

    /// <summary>The names of a registry.</summary>
    /// <param name="hosts">Its hosts in their order; those that stand for the whole play no part.</param>
    /// <param name="prefix">What names of all else begin with; ends in '/'.</param>
    public ImageNames(IEnumerable<ImageHost> hosts, string prefix)
        : this(PullHost.Of([.. hosts]), prefix)
    {
    }

    internal ImageNames(ImmutableArray<PullHost> hosts, string prefix)
    {
        this.hosts = hosts;
        Prefix = prefix;
    }

    /// <summary>What names begin with where no host stands for a part; ends in '/'.</summary>
    public string Prefix { get; }

    internal bool HasHosts => hosts.Length > 0;

    /// <summary>The name of the repository at <paramref name="path"/> within the registry, without tag and digest.</summary>
    public string Of(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Find(path) is { } host ? host.NameOf(path) : Prefix + path;
    }

    /// <summary>What the names of everything below <paramref name="path"/> begin with; ends in '/'.</summary>
    /// <param name="path">Whole path components within the registry; empty for all of it.</param>
    public string PrefixOf(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.Length == 0 ? Prefix : Of(path + "/a")[..^1];
    }

    /// <summary>The path of which <paramref name="name"/> is the name, or the beginning of one; null for a name of something else.</summary>
    public string? PathOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (Prefix.Length > 1 && name.StartsWith(Prefix, StringComparison.Ordinal))
            return name[Prefix.Length..];
        return hosts.Select(host => host.PathOf(name)).FirstOrDefault(path => path is not null);
    }

    /// <summary>The host that stands for this path; null where none does.</summary>
    internal PullHost? Find(ReadOnlySpan<char> path)
    {
        PullHost? found = null;
        foreach (var host in hosts)
        {
            // Of two that stand for it the one that stands for less, and any before one that stands for each first component.
            if (host.Holds(path) && (found is null || (host.IsWildcard, -host.Prefix.Length).CompareTo((found.IsWildcard, -found.Prefix.Length)) < 0))
                found = host;
        }

        return found;
    }
}
