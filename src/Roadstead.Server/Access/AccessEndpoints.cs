using Microsoft.AspNetCore.Http.HttpResults;
using Roadstead.Core.Contracts.Access;
using Roadstead.Server.Http;

namespace Roadstead.Server.Access;

internal static class AccessEndpoints
{
    internal static async Task<Results<Ok<AccessView>, ProblemHttpResult>> ExplainAsync(
        string? cluster, string? @namespace, string? image, ExplainService explain, CancellationToken cancellationToken) =>
        (await explain.ExplainAsync(cluster, @namespace, image, cancellationToken)).ToOk();
}
