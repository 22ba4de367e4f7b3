using System.Net;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Registries.Detection;
using Roadstead.Registries.Detection.Products;
using Roadstead.Registries.Distribution;

namespace Roadstead.Registries.Artifactory;

/// <summary>
/// Tells whether Artifactory answers at the REST base. <c>/v2/</c> at the root says little of it: how that answers (404, 406, a page, empty JSON) depends on the
/// proxy before it.
/// </summary>
internal static class ArtifactoryRecognition
{
    private const string Ping = "/api/system/ping";

    private static readonly ArtifactoryMarks Marks = new();

    /// <summary>What is asked first, as a path at the host.</summary>
    public static string PingPath(Uri url) => ArtifactoryPath.AtHost(url, Ping);

    /// <summary>What is at the base; by its answer to <see cref="PingPath"/>, and only where that leaves doubt by <c>/v2/</c>.</summary>
    /// <returns>The identity, and whether the base itself showed it.</returns>
    public static async Task<(RegistryIdentity Identity, bool AtBase)> RecogniseAsync(DistributionConnection connection, VersionAnswer ping, CancellationToken cancellationToken)
    {
        string[] evidence = [.. ping is { Status: HttpStatusCode.OK } && ping.Body.Trim() == "OK" ? [$"GET {ping.Url.AbsolutePath} answers OK"] : Array.Empty<string>(), .. Marks.ByAnswer(ping)?.Evidence ?? []];
        if (evidence.Length > 0 && !ping.IsHtml && ping.Status is HttpStatusCode.OK or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or >= HttpStatusCode.InternalServerError)
        {
            var requiresLogin = connection.Endpoint.Credentials is not null || ping.Status == HttpStatusCode.Unauthorized;
            return (new RegistryIdentity(RegistryType.Artifactory, "JFrog Artifactory", VersionOf(ping)?.ToString(), evidence, null, null, requiresLogin), true);
        }

        var identity = await ProductRecognition.RecogniseAsync(connection, await VersionAnswer.AskAsync(connection, "/v2/", cancellationToken), cancellationToken);
        return (identity with { TokenRealm = null, TokenService = null }, false);
    }

    /// <summary>The release that the answer names; null when it names none.</summary>
    public static ArtifactoryVersion? VersionOf(VersionAnswer answer) => ArtifactoryVersion.InHeader(answer.Header("X-JFrog-Version")) ?? ArtifactoryVersion.InHeader(answer.Header("Server"));
}
