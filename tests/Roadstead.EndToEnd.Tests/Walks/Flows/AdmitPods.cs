using Roadstead.EndToEnd.Tests.Walks.People;
using Roadstead.Testing;

namespace Roadstead.EndToEnd.Tests.Walks.Flows;

/// <summary>Admission of a cluster: first it only reports, then it denies.</summary>
internal static class AdmitPods
{
    private const string Path = "/clusters/" + ConnectCluster.Cluster;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static Walk Walk { get; } = new("admission", "admin",
    [
        new("audit", async person =>
        {
            await person.NavigateAsync("Clusters");
            await person.FollowAsync("Edit {0}", ConnectCluster.Cluster);
            await person.ChooseAsync("Audit");
        }) { Shows = Step.Screen },
        new("reported", async person =>
        {
            await person.PressAsync("Save");
            await person.SeeAsync("{0} is saved.", ConnectCluster.Cluster);
            var number = 0;

            // Each pod is made; from some moment on what would be denied is counted.
            await person.ReloadUntilAsync(
                "/access/-/pulls",
                async () =>
                {
                    Assert.True((await person.World.TryPodAsync($"stray-{++number}", Stray(person))).IsMade);
                    return await person.Find("#pulls tr", "checkout/cart").CountAsync() > 0;
                },
                "what would be denied is reported");
            await person.SeeAsync("Refused");
        }) { Shows = Step.Screen },
        new("enforce", async person =>
        {
            await person.NavigateAsync("Clusters");
            await person.FollowAsync("Edit {0}", ConnectCluster.Cluster);
            await person.ChooseAsync("Enforce");
        }),
        new("enforced", async person =>
        {
            await person.PressAsync("Save");
            await person.SeeAsync("{0} is saved.", ConnectCluster.Cluster);
            var number = 0;
            var answer = "";
            await Eventually.TrueAsync(
                async () =>
                {
                    (var isMade, answer) = await person.World.TryPodAsync($"denied-{++number}", Stray(person));
                    return !isMade;
                },
                "a pod with an image that its namespace may not use is denied",
                Token,
                TimeSpan.FromSeconds(60));
            Assert.Contains("checkout", answer, StringComparison.Ordinal);
            await person.OpenAsync(Path);
            await person.SeeAsync("Enforce");
        }) { Shows = Step.Screen },
    ]);

    // An image of a private space that the workspace is not bound to.
    private static string Stray(Walker person) => $"{person.World.Harbor.Host}/checkout/cart:3.1";
}
