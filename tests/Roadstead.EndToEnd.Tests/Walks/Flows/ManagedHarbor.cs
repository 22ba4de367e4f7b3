using Microsoft.Playwright;
using Roadstead.EndToEnd.Tests.Console;
using Roadstead.EndToEnd.Tests.Walks.People;
using Roadstead.Testing;
using Roadstead.Testing.Kubernetes;

namespace Roadstead.EndToEnd.Tests.Walks.Flows;

/// <summary>A Harbor is made in a cluster step by step, watched until it is a registry, and deleted.</summary>
internal static class ManagedHarbor
{
    private const string Harbor = "team-harbor";

    // What is to come has to be seen by the server first, and then by the page that asks it.
    private const float PatienceMilliseconds = 30_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static Walk Walk { get; } = new("managed-harbor", "admin",
    [
        new("cluster", async person =>
        {
            await person.NavigateAsync("Managed Harbors");
            await person.FollowAsync("Make a Harbor");
            await person.SeeAsync("All is there");
        }) { Shows = Step.Screen },
        new("basics", async person =>
        {
            await person.FollowAsync("Choose {0}", ConnectCluster.Cluster);
            await person.PressAsync("Next");
            await SeesStepAsync(person, "Basics"); // without a name nobody gets on
            await person.FillAsync("Name", Harbor);
            await person.FillAsync("Namespace", WalkWorld.Harbors);
        }) { Shows = Step.Screen },
        new("configuration", async person =>
        {
            await person.PressAsync("Next");
            await SeesStepAsync(person, "Configuration");
            await Assertions.Expect(person.Field("Host of the database")).ToBeHiddenAsync();
            await person.PressAnyAsync(person.Find("label.choice", person.T("A PostgreSQL server that you look after")));
            await Assertions.Expect(person.Field("Host of the database")).ToBeVisibleAsync();
            await person.PressAnyAsync(person.Find("label.choice", person.T("A PostgreSQL of its own, in the same namespace")));
        }) { Shows = Step.Screen },
        new("access", async person =>
        {
            await person.PressAsync("Next");
            await SeesStepAsync(person, "Access");
            Assert.Empty(await Accessibility.FaultsAsync(person.Visit.Page));
            await person.Visit.Page.GoBackAsync();
            await SeesStepAsync(person, "Configuration");
            await person.Field("Size").PressAsync("Enter");
            await SeesStepAsync(person, "Access");
            await person.ChooseAsync("By other means");
            await person.FillAsync("Address", person.World.NewHarbor.Url.GetLeftPart(UriPartial.Authority));
            await person.FillAsync("Password of admin", person.World.NewHarbor.Admin.Password);
        }) { Shows = Step.Screen },
        new("being-made", async person =>
        {
            await person.PressAsync("Make the Harbor");
            await person.ArriveAsync($"/managed-harbors/{ConnectCluster.Cluster}/{WalkWorld.Harbors}/{Harbor}");
            await person.SeeAsync("{0} is being made. It becomes a registry by itself when it is ready.", Harbor);
            await Eventually.TrueAsync(
                async () => await person.World.Cluster.Admin.FindAsync(SpokenHarborOperator.HarborPath(WalkWorld.Harbors, Harbor), Token) is not null, "the Harbor stands in the cluster", Token);
            await person.World.Cluster.Admin.SayOfHarborAsync(WalkWorld.Harbors, Harbor, "provisioning", [("DatabaseReady", "True", null), ("CacheReady", "False", "2 of 3 pods of the Redis are not ready")], Token);
            await StateAsync(person, "Being made");
            await Assertions.Expect(person.Find("#harbor-live").GetByText("2 of 3 pods").Last).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = PatienceMilliseconds });
        }) { Shows = Step.Screen },
        new("ready", async person =>
        {
            await person.World.Cluster.Admin.SayHarborIsHealthyAsync(WalkWorld.Harbors, Harbor, Token);
            await StateAsync(person, "Ready");
            await Assertions.Expect(person.Find("#harbor-live").GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = Harbor, Exact = true }))
                .ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = PatienceMilliseconds });
            await Assertions.Expect(person.Find("#harbor-live[hx-trigger]")).ToHaveCountAsync(0, new LocatorAssertionsToHaveCountOptions { Timeout = PatienceMilliseconds });
        }) { Shows = Step.Screen },
        new("registry", async person =>
        {
            await person.FollowNamedAsync(Harbor);
            await person.ArriveAsync($"/registries/{Harbor}");
            await person.SeeAsync("Managed");
        }),
        new("delete", async person =>
        {
            await person.OpenAsync($"/managed-harbors/{ConnectCluster.Cluster}/{WalkWorld.Harbors}/{Harbor}");
            await person.FollowAsync("Delete");
            await person.FillNamedAsync(person.T("Type {0} to confirm", Harbor), Harbor);
        }) { Shows = "dialog[open]" },
        new("deleted", async person =>
        {
            await person.PressAsync("Delete");
            await person.SeeAsync("{0} is being deleted.", Harbor);
            await Assertions.Expect(person.Find("#harbors", Harbor)).ToHaveCountAsync(0, new LocatorAssertionsToHaveCountOptions { Timeout = PatienceMilliseconds });
        }),
    ]);

    private static Task SeesStepAsync(Walker person, string title) => Assertions.Expect(person.Find("[data-step]:visible h2")).ToHaveTextAsync(person.T(title));

    private static Task StateAsync(Walker person, string state) =>
        Assertions.Expect(person.Find("#harbor-state")).ToContainTextAsync(person.T(state), new LocatorAssertionsToContainTextOptions { Timeout = PatienceMilliseconds });
}
