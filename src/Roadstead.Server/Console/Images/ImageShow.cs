using Roadstead.Server.Images;

namespace Roadstead.Server.Console.Images;

/// <summary>The tabs of choose image, as they stand in its address; none for all.</summary>
internal static class ImageShow
{
    internal const string Private = "private";
    internal const string Public = "public";
    internal const string Own = "own";

    internal static ImageFilter Filter(string? show, string? registry, string? space) => new()
    {
        Registry = Empty(registry),
        Space = Empty(space),
        Visibility = show is Private or Public ? show : null,
        Scope = show == Own ? "workspace" : null,
    };

    private static string? Empty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
