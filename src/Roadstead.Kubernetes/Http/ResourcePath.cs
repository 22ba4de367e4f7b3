using System.Text;

namespace Roadstead.Kubernetes.Http;

/// <summary>Paths of the API server.</summary>
internal static class ResourcePath
{
    public static string Collection(ResourceType type, string? ns)
    {
        var path = new StringBuilder(type.Group.Length == 0 ? "api/" : "apis/").Append(type.ApiVersion);
        if (ns is not null)
        {
            if (!type.Namespaced)
            {
                throw new ArgumentException($"{type.Plural} are not in namespaces.", nameof(ns));
            }

            path.Append("/namespaces/").Append(Segment(ns));
        }

        return path.Append('/').Append(type.Plural).ToString();
    }

    public static string Item(ResourceType type, string? ns, string name)
    {
        if (type.Namespaced && ns is null)
        {
            throw new ArgumentException($"{type.Plural} are in namespaces: name one.", nameof(ns));
        }

        return $"{Collection(type, ns)}/{Segment(name)}";
    }

    public static string Query(string path, params ReadOnlySpan<(string Name, string? Value)> parameters)
    {
        var text = new StringBuilder(path);
        var separator = '?';
        foreach (var (name, value) in parameters)
        {
            if (!string.IsNullOrEmpty(value))
            {
                text.Append(separator).Append(name).Append('=').Append(Uri.EscapeDataString(value));
                separator = '&';
            }
        }

        return text.ToString();
    }

    // What the API server itself refuses in names (IsValidPathSegmentName): a name must not lead to another path.
    private static string Segment(string name) =>
        name is "" or "." or ".." || name.Contains('/', StringComparison.Ordinal) || name.Contains('%', StringComparison.Ordinal)
            ? throw new ArgumentException($"'{name}' is not a name of the API server.", nameof(name))
            : Uri.EscapeDataString(name);
}
