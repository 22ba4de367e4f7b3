using Microsoft.Extensions.Localization;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Server.Console.Components;
using Roadstead.Server.Console.Images;
using Roadstead.Server.Console.Security;
using Roadstead.Server.Console.Workspaces;
using Roadstead.Server.Http;
using Roadstead.Server.Identity;
using Roadstead.Server.Images;
using Roadstead.Server.Overview;
using Roadstead.Server.Registries;
using Roadstead.Server.Registries.Leaving;
using Roadstead.Server.Spaces;

namespace Roadstead.Server.Console.Registries;

/// <summary>Registries to look at, and what is done with one at once. The same at both levels: without the route value <c>w</c> of the platform.</summary>
internal static class RegistryPageEndpoints
{
    private const int ShownHosts = 100;
    private const int ShownSpaces = 5;
    private const int ShownIdentities = 5;
    private const int ShownWorkspaces = 10;

    /// <param name="registries">The group of the list's address.</param>
    /// <param name="see">Who may look.</param>
    /// <param name="change">Who may do everything else.</param>
    internal static void Map(RouteGroupBuilder registries, AccessRule see, AccessRule change)
    {
        registries.MapGet("", ListAsync).RequireAccess(see);
        registries.MapGet("/{r}", OverviewAsync).RequireAccess(see);
        registries.MapGet("/{r}/live", LiveAsync).RequireAccess(see);
        registries.MapPost("/{r}/check", CheckAsync).RequireAccess(change);
        registries.MapPost("/-/forget-host", ForgetHostAsync).RequireAccess(change);
        RegistryFormEndpoints.Map(registries, change);
        UnbindRegistryEndpoints.Map(registries, change);
        RegistryIdentityPageEndpoints.Map(registries, change);
        registries.MapGet("/{r}/events", RegistryEventPageEndpoints.ListAsync).RequireAccess(see);
        RegistryImageEndpoints.Map(registries, see, change);
    }

    private static async Task<IResult> ListAsync(
        HttpContext http, [AsParameters] ListQuery query, string? view, string? type, string? status, string? origin, string? signal,
        RegistryReader registries, RemovedHostService hosts, LeavingRegistryService leaving, WorkspaceFrameService frames, CancellationToken cancellationToken)
    {
        if (query.Check() is { } problem)
            return ConsoleResults.Problem(http, problem);
        var level = RegistryLevel.Of(http);
        var filter = new RegistryFilter(WireName.Read<RegistryType>(type), WireName.Read<RegistryStatus>(status), WireName.Read<RegistryOrigin>(origin), WireName.Read<SignalName>(signal));
        var page = await registries.ListAsync(level.Workspace, query, filter, cancellationToken);
        if (!page.IsSuccess)
            return ConsoleResults.Problem(http, page.Problem);

        var url = new ListUrl(level.List).With("q", query.Q).With("view", view).With("type", type).With("status", status).With("origin", origin).With("signal", signal).With("cursor", query.Cursor);
        var model = new RegistriesModel(level, url, page.Value.Items, page.Value.NextCursor, page.Value.Total);
        if (!http.WantsFragment())
        {
            var removed = await hosts.ListAsync(level.Workspace, new ListQuery { Limit = ShownHosts }, cancellationToken);
            model = model with { RemovedHosts = removed.IsSuccess ? removed.Value.Items : [] };
            if (level.Workspace is { } workspace)
            {
                var frame = await frames.ReadAsync(http, workspace, cancellationToken);
                if (!frame.IsSuccess)
                    return ConsoleResults.Problem(http, frame.Problem);
                model = model with { Frame = frame.Value };
            }
            else
            {
                model = model with { Leaving = (await leaving.ListAsync(new ListQuery { Limit = ListQuery.MaxLimit }, cancellationToken)).Items.Count };
            }
        }

        return ConsoleResults.Page<RegistriesPage, RegistryRows, RegistriesModel>(http, model);
    }

    private static async Task<IResult> OverviewAsync(
        HttpContext http, string r, Caller caller, RegistryReader registries, OverviewService overviews, SpaceReader spaces, RegistryIdentityService identities, CancellationToken cancellationToken)
    {
        var level = RegistryLevel.Of(http);
        var registry = await registries.GetAsync(level.Workspace, r, cancellationToken);
        if (!registry.IsSuccess)
            return ConsoleResults.Problem(http, registry.Problem);
        var overview = await overviews.GetAsync(level.Workspace, r, cancellationToken);
        if (!overview.IsSuccess)
            return ConsoleResults.Problem(http, overview.Problem);

        var model = new RegistryOverviewModel(new RegistryLiveModel(level, registry.Value, overview.Value.Index), overview.Value);
        if (level.IsPlatform)
        {
            model = model with
            {
                Spaces = (await spaces.ListAsync(new ListQuery { Limit = ShownSpaces }, new SpaceFilter { Registry = r }, caller, cancellationToken)).Items,
                Bound = await registries.BoundAsync(registry.Value.Id, ShownWorkspaces, cancellationToken),
            };
        }

        if (level.MayChange)
        {
            var page = await identities.ListAsync(level.Workspace, r, new ListQuery { Limit = ShownIdentities }, cancellationToken);
            model = model with { Identities = page.IsSuccess ? page.Value : null };
        }

        return ConsoleResults.Page<RegistryOverviewPage, RegistryOverviewModel>(model);
    }

    private static async Task<IResult> LiveAsync(HttpContext http, string r, RegistryReader registries, IIndexProgress progress, CancellationToken cancellationToken)
    {
        var level = RegistryLevel.Of(http);
        var registry = await registries.GetAsync(level.Workspace, r, cancellationToken);
        if (!registry.IsSuccess)
            return ConsoleResults.Problem(http, registry.Problem);
        if (!http.IsHtmx())
            return ConsoleResults.GoTo(level.LinksOf(r).Overview);
        return ConsoleResults.Page<RegistryLive, RegistryLiveModel>(new RegistryLiveModel(level, registry.Value, progress.Of(registry.Value.Id)) { IsUpdate = true });
    }

    private static async Task<IResult> CheckAsync(HttpContext http, string r, RegistryCheckService checks, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken)
    {
        var level = RegistryLevel.Of(http);
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var outcome = await checks.CheckAsync(level.Workspace, r, cancellationToken);
        if (!outcome.IsSuccess)
            return ConsoleResults.Problem(http, outcome.Problem);
        var notice = outcome.Value.Status == RegistryStatus.Healthy ? t["{0} was checked: all signals hold.", r] : t["{0} was checked: not all signals hold.", r];
        var back = LocalPath.OrRoot(form["returnUrl"]);
        return ConsoleResults.Done(http, back == ConsolePaths.Dashboard ? level.LinksOf(r).Overview : back, notice);
    }

    private static async Task<IResult> ForgetHostAsync(HttpContext http, RemovedHostService hosts, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken)
    {
        var level = RegistryLevel.Of(http);
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var outcome = await hosts.ForgetAsync(level.Workspace, form["host"].ToString(), cancellationToken);
        return outcome.IsSuccess
            ? ConsoleResults.Done(http, level.List, t["{0} is forgotten: it is a host like any other again.", outcome.Value.Host])
            : ConsoleResults.Problem(http, outcome.Problem);
    }
}
