using Microsoft.AspNetCore.Http.HttpResults;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Server.Http;

namespace Roadstead.Server.Overview;

internal static class OverviewEndpoints
{
    internal static async Task<Results<Ok<OverviewView>, ProblemHttpResult>> GetAsync(string r, OverviewService overviews, CancellationToken cancellationToken) =>
        (await overviews.GetAsync(null, r, cancellationToken)).ToOk();

    internal static async Task<Results<Ok<OverviewView>, ProblemHttpResult>> GetOfWorkspaceAsync(string w, string r, OverviewService overviews, CancellationToken cancellationToken) =>
        (await overviews.GetAsync(w, r, cancellationToken)).ToOk();
}
