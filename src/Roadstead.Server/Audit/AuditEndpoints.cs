using Microsoft.AspNetCore.Http.HttpResults;
using Roadstead.Core.Contracts.Audit;
using Roadstead.Core.Contracts.Lists;
using Roadstead.Core.Errors;
using Roadstead.Server.Http;

namespace Roadstead.Server.Audit;

internal static class AuditEndpoints
{
    internal static async Task<Results<Ok<Page<AuditView>>, ProblemHttpResult>> ListAsync(
        [AsParameters] AuditFilter filter, [AsParameters] ListQuery query, AuditService audit, CancellationToken cancellationToken) =>
        (await audit.ListAsync(filter, query, cancellationToken)).ToOk();

    internal static async Task<Results<Ok<AuditView>, ProblemHttpResult>> GetAsync(long id, AuditService audit, CancellationToken cancellationToken) =>
        (await audit.GetAsync(id, cancellationToken)).ToOk();

    internal static Results<PushStreamHttpResult, ProblemHttpResult> Export(
        [AsParameters] AuditFilter filter, [AsParameters] ListQuery query, string? format, AuditService audit, TimeProvider time, HttpContext http)
    {
        if (query.Check() is { } problem) return Problems.From(problem);
        if (AuditExport.Find(format) is not { } export) return Problems.From(Problem.ForField(ErrorCodes.ValidationFailed, "format", "format is jsonl or csv."));
        http.Response.Headers.CacheControl = "no-store";
        var rows = audit.ExportAsync(filter, query, http.RequestAborted);
        return TypedResults.Stream(
            stream => export.WriteAsync(rows, stream, http.RequestAborted), export.ContentType, $"roadstead-audit-{time.GetUtcNow().UtcDateTime:yyyyMMdd-HHmmss}.{export.Extension}");
    }
}
