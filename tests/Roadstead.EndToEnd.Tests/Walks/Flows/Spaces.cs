using Microsoft.Playwright;
using Roadstead.EndToEnd.Tests.Walks.People;

namespace Roadstead.EndToEnd.Tests.Walks.Flows;

/// <summary>A registry is divided: a private space and its binding, and a public one that is to be private.</summary>
internal static class Spaces
{
    private const string Private = "payments";
    private const string Public = "library";

    public static Walk Walk { get; } = new("spaces", "admin",
    [
        new("form", async person =>
        {
            await person.NavigateAsync("Spaces");
            await person.FollowAsync("Make a space");
            await person.SelectAsync("Registry", IntegrateDockerRegistry.Registry);
            await person.FillAsync("Name", Private);
            await person.ChooseAsync("Private");
        }) { Shows = Step.Screen },
        new("made", async person =>
        {
            await person.PressAsync("Make the space");
            await person.SeeAsync("{0} is made.", Private);
            await person.FollowAsync("Make a space");
            await person.FillAsync("Name", Public);
            await person.ChooseAsync("Public");
            await person.PressAsync("Make the space");
            await person.SeeAsync("{0} is made.", Public);
        }) { Shows = Step.Screen },
        new("bind", async person =>
        {
            await person.FollowAsync("Bind {0} to workspaces", Private);
            await person.Find("dialog[open]").WaitForAsync();
            await person.TickAsync(Workspaces.DisplayName);
        }) { Shows = Step.Screen },
        new("bound", async person =>
        {
            await person.PressAsync("Save");
            await person.SeeAsync("The workspaces of {0} are saved.", Private);
            await IsBoundAsync(person);
        }) { Shows = Step.Screen },
        new("visibility", async person =>
        {
            await person.FollowAsync("Make {0} private", Public);
            await person.Find("dialog[open]").WaitForAsync();
        }) { Shows = "dialog[open]" },
        new("kept", async person =>
        {
            await person.Visit.Page.Keyboard.PressAsync("Escape");
            await person.Find("dialog[open]").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Detached });
            await person.SeeAsync("all may pull");
        }),
    ]);

    private static Task IsBoundAsync(Walker person) =>
        person.ReloadUntilAsync($"/spaces?registry={IntegrateDockerRegistry.Registry}", async () => await person.Find("#spaces .badge-good", Workspaces.Workspace).CountAsync() > 0, "the space is bound");
}
