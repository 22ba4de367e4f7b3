using Microsoft.Playwright;
using Roadstead.Testing;

namespace Roadstead.EndToEnd.Tests.Walks.Flows;

/// <summary>Access is taken away: of a workspace to a space, and a whole registry. Both say first who is affected.</summary>
internal static class Unbind
{
    private const string Space = "payments";
    private const string Registry = "archive";

    public static Walk Walk { get; } = new("unbind", "admin",
    [
        new("bindings", async person =>
        {
            await person.OpenAsync($"/spaces?registry={IntegrateDockerRegistry.Registry}");
            await person.FollowAsync("Bind {0} to workspaces", Space);
            await person.Find("dialog[open]").WaitForAsync();
            await person.TickAsync(Workspaces.DisplayName, on: false);
        }),
        new("impact", async person =>
        {
            var told = person.T("These lose the space: {0}", Workspaces.Workspace);
            await Eventually.TrueAsync(
                async () =>
                {
                    // Told when the tick goes, or when somebody was quicker than that.
                    if (await person.HasButtonAsync("Save") && !await person.SeesAsync(told))
                        await person.PressAsync("Save");
                    return await person.SeesAsync(told);
                },
                "who loses the space is told",
                TestContext.Current.CancellationToken);
            await person.SeeAsync("Running workloads use it: {0}", 1);
        }) { Shows = Step.Screen },
        new("unbound", async person =>
        {
            await person.PressAsync("Unbind and save");
            await person.SeeAsync("The workspaces of {0} are saved.", Space);
        }),
        new("registry", async person =>
        {
            await person.OpenAsync($"/registries/{Registry}");
            await person.FollowAsync("Unbind");
            await person.FillNamedAsync(person.T("Type {0} to confirm", Registry), Registry);
        }) { Shows = Step.Screen },
        new("denied-hosts", async person =>
        {
            await person.PressAsync("Unbind");
            await person.SeeAsync("{0} is unbound.", Registry);
            await person.SeeAsync("Hosts that stay denied");
            await person.Find("#removed-hosts").ScrollIntoViewIfNeededAsync();
            await Assertions.Expect(person.Find("tr", person.World.Archive.Url.Authority)).ToBeVisibleAsync();
        }) { Shows = Step.Screen },
    ]) { Refusals = [409] };
}
