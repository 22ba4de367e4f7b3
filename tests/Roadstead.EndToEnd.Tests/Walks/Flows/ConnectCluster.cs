using Microsoft.Playwright;

namespace Roadstead.EndToEnd.Tests.Walks.Flows;

/// <summary>A Kubernetes cluster by its kubeconfig, until its namespaces are known.</summary>
internal static class ConnectCluster
{
    public const string Cluster = "production";

    public static Walk Walk { get; } = new("connect-cluster", "admin",
    [
        new("empty", async person =>
        {
            await person.NavigateAsync("Clusters");
            await person.SeeAsync("No cluster yet");
        }),
        new("refused", async person =>
        {
            await person.FollowAsync("Add a cluster");
            await person.FillAsync("Name", Cluster);
            await person.FillAsync("Kubeconfig", "no: kubeconfig");
            await person.PressAsync("Add the cluster");
            await Assertions.Expect(person.Find("#field-kubeconfig-error")).ToBeVisibleAsync();
        }),
        new("form", async person =>
        {
            await person.NavigateAsync("Clusters");
            await person.FollowAsync("Add a cluster");
            await person.FillAsync("Name", Cluster);
            await person.ChooseAsync("Kubernetes");
            await person.FillAsync("Kubeconfig", person.World.Kubeconfig);
        }) { Shows = Step.Screen },
        new("connected", async person =>
        {
            await person.PressAsync("Add the cluster");
            await person.ArriveAsync($"/clusters/{Cluster}");
            await person.ReloadUntilAsync(
                $"/clusters/{Cluster}",
                async () => await person.SeesAsync(WalkWorld.Namespace) && await person.Find("h1").GetByText(person.T("Connected")).CountAsync() > 0,
                "the cluster is connected, and its namespaces are known");
        }) { Shows = Step.Screen },
    ]) { Refusals = [422] };
}
