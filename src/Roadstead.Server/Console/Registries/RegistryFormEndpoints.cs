using Microsoft.Extensions.Localization;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Errors;
using Roadstead.Server.Http;
using Roadstead.Server.Identity;
using Roadstead.Server.Registries;

namespace Roadstead.Server.Console.Registries;

/// <summary>The form that integrates a registry, and the one that edits it; each can test the connection first.</summary>
internal static class RegistryFormEndpoints
{
    internal static void Map(RouteGroupBuilder registries, AccessRule change)
    {
        registries.MapGet("/-/integrate", (HttpContext http) => Page(http, New(http))).RequireAccess(change);
        registries.MapPost("/-/integrate", IntegrateAsync).RequireAccess(change);
        registries.MapPost("/-/integrate/probe", ProbeAsync).RequireAccess(change);
        registries.MapPost("/-/integrate/detect", DetectAsync).RequireAccess(change);
        registries.MapGet("/{r}/edit", EditFormAsync).RequireAccess(change);
        registries.MapPost("/{r}/edit", EditAsync).RequireAccess(change);
        registries.MapPost("/{r}/edit/probe", ProbeEditAsync).RequireAccess(change);

        // A reload of the page that a test without scripts leads to.
        registries.MapGet("/-/integrate/probe", (HttpContext http) => ConsoleResults.GoTo(New(http).Action)).RequireAccess(change);
        registries.MapGet("/-/integrate/detect", (HttpContext http) => ConsoleResults.GoTo(New(http).Action)).RequireAccess(change);
        registries.MapGet("/{r}/edit/probe", (HttpContext http, string r) => ConsoleResults.GoTo(RegistryLevel.Of(http).LinksOf(r).Edit)).RequireAccess(change);
    }

    private static async Task<IResult> IntegrateAsync(HttpContext http, Caller caller, RegistryIntegrationService registries, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken)
    {
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var model = RegistryForm.Again(New(http), form);
        var outcome = await registries.IntegrateAsync(model.Level.Workspace, RegistryForm.ToIntegrate(form), Acknowledged(form), caller, cancellationToken);
        return outcome.IsSuccess
            ? ConsoleResults.Done(http, model.Level.LinksOf(outcome.Value.Name).Overview, t["{0} is integrated.", outcome.Value.DisplayName])
            : Page(http, model with { Problem = outcome.Problem });
    }

    private static async Task<IResult> ProbeAsync(HttpContext http, Caller caller, RegistryCheckService registries, CancellationToken cancellationToken)
    {
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var model = RegistryForm.Again(New(http), form);
        return Tested(http, model, await registries.ProbeAsync(model.Level.Workspace, RegistryForm.ToIntegrate(form), caller, cancellationToken));
    }

    // What is wrong at an address is an answer to the question, whatever it is: 200.
    private static async Task<IResult> DetectAsync(HttpContext http, Caller caller, RegistryCheckService registries, CancellationToken cancellationToken)
    {
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var model = RegistryForm.Again(New(http), form) with { IsDetection = true };
        var outcome = await registries.DetectAsync(model.Level.Workspace, RegistryForm.ToIntegrate(form), caller, cancellationToken);
        model = outcome.IsSuccess
            ? model with { Detected = outcome.Value, Type = outcome.Value.Type ?? model.Type, Url = outcome.Value.UrlNote is null ? model.Url : outcome.Value.Url }
            : model with { Problem = outcome.Problem };
        return ConsoleResults.Page<RegistryFormPage, RegistryAddress, RegistryFormModel>(http, model);
    }

    private static async Task<IResult> EditFormAsync(HttpContext http, string r, RegistryReader registries, CancellationToken cancellationToken)
    {
        var level = RegistryLevel.Of(http);
        var registry = await registries.GetAsync(level.Workspace, r, cancellationToken);
        return registry.IsSuccess ? Page(http, RegistryForm.Of(level, registry.Value, MayBeExclusive(http, level))) : ConsoleResults.Problem(http, registry.Problem);
    }

    private static async Task<IResult> EditAsync(
        HttpContext http, string r, Caller caller, RegistryReader reader, RegistryEditService registries, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken)
    {
        var level = RegistryLevel.Of(http);
        var registry = await reader.GetAsync(level.Workspace, r, cancellationToken);
        if (!registry.IsSuccess)
            return ConsoleResults.Problem(http, registry.Problem);
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var outcome = await registries.EditAsync(level.Workspace, r, RegistryForm.ToEdit(form, registry.Value), Acknowledged(form), caller, cancellationToken);
        return outcome.IsSuccess
            ? ConsoleResults.Done(http, level.LinksOf(r).Overview, t["{0} is saved.", outcome.Value.DisplayName])
            : Page(http, RegistryForm.Again(RegistryForm.Of(level, registry.Value, MayBeExclusive(http, level)), form) with { Problem = outcome.Problem });
    }

    private static async Task<IResult> ProbeEditAsync(HttpContext http, string r, Caller caller, RegistryReader reader, RegistryCheckService registries, CancellationToken cancellationToken)
    {
        var level = RegistryLevel.Of(http);
        var registry = await reader.GetAsync(level.Workspace, r, cancellationToken);
        if (!registry.IsSuccess)
            return ConsoleResults.Problem(http, registry.Problem);
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var model = RegistryForm.Again(RegistryForm.Of(level, registry.Value, MayBeExclusive(http, level)), form);
        return Tested(http, model, await registries.ProbeEditAsync(level.Workspace, r, RegistryForm.ToEdit(form, registry.Value), caller, cancellationToken));
    }

    private static IResult Tested(HttpContext http, RegistryFormModel model, Outcome<ProbeView> probe) =>
        Page(http, probe.IsSuccess ? model with { IsTest = true, Probe = probe.Value } : model with { IsTest = true, Problem = probe.Problem });

    private static IResult Page(HttpContext http, RegistryFormModel model) =>
        ConsoleResults.Page<RegistryFormPage, ProbeCard, RegistryFormModel>(http, model, model.Problem?.Code.Status ?? StatusCodes.Status200OK);

    private static RegistryFormModel New(HttpContext http)
    {
        var level = RegistryLevel.Of(http);
        return new RegistryFormModel(level) { Exclusive = MayBeExclusive(http, level) ? false : null };
    }

    private static bool MayBeExclusive(HttpContext http, RegistryLevel level) => !level.IsPlatform && http.Page().IsPlatformAdmin;

    private static string? Acknowledged(IFormCollection form) => form["acknowledge"].ToString() is { Length: > 0 } value ? value : null;
}
