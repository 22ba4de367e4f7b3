using Roadstead.Server.Access;
using Roadstead.Server.Console.Images;
using Roadstead.Server.Identity;
using Roadstead.Server.Workspaces;

namespace Roadstead.Server.Console.Access;

internal static class AccessPageEndpoints
{
    /// <summary>Goes on to the namespace that the form names, where the rule for it stands; else asks for one.</summary>
    internal static async Task<IResult> AskAsync(HttpContext http, string? image, Caller caller, NamespaceService namespaces, CancellationToken cancellationToken)
    {
        if (NamespaceChoice.Read(http.Request.Query[NamespaceChoice.Field]) is var (cluster, ns))
            return ConsoleResults.GoTo(string.IsNullOrWhiteSpace(image) ? ConsolePaths.AccessOf(cluster, ns) : ConsolePaths.AccessTo(cluster, ns, image.Trim()));
        var places = await namespaces.ListOfCallerAsync(caller, cancellationToken);
        var choice = places is [var only] ? new NamespaceChoice(places, only.Cluster, only.Namespace) : new NamespaceChoice(places);
        return ConsoleResults.Page<AccessPage, AccessModel>(new AccessModel(choice, image));
    }

    internal static async Task<IResult> ExplainAsync(
        HttpContext http, string cluster, string @namespace, string? image, Caller caller, NamespaceService namespaces, ExplainService explain, CancellationToken cancellationToken)
    {
        var model = new AccessModel(new NamespaceChoice(await namespaces.ListOfCallerAsync(caller, cancellationToken), cluster, @namespace), image)
        {
            Link = $"{http.Request.Scheme}://{http.Request.Host}{http.Request.Path}{http.Request.QueryString}",
        };
        if (string.IsNullOrWhiteSpace(image))
            return ConsoleResults.Page<AccessPage, AccessModel>(model);
        var outcome = await explain.ExplainAsync(cluster, @namespace, image, cancellationToken);
        return outcome.IsSuccess
            ? ConsoleResults.Page<AccessPage, AccessModel>(model with { Answer = outcome.Value })
            : ConsoleResults.Page<AccessPage, AccessModel>(model with { Problem = outcome.Problem }, outcome.Problem.Code.Status);
    }
}
