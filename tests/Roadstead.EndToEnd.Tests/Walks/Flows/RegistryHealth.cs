using Microsoft.Playwright;

namespace Roadstead.EndToEnd.Tests.Walks.Flows;

/// <summary>A registry breaks down: where its reason stands, and how one knows that it is mended.</summary>
internal static class RegistryHealth
{
    private const string Registry = "archive";
    private const string Why = "Nothing listens";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static Walk Walk { get; } = new("registry-health", "admin",
    [
        new("tiles", async person =>
        {
            await person.World.Api.PostAsync("/api/v1/registries", new { name = Registry, type = "docker-registry", url = person.World.Archive.Url.ToString() }, Token);
            await person.World.Archive.StopAsync();
            await person.NavigateAsync("Registries");
            await person.ReloadUntilAsync("/registries", async () => await person.Find(".tile-bad", Why).CountAsync() > 0, "the tile says why the registry is unhealthy");
        }) { Shows = Step.Screen },
        new("overview", async person =>
        {
            await person.FollowAsync("Overview of {0}", Registry);
            await person.ArriveAsync($"/registries/{Registry}");
            await Assertions.Expect(person.Find("#registry-live .health-row", Why).First).ToBeVisibleAsync();
        }) { Shows = Step.Screen },
        new("mended", async person =>
        {
            await person.World.MendArchiveAsync();
            await person.PressAsync("Check now");
            await person.ReloadUntilAsync($"/registries/{Registry}", async () => await person.Find("#registry-status", person.T("Healthy")).CountAsync() > 0, "the registry is healthy again");
        }),
    ]);
}
