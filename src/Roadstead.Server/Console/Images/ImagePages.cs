using Roadstead.Server.Console.Images.Choosing;
using Roadstead.Server.Http;

namespace Roadstead.Server.Console.Images;

/// <summary>The pages of choose image, each with its rule.</summary>
internal static class ImagePages
{
    internal static void Map(RouteGroupBuilder pages)
    {
        pages.MapGet(ConsolePaths.Images, ImagePageEndpoints.PickAsync);

        var one = pages.MapGroup(ConsolePaths.Images + "/{cluster}/{namespace}").RequireAccess(AccessRule.NamespaceViewer);
        one.MapGet("", ImagePageEndpoints.ListAsync);
        one.MapGet("/tags", ImagePageEndpoints.TagsAsync);
        one.MapGet("/artifact", ImagePageEndpoints.ArtifactAsync);
        one.MapGet("/scan", ImagePageEndpoints.ScanAsync);
        ChoosePageEndpoints.Map(one.MapGroup("/choose"));
    }
}
