using Roadstead.EndToEnd.Tests.Walks.People;

namespace Roadstead.EndToEnd.Tests.Walks.Flows;

/// <summary>A member asks why a namespace cannot pull, and is told at which step it stops and what to do.</summary>
internal static class WhyNot
{
    public static Walk Walk { get; } = new("why-not", Workspaces.Member,
    [
        new("gone", async person =>
        {
            await person.OpenAsync($"/images/{ConnectCluster.Cluster}/{WalkWorld.Namespace}");
            Assert.False(await person.SeesAsync(person.World.Image)); // the space was unbound
        }),
        new("denied", async person =>
        {
            await ExplainAsync(person, $"{person.World.Image}:1.5", "Denied");
            await person.SeeNamedAsync("Ask a platform admin to bind the space 'payments'");
        }) { Shows = Step.Screen },
        new("allowed", async person =>
        {
            await ExplainAsync(person, $"{person.World.Server.GatewayHost}/images/library/base:bookworm", "Allowed");
        }) { Shows = Step.Screen },
        new("deployment", async person =>
        {
            await person.OpenAsync($"{Deploy.Path}/{Deploy.Name}");
            await person.FollowAsync("Access");
            await person.ArriveAsync("/access/");
            await person.SeeHeadingAsync(person.T("Denied"));
        }),
    ]);

    private static async Task ExplainAsync(Walker person, string image, string verdict)
    {
        await person.NavigateAsync("Access");
        await person.FillAsync("Image", image);
        await person.PressAsync("Explain");
        await person.SeeHeadingAsync(person.T(verdict));
    }
}
