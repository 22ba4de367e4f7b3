using Roadstead.Server.Images;

namespace Roadstead.Server.Console.Images.Choosing;

/// <summary>The filter of choose image: everything, a registry, or one of its spaces, as one value: <c>registry</c> or <c>registry:space id</c>.</summary>
internal static class ChooseFrom
{
    internal static string Of(SpaceFacet space) => $"{space.Registry}:{space.Id}";

    internal static ImageFilter Filter(string? show, string? from)
    {
        var parts = (from ?? "").Split(':', 2);
        return ImageShow.Filter(show, parts[0], parts is [_, var space] ? space : null);
    }
}
