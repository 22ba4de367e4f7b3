using Microsoft.Extensions.Localization;
using Roadstead.Core.Contracts.Spaces;
using Roadstead.Core.Contracts.Workspaces;
using Roadstead.Registries;
using Roadstead.Server.Console.Components;
using Roadstead.Server.Console.Spaces.Choice;
using Roadstead.Server.Console.Spaces.Many;
using Roadstead.Server.Console.Spaces.Progress;
using Roadstead.Server.Http;
using Roadstead.Server.Identity;
using Roadstead.Server.Registries;
using Roadstead.Server.Spaces;

namespace Roadstead.Server.Console.Spaces;

/// <summary>The list of spaces, and the form that makes one.</summary>
internal static class SpacePageEndpoints
{
    private const int ShownRegistries = 200;

    internal static void Map(RouteGroupBuilder pages)
    {
        pages.MapGet(ConsolePaths.Spaces, ListAsync).RequireAccess(AccessRule.PlatformAdmin);
        pages.MapGet(ConsolePaths.CreateSpace, FormAsync).RequireAccess(AccessRule.PlatformAdmin);
        pages.MapPost(ConsolePaths.CreateSpace, CreateAsync).RequireAccess(AccessRule.PlatformAdmin);
        pages.MapGet(ConsolePaths.Spaces + "/{id:guid}", SpaceEndpoints.ShowAsync).RequireAccess(AccessRule.PlatformAdmin);
        SpaceQuotaEndpoints.Map(pages.MapGroup(ConsolePaths.Spaces + "/{id:guid}/quota"));
        SpaceChangeEndpoints.Map(pages.MapGroup(ConsolePaths.Spaces + "/{id:guid}"));
        BindingPageEndpoints.Map(pages.MapGroup(ConsolePaths.Spaces + "/{id:guid}/workspaces"));
        BindingStateEndpoints.Map(pages.MapGroup(ConsolePaths.Spaces + "/{id:guid}/workspaces"));
        ManyPageEndpoints.Map(pages.MapGroup(ConsolePaths.BindSpaces), ManyDeed.Bind);
        ManyPageEndpoints.Map(pages.MapGroup(ConsolePaths.UnbindSpaces), ManyDeed.Unbind);
    }

    private static async Task<IResult> ListAsync(
        HttpContext http, [AsParameters] ListQuery query, string? registry, string? workspace, string? visibility, string? bound, string? bindings, Caller caller, SpaceReader spaces, RegistryReader registries, CancellationToken cancellationToken)
    {
        var filter = new SpaceFilter { Registry = registry, Workspace = workspace, Visibility = visibility, Bindings = bindings, Bound = bound switch { "true" => true, "false" => false, _ => null } };
        if ((query.Check() ?? filter.Check()) is { } problem)
            return ConsoleResults.Problem(http, problem);
        var page = await spaces.ListAsync(query, filter, caller, cancellationToken);
        var url = new ListUrl(ConsolePaths.Spaces).With("q", query.Q).With("registry", registry).With("workspace", workspace).With("visibility", visibility).With("bound", bound).With("bindings", bindings).With("cursor", query.Cursor);
        var (names, limiting) = await RegistriesAsync(registries, cancellationToken);
        var model = new SpacesModel(url, page.Items, page.NextCursor, page.Total) { Registries = names, Limiting = limiting };
        return ConsoleResults.Page<SpacesPage, SpaceRows, SpacesModel>(http, model);
    }

    private static async Task<IResult> FormAsync(string? registry, RegistryReader registries, CancellationToken cancellationToken)
    {
        var (names, limiting) = await RegistriesAsync(registries, cancellationToken);
        return ConsoleResults.Page<SpaceFormPage, SpaceFormModel>(new SpaceFormModel(names, registry) { Limiting = limiting });
    }

    private static async Task<IResult> CreateAsync(HttpContext http, SpaceCreationService spaces, RegistryReader registries, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken)
    {
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var (registry, quota) = (form["registry"].ToString(), form["quotaBytes"].ToString().Trim());
        var request = new CreateSpace(form["name"].ToString().Trim(), WireName.Read<Visibility>(form["visibility"]), QuotaText.Read(quota));
        var outcome = await spaces.CreateAsync(registry, request, cancellationToken);
        if (outcome.IsSuccess)
            return ConsoleResults.Done(http, ConsolePaths.SpacesOf(registry), outcome.Value.State == DeliveryState.Ready ? t["{0} is made.", outcome.Value.Name] : t["{0} is being made at the registry.", outcome.Value.Name]);
        var (names, limiting) = await RegistriesAsync(registries, cancellationToken);
        var model = new SpaceFormModel(names, registry) { Limiting = limiting, Name = request.Name, Quota = quota, Visibility = request.Visibility ?? Visibility.Private, Problem = outcome.Problem };
        return ConsoleResults.Page<SpaceFormPage, SpaceFormModel>(model, outcome.Problem.Code.Status);
    }

    private static async Task<(IReadOnlyList<string> Names, IReadOnlyList<string> Limiting)> RegistriesAsync(RegistryReader registries, CancellationToken cancellationToken)
    {
        var page = await registries.ListAsync(null, new ListQuery { Limit = ShownRegistries }, cancellationToken);
        return page.IsSuccess
            ? ([.. page.Value.Items.Select(registry => registry.Name)], [.. page.Value.Items.Where(registry => registry.Capabilities.Contains(RegistryCapability.SetQuota)).Select(registry => registry.Name)])
            : ([], []);
    }
}
