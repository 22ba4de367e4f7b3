using System.Diagnostics.CodeAnalysis;

namespace Roadstead.Registries.Detection;

/// <summary>What a person gives as a registry's address: the address itself, one of a page of its console or of its API, an image's name, or the command that pulls one. Never with a login in it.</summary>
public sealed record PastedAddress
{
    private const int MaxLength = 2000;
    private static readonly string[] ImageSchemes = ["docker://", "oci://"];

    private PastedAddress(Uri root, string path) => (Root, Path) = (root, path);

    /// <summary>Scheme, host and port; https where none was given.</summary>
    public Uri Root { get; init; }

    /// <summary>The path without a slash at its end, escaped; empty for none, and for an image's name.</summary>
    public string Path { get; }

    /// <summary>True when http or https was given; false when it was assumed.</summary>
    public bool HasScheme { get; init; }

    /// <summary>True for an image's name, or a command with one.</summary>
    public bool IsImage { get; init; }

    /// <summary>True when it has a query or a fragment, as pages of consoles do.</summary>
    public bool IsOfPage { get; init; }

    /// <summary>True when there is nothing but scheme, host and port.</summary>
    public bool IsRoot => Path.Length == 0 && !IsImage && !IsOfPage;

    /// <summary>An address that is known to be one: http or https, without user info.</summary>
    public static PastedAddress Of(Uri url) => new(new Uri(url.GetLeftPart(UriPartial.Authority)), url.AbsolutePath.TrimEnd('/')) { HasScheme = true };

    /// <summary>Reads what was pasted; never throws. Its text is repeated in no message: it could hold a login.</summary>
    /// <param name="text">The text.</param>
    /// <param name="address">What it says.</param>
    /// <param name="error">What is wrong with it and how to mend it.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out PastedAddress? address, [NotNullWhen(false)] out string? error)
    {
        (address, error) = (null, "Give the registry's address, such as https://registry.example.com.");
        text = text?.Trim();
        if (string.IsNullOrEmpty(text) || text.Length > MaxLength || text.Any(char.IsControl))
        {
            return false;
        }

        var image = PullCommand.Is(text);
        if (image)
        {
            if (PullCommand.HoldsLogin(text))
            {
                error = "Leave the login out of the address: it has fields of its own.";
                return false;
            }

            if (PullCommand.Find(text) is not { } found)
            {
                return false;
            }

            text = found;
        }

        foreach (var scheme in ImageSchemes.Where(scheme => text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)))
        {
            (image, text) = (true, text[scheme.Length..]);
        }

        return TryRead(text, image, out address, out error);
    }

    private static bool TryRead(string text, bool image, [NotNullWhen(true)] out PastedAddress? address, [NotNullWhen(false)] out string? error)
    {
        address = null;
        var hasScheme = text.Contains("://", StringComparison.Ordinal);
        if (!hasScheme && TryCutImage(text, out var name))
        {
            (image, text) = (true, name);
        }

        if (text.Contains('@', StringComparison.Ordinal))
        {
            error = "Leave the login out of the address: it has fields of its own.";
            return false;
        }

        if (text.AsSpan().ContainsAny('\\', ' ')
            || !Uri.TryCreate(hasScheme ? text : "https://" + text, UriKind.Absolute, out var url)
            || url.Scheme is not ("http" or "https")
            || url is not { UserInfo: "", Host.Length: > 0 })
        {
            error = "The address is http://host[:port] or https://host[:port].";
            return false;
        }

        error = null;
        address = new PastedAddress(new Uri(url.GetLeftPart(UriPartial.Authority)), image ? "" : url.AbsolutePath.TrimEnd('/'))
        {
            HasScheme = hasScheme,
            IsImage = image,
            IsOfPage = url.Query.Length > 0 || url.Fragment.Length > 0,
        };
        return true;
    }

    // host/path:tag and host/path@algorithm:digest: the last part of the path has what no path of a page has.
    private static bool TryCutImage(string text, out string name)
    {
        name = text;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || text.AsSpan().ContainsAny('?', '#'))
        {
            return false;
        }

        if (text.LastIndexOf('@') is > 0 and var at && at > slash && IsDigest(text[(at + 1)..]))
        {
            name = text[..at];
        }

        if (name.LastIndexOf(':') is var colon && colon > name.LastIndexOf('/'))
        {
            name = name[..colon];
        }

        return name.Length < text.Length;
    }

    private static bool IsDigest(string text) =>
        text.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && text.Length - colon > 32 && text.Skip(colon + 1).All(char.IsAsciiHexDigit);
}
