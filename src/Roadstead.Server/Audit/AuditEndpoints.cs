using Microsoft.AspNetCore.Http.HttpResults;
using Roadstead.Core.Contracts.Audit;
using Roadstead.Core.Contracts.Lists;
using Roadstead.Server.Http;

namespace Roadstead.Server.Audit;

internal static class AuditEndpoints
{
    internal static async Task<Results<Ok<Page<AuditView>>, ProblemHttpResult>> ListAsync(
        [AsParameters] AuditFilter filter, [AsParameters] ListQuery query, AuditService audit, CancellationToken cancellationToken) =>
        (await audit.ListAsync(filter, query, cancellationToken)).ToOk();
}
