using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Roadstead.Server.Http;

namespace Roadstead.Server.PullIdentities;

internal static class PullIdentitiesEndpoints
{
    internal static async Task<Results<Ok<JsonObject>, ProblemHttpResult>> DockerConfigAsync(string cluster, string @namespace, HttpResponse response, DockerConfigService configs, CancellationToken cancellationToken)
    {
        response.Headers.CacheControl = "no-store";
        return (await configs.ReadAsync(cluster, @namespace, cancellationToken)).ToOk();
    }
}
