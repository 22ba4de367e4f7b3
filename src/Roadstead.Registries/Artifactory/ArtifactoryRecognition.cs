using System.Net;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Registries.Distribution;

namespace Roadstead.Registries.Artifactory;

/// <summary>
/// Tells whether Artifactory answers at the REST base. <c>/v2/</c> at the root says little of it: how that answers (404, 406, a page, empty JSON) depends on the
/// proxy before it.
/// </summary>
internal static class ArtifactoryRecognition
{
    private const string Ping = "/api/system/ping";

    /// <summary>What is asked first, as a path at the host.</summary>
    public static string PingPath(Uri url) => ArtifactoryPath.AtHost(url, Ping);

    /// <summary>What is at the base; by its answer to <see cref="PingPath"/>, and only where that leaves doubt by <c>/v2/</c>.</summary>
    /// <returns>The identity, and whether the base itself showed it.</returns>
    public static async Task<(RegistryIdentity Identity, bool AtBase)> RecogniseAsync(DistributionConnection connection, VersionAnswer ping, CancellationToken cancellationToken)
    {
        var evidence = EvidenceOf(ping).ToList();
        if (evidence.Count > 0 && !ping.OffHost && !ping.IsHtml && ping.Status is HttpStatusCode.OK or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or >= HttpStatusCode.InternalServerError)
        {
            var requiresLogin = connection.Endpoint.Credentials is not null || ping.Status == HttpStatusCode.Unauthorized;
            return (new RegistryIdentity(RegistryType.Artifactory, "JFrog Artifactory", VersionOf(ping)?.ToString(), evidence, null, null, requiresLogin), true);
        }

        var identity = await ProductRecognition.RecogniseAsync(connection, await VersionAnswer.AskAsync(connection, "/v2/", cancellationToken), cancellationToken);
        return (identity with { TokenRealm = null, TokenService = null }, false);
    }

    /// <summary>The release that the answer names; null when it names none.</summary>
    public static ArtifactoryVersion? VersionOf(VersionAnswer answer) => ArtifactoryVersion.InHeader(answer.Header("X-JFrog-Version")) ?? ArtifactoryVersion.InHeader(answer.Header("Server"));

    private static IEnumerable<string> EvidenceOf(VersionAnswer ping)
    {
        if (ping.Status == HttpStatusCode.OK && ping.Body.Trim() == "OK")
        {
            yield return $"GET {ping.Url.AbsolutePath} answers OK";
        }

        foreach (var name in new[] { "X-JFrog-Version", "X-Artifactory-Id", "X-Artifactory-Node-Id" })
        {
            if (ping.Header(name) is not null)
            {
                yield return $"header {name}";
            }
        }

        if (ping.Header("Server")?.StartsWith("Artifactory/", StringComparison.OrdinalIgnoreCase) == true)
        {
            yield return "Server: Artifactory";
        }

        if (ping.Challenges.Any(challenge => challenge.Realm == "Artifactory Realm"))
        {
            yield return "its challenge names the Artifactory Realm";
        }
    }
}
