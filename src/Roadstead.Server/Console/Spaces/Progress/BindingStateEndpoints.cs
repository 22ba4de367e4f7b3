using Roadstead.Server.Http;
using Roadstead.Server.Identity;
using Roadstead.Server.Spaces;

namespace Roadstead.Server.Console.Spaces.Progress;

/// <summary>How far the bindings of a space are, live.</summary>
internal static class BindingStateEndpoints
{
    internal static void Map(RouteGroupBuilder bindings)
    {
        bindings.MapGet("/state", ShowAsync).RequireAccess(AccessRule.PlatformAdmin);
        bindings.MapGet("/live", LiveAsync).RequireAccess(AccessRule.PlatformAdmin);
    }

    private static async Task<IResult> ShowAsync(HttpContext http, Guid id, string? q, string? state, Caller caller, SpaceReader spaces, CancellationToken cancellationToken)
    {
        var space = await spaces.GetAsync(id, caller, cancellationToken);
        if (!space.IsSuccess)
            return ConsoleResults.Problem(http, space.Problem);
        var model = BindingStatesModel.Of(space.Value, q, state);

        // The page's own search replaces its list; everybody else opens a dialog.
        return http.Request.Query.ContainsKey("q")
            ? ConsoleResults.Page<BindingStatesPage, BindingStates, BindingStatesModel>(http, model)
            : ConsoleResults.Page<BindingStatesPage, BindingStatesDialog, BindingStatesModel>(http, model);
    }

    private static async Task<IResult> LiveAsync(HttpContext http, Guid id, string? q, string? state, Caller caller, SpaceReader spaces, CancellationToken cancellationToken)
    {
        var space = await spaces.GetAsync(id, caller, cancellationToken);
        if (!space.IsSuccess)
            return ConsoleResults.Problem(http, space.Problem);
        return http.IsHtmx()
            ? ConsoleResults.Page<BindingStates, BindingStatesModel>(BindingStatesModel.Of(space.Value, q, state))
            : ConsoleResults.GoTo(ConsolePaths.SpaceBindingStates(id));
    }
}
