namespace Roadstead.Registries.Distribution;

/// <summary>The <c>Link</c> header of a page (RFC 8288): where the next page is.</summary>
internal static class LinkHeader
{
    private static readonly string[] ListPaths = ["/tags/list", "/_catalog"];

    /// <summary>The next request; null when there is no next page, or the header is malformed.</summary>
    /// <exception cref="RegistryException">The next page is at another host: a registry that answers so could have Roadstead read any address (SSRF).</exception>
    public static Uri? Next(Uri request, IEnumerable<string> lines)
    {
        foreach (var (target, relations) in lines.SelectMany(Parse))
        {
            if (relations.Contains("next", StringComparer.OrdinalIgnoreCase))
            {
                return Resolve(request, target);
            }
        }

        return null;
    }

    /// <summary>The value of a parameter in the query of the next page, escaped as it came; null when there is no next page, or it names none. Nothing else of the link is looked at.</summary>
    public static string? NextValue(IEnumerable<string> lines, string name)
    {
        foreach (var (target, relations) in lines.SelectMany(Parse))
        {
            if (relations.Contains("next", StringComparer.OrdinalIgnoreCase) && target.IndexOf('?', StringComparison.Ordinal) is >= 0 and var query)
            {
                return target[(query + 1)..].Split('#')[0].Split('&').Select(part => part.Split('=', 2)).FirstOrDefault(pair => pair.Length == 2 && pair[0] == name && pair[1].Length > 0)?[1];
            }
        }

        return null;
    }

    private static Uri? Resolve(Uri request, string target)
    {
        // A colon before the first slash is a scheme; ":::" is none, and no relative path either (RFC 3986, path-noscheme).
        var colon = target.IndexOf(':', StringComparison.Ordinal);
        var absolute = colon >= 0 && colon < (target.IndexOfAny(['/', '?', '#']) is var first and >= 0 ? first : target.Length);
        if (target.Length == 0
            || !Uri.TryCreate(request, target, out var next)
            || (absolute && !target.StartsWith("http:", StringComparison.OrdinalIgnoreCase) && !target.StartsWith("https:", StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        if (!SameAuthority(request, next) || next.UserInfo.Length > 0)
        {
            throw new RegistryException(RegistryErrorCode.InvalidAnswer, $"{Redact.Url(request)} names a next page at another address ({next.Scheme}://{next.Authority}), which is not followed.")
            {
                Reason = SignalReason.LinkRefused,
            };
        }

        // Own scheme and authority: behind a proxy that ends TLS some registries write http.
        var path = next.AbsolutePath;
        var query = next.Query;
        if (path != request.AbsolutePath && ListPaths.Any(end => path.EndsWith(end, StringComparison.Ordinal) && request.AbsolutePath.EndsWith(end, StringComparison.Ordinal)))
        {
            // Artifactory and Nexus lose or add a part of the path; only the query of their links is right.
            path = request.AbsolutePath;
            query = Merge(request.Query, next.Query);
        }

        return Uri.TryCreate(request.GetLeftPart(UriPartial.Authority) + path + query, UriKind.Absolute, out var result) ? result : null;
    }

    private static bool SameAuthority(Uri request, Uri next) =>
        string.Equals(request.IdnHost, next.IdnHost, StringComparison.OrdinalIgnoreCase)
        && (request.Port == next.Port || (request.IsDefaultPort && next.IsDefaultPort));

    // The link's values replace the request's own, name by name; the order stays. Nothing is decoded: values may be opaque.
    private static string Merge(string own, string link)
    {
        var parts = own.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).ToList();
        foreach (var part in link.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var name = part.Split('=')[0];
            var at = parts.FindIndex(other => other.Split('=')[0] == name);
            if (at < 0)
            {
                parts.Add(part);
            }
            else
            {
                parts[at] = part;
            }
        }

        return parts.Count == 0 ? "" : "?" + string.Join('&', parts);
    }

    private static IEnumerable<(string Target, string[] Relations)> Parse(string line)
    {
        var at = 0;
        while (at < line.Length)
        {
            var open = line.IndexOf('<', at);
            var close = open < 0 ? -1 : line.IndexOf('>', open);
            if (close < 0)
            {
                yield break;
            }

            at = close + 1;
            var relations = Array.Empty<string>();
            while (at < line.Length && line[at] != ',')
            {
                if (line[at] is ';' or ' ' or '\t')
                {
                    at++;
                    continue;
                }

                var (name, value) = ReadParameter(line, ref at);
                if (relations.Length == 0 && name.Equals("rel", StringComparison.OrdinalIgnoreCase))
                {
                    relations = value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                }
            }

            yield return (line[(open + 1)..close].Trim(), relations);
        }
    }

    private static (string Name, string Value) ReadParameter(string line, ref int at)
    {
        var start = at;
        while (at < line.Length && line[at] is not ('=' or ';' or ','))
        {
            at++;
        }

        var name = line[start..at].Trim();
        if (at == line.Length || line[at] != '=')
        {
            return (name, "");
        }

        at++;
        if (at < line.Length && line[at] == '"')
        {
            var end = line.IndexOf('"', at + 1);
            end = end < 0 ? line.Length : end;
            var quoted = line[(at + 1)..end];
            at = Math.Min(end + 1, line.Length);
            return (name, quoted);
        }

        start = at;
        while (at < line.Length && line[at] is not (';' or ','))
        {
            at++;
        }

        return (name, line[start..at].Trim());
    }
}
