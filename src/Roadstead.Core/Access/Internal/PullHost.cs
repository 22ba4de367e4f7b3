using System.Collections.Immutable;
using Roadstead.Core.References;

namespace Roadstead.Core.Access.Internal;

/// <summary>A host that stands for a part of a registry, to make names by.</summary>
/// <param name="Host"><c>host[:port]</c>; of a wildcard what comes after <c>*.</c>.</param>
/// <param name="Prefix">The part; of a wildcard the part that each label is below.</param>
/// <param name="IsWildcard">True: the path component below <paramref name="Prefix"/> is the first label of the host.</param>
/// <param name="Taken">Labels whose host stands for something else.</param>
internal sealed record PullHost(string Host, string Prefix, bool IsWildcard, ImmutableArray<string> Taken)
{
    public static ImmutableArray<PullHost> Of(ImmutableArray<ImageHost> hosts) =>
    [
        .. hosts.Where(host => host.Prefix.Length > 0 || WildcardHost.Is(host.Host)).Select(host =>
            WildcardHost.Is(host.Host)
                ? new PullHost(host.Host[WildcardHost.Start.Length..], host.Prefix, IsWildcard: true, LabelsUnder(host.Host, hosts.Select(other => other.Host)))
                : new PullHost(host.Host, host.Prefix, IsWildcard: false, [])),
    ];

    /// <summary>The labels of those hosts that the wildcard stands for as well.</summary>
    public static ImmutableArray<string> LabelsUnder(string wildcard, IEnumerable<string> hosts)
    {
        var labels = ImmutableArray.CreateBuilder<string>();
        foreach (var host in hosts)
        {
            if (!WildcardHost.Is(host) && WildcardHost.TrySplit(host, out var label, out var rest) && rest.SequenceEqual(wildcard.AsSpan(WildcardHost.Start.Length)))
                labels.Add(label.ToString());
        }

        return labels.ToImmutable();
    }

    /// <summary>True when the repository at this path has a name by this host.</summary>
    public bool Holds(ReadOnlySpan<char> path)
    {
        if (!RepositoryName.IsWithin(path, Prefix) || path.Length <= Start)
            return false;
        if (!IsWildcard)
            return true;
        var rest = path[Start..];
        var slash = rest.IndexOf('/');
        if (slash < 0 || slash == rest.Length - 1 || !WildcardHost.IsLabel(rest[..slash]))
            return false;
        foreach (var taken in Taken)
        {
            if (rest[..slash].SequenceEqual(taken))
                return false;
        }

        return true;
    }

    /// <summary>The name of a path that it holds.</summary>
    public string NameOf(string path)
    {
        var rest = path[Start..];
        return IsWildcard ? $"{rest[..rest.IndexOf('/', StringComparison.Ordinal)]}.{Host}{rest[rest.IndexOf('/', StringComparison.Ordinal)..]}" : $"{Host}/{rest}";
    }

    /// <summary>The path of a name by this host; null for another name.</summary>
    public string? PathOf(string name)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
            return null;
        var (host, rest) = (name[..slash], name[(slash + 1)..]);
        if (!IsWildcard)
            return host == Host ? $"{Prefix}/{rest}" : null;
        return WildcardHost.TrySplit(host, out var label, out var above) && above.SequenceEqual(Host) && !Taken.Contains(label.ToString())
            ? $"{Prefix}{(Prefix.Length == 0 ? "" : "/")}{label}/{rest}"
            : null;
    }

    private int Start => Prefix.Length == 0 ? 0 : Prefix.Length + 1;
}
