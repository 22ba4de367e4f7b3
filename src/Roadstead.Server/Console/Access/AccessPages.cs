using Roadstead.Server.Http;

namespace Roadstead.Server.Console.Access;

/// <summary>The pages that explain a decision, each with its rule.</summary>
internal static class AccessPages
{
    internal static void Map(RouteGroupBuilder pages)
    {
        pages.MapGet(ConsolePaths.Access, AccessPageEndpoints.AskAsync);
        pages.MapGet(ConsolePaths.Access + "/{cluster}/{namespace}", AccessPageEndpoints.ExplainAsync).RequireAccess(AccessRule.NamespaceViewer);
        MendEndpoints.Map(pages);
    }
}
