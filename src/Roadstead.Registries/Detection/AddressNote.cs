namespace Roadstead.Registries.Detection;

/// <summary>Says why the address that was found is not the one that was given.</summary>
internal static class AddressNote
{
    /// <summary>Null when it is the same.</summary>
    /// <param name="given">What was pasted.</param>
    /// <param name="found">The address of what was found.</param>
    public static string? Of(PastedAddress given, Uri found)
    {
        List<string> why = [];
        if (found.Scheme != given.Root.Scheme)
        {
            why.Add(found.Scheme == Uri.UriSchemeHttps
                ? "It speaks https."
                : given.HasScheme ? "It speaks http, not https: logins and images would travel unprotected." : "It speaks http alone: logins and images would travel unprotected.");
        }

        // The usual port follows from the scheme.
        if (found.Port != given.Root.Port && !(found.IsDefaultPort && given.Root.IsDefaultPort))
        {
            why.Add($"It leads on to port {found.Port}.");
        }

        var path = found.AbsolutePath.TrimEnd('/');
        if (path != given.Path || given.IsImage || given.IsOfPage)
        {
            why.Add(Of(given, path));
        }

        return why.Count == 0 ? null : string.Join(' ', why);
    }

    private static string Of(PastedAddress given, string path) => (given, path) switch
    {
        ({ IsImage: true }, "") => "An image was given; this is its registry.",
        ({ IsImage: true }, _) => $"An image was given; the API of its Artifactory is at {path}.",
        (_, { Length: > 0 }) => $"Artifactory's API is at {path}.",
        _ => "A page or a part of it was given; this is the registry's own address.",
    };
}
