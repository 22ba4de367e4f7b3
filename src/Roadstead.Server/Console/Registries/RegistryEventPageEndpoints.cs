using Roadstead.Core.Contracts.Registries;
using Roadstead.Server.Events;
using Roadstead.Server.Http;
using Roadstead.Server.Registries;

namespace Roadstead.Server.Console.Registries;

/// <summary>What a registry told of last.</summary>
internal static class RegistryEventPageEndpoints
{
    internal static async Task<IResult> ListAsync(
        HttpContext http, string r, [AsParameters] ListQuery query, string? kind, RegistryReader registries, EventLogService events, CancellationToken cancellationToken)
    {
        if (query.Check() is { } problem)
            return ConsoleResults.Problem(http, problem);
        var level = RegistryLevel.Of(http);
        var registry = await registries.GetAsync(level.Workspace, r, cancellationToken);
        if (!registry.IsSuccess)
            return ConsoleResults.Problem(http, registry.Problem);
        var page = await events.ListAsync(level.Workspace, r, query.Whole(), WireName.Read<EventKind>(kind), cancellationToken);
        if (!page.IsSuccess)
            return ConsoleResults.Problem(http, page.Problem);
        var url = query.Url(level.LinksOf(r).Events).With("kind", kind);
        return ConsoleResults.Page<RegistryEventsPage, RegistryEventRows, RegistryEventsModel>(http, new RegistryEventsModel(level, registry.Value, url, page.Value.Items, page.Value.NextCursor, page.Value.Total));
    }
}
