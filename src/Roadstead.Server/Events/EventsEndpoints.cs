using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Roadstead.Core.Contracts.Lists;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Errors;
using Roadstead.Server.Http;

namespace Roadstead.Server.Events;

internal static class EventsEndpoints
{
    internal static Task<Results<Ok<Page<RegistryEventView>>, ProblemHttpResult>> ListAsync(
        string r, [AsParameters] ListQuery query, [Description("pushed, deleted or changed.")] string? kind, EventLogService events, CancellationToken cancellationToken) =>
        AnswerAsync(null, r, query, kind, events, cancellationToken);

    internal static Task<Results<Ok<Page<RegistryEventView>>, ProblemHttpResult>> ListOfWorkspaceAsync(
        string w, string r, [AsParameters] ListQuery query, [Description("pushed, deleted or changed.")] string? kind, EventLogService events, CancellationToken cancellationToken) =>
        AnswerAsync(w, r, query, kind, events, cancellationToken);

    private static async Task<Results<Ok<Page<RegistryEventView>>, ProblemHttpResult>> AnswerAsync(string? workspace, string registry, ListQuery query, string? kind, EventLogService events, CancellationToken cancellationToken)
    {
        if (query.Check() is { } problem) return Problems.From(problem);
        if (!TryRead(kind, out var wanted)) return Problems.From(Problem.ForField(ErrorCodes.ValidationFailed, "kind", "kind is pushed, deleted or changed."));
        return (await events.ListAsync(workspace, registry, query, wanted, cancellationToken)).ToOk();
    }

    private static bool TryRead(string? kind, out EventKind? wanted)
    {
        wanted = kind switch { "pushed" => EventKind.Pushed, "deleted" => EventKind.Deleted, "changed" => EventKind.Changed, _ => null };
        return wanted is not null || string.IsNullOrEmpty(kind);
    }
}
