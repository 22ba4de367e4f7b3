using System.Diagnostics.CodeAnalysis;

namespace Roadstead.Core.References;

/// <summary>
/// A host that stands for every host with one label more: <c>*.art.example.com</c> is <c>docker-local.art.example.com</c> and each other <c>label.art.example.com</c>, never
/// <c>art.example.com</c> itself nor <c>a.b.art.example.com</c>. The label names a part of the registry.
/// </summary>
public static class WildcardHost
{
    /// <summary>What such a host begins with.</summary>
    public const string Start = "*.";

    // A host under these would be one of Docker Hub's own names.
    private static readonly string[] AboveDockerHub = ["io", "docker.io", "hub.docker.com"];

    /// <summary>True for a text that begins as such a host does.</summary>
    public static bool Is(string host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return host.StartsWith(Start, StringComparison.Ordinal);
    }

    /// <summary>Folds a written one: lower case, the default port left out. False when <paramref name="text"/> is none, or stands for more than one organisation's hosts; never throws.</summary>
    /// <param name="text">Any case, with or without port.</param>
    /// <param name="folded"><c>*.host[:port]</c>.</param>
    /// <param name="defaultPort">The port that equals no port.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out string? folded, int defaultPort = 443)
    {
        folded = null;
        if (text is null || !Is(text) || !RegistryHost.TryParse(text[Start.Length..], out var host, defaultPort) || !CanStandAbove(host.Name))
            return false;
        folded = Start + host.Value;
        return true;
    }

    /// <summary>The first label of a folded host, and what comes after it: <c>docker-local</c> and <c>art.example.com:5000</c>. False where nothing comes after it.</summary>
    public static bool TrySplit(ReadOnlySpan<char> host, out ReadOnlySpan<char> label, out ReadOnlySpan<char> rest)
    {
        var dot = host.IsEmpty || host[0] == '[' ? -1 : host.IndexOf('.');
        label = dot < 0 ? default : host[..dot];
        rest = dot < 0 ? default : host[(dot + 1)..];
        return dot > 0;
    }

    /// <summary>True for a path component that can be the label of a host.</summary>
    public static bool IsLabel(ReadOnlySpan<char> component)
    {
        if (component.Length is 0 or > 63 || component[0] == '-' || component[^1] == '-')
            return false;
        foreach (var c in component)
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-')
                return false;
        }

        return true;
    }

    // *.com would be every company's host, and *.0.0.1 some addresses.
    private static bool CanStandAbove(string name) =>
        name == "localhost"
        || (name[0] != '[' && name.Contains('.', StringComparison.Ordinal) && !AboveDockerHub.Contains(name) && !char.IsAsciiDigit(name[name.LastIndexOf('.') + 1]));
}
