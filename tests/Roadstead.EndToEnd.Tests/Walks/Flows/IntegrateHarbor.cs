using Microsoft.Playwright;

namespace Roadstead.EndToEnd.Tests.Walks.Flows;

/// <summary>A Harbor, by the address of one of its pages.</summary>
internal static class IntegrateHarbor
{
    public const string Registry = "harbor";

    public static Walk Walk { get; } = new("integrate-harbor", "admin",
    [
        new("address", async person =>
        {
            await person.NavigateAsync("Registries");
            await person.FollowAsync("Integrate a registry");
            await Form.GiveAddressAsync(person, $"{person.World.Harbor.Url}harbor/projects/3/repositories", Registry, "harbor");
            await person.SeeNamedAsync("Harbor 2.x");
            await Assertions.Expect(person.Field("Address")).ToHaveValueAsync(person.World.Harbor.Url.ToString().TrimEnd('/'));
        }) { Shows = Step.Screen },
        new("tested", async person =>
        {
            await person.FillAsync("User", person.World.Harbor.Admin.Username);
            await person.FillAsync("Password or token", person.World.Harbor.Admin.Password);
            await Form.TestAsync(person, "Rights", "Holds");
        }) { Shows = "#probe" },
        new("overview", person => Form.IntegrateAsync(person, $"/registries/{Registry}")) { Shows = Step.Screen },
        new("projects", async person =>
        {
            await person.ReloadUntilAsync($"/spaces?registry={Registry}", async () => await person.SeesAsync("checkout") && await person.SeesAsync("library"), "its projects are spaces");
        }) { Shows = Step.Screen },
    ]);
}
