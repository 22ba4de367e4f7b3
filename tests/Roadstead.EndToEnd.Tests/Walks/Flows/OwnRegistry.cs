using Microsoft.Playwright;

namespace Roadstead.EndToEnd.Tests.Walks.Flows;

/// <summary>A workspace admin: a registry of the team's own, its members and its namespaces.</summary>
internal static class OwnRegistry
{
    public const string Registry = "tools";

    public static Walk Walk { get; } = new("own-registry", Workspaces.Admin,
    [
        new("workspace", async person =>
        {
            await person.NavigateAsync("My workspaces");
            await person.FollowNamedAsync(Workspaces.DisplayName);
            await person.ArriveAsync($"/workspaces/{Workspaces.Workspace}");
            await person.SeeAsync("Own registries");
        }) { Shows = Step.Screen },
        new("form", async person =>
        {
            await person.TabAsync("Registries");
            await person.FollowAsync("Integrate a registry");
            await Form.GiveAddressAsync(person, person.World.TeamRegistry.Url.ToString(), Registry, "docker-registry");
        }) { Shows = Step.Screen },
        new("overview", async person =>
        {
            await Form.IntegrateAsync(person, $"/workspaces/{Workspaces.Workspace}/registries/{Registry}");
        }) { Shows = Step.Screen },
        new("members", async person =>
        {
            await person.OpenAsync($"/workspaces/{Workspaces.Workspace}");
            await person.TabAsync("Members");
            await person.FillAsync("User", Workspaces.Other);
            await person.SelectAsync("Role", "viewer");
            await person.PressAsync("Add");
            await person.SeeAsync("{0} is a member of {1} now.", Workspaces.Other, Workspaces.Workspace);
        }) { Shows = Step.Screen },
        new("namespaces", async person =>
        {
            await person.TabAsync("Namespaces");
            await person.SeeNamedAsync(WalkWorld.Namespace);
            await Assertions.Expect(person.Find("#namespaces .badge-good")).ToBeVisibleAsync(); // its pull secret is there
            await Assertions.Expect(person.Find("main form[method=post] select")).ToHaveCountAsync(0); // giving namespaces is the platform admin's
        }) { Shows = Step.Screen },
    ]);
}
