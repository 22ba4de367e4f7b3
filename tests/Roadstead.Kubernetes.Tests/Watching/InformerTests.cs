using Roadstead.Kubernetes.Objects;
using Roadstead.Kubernetes.Watching;
using Roadstead.Testing;
using Roadstead.Testing.Kubernetes;

namespace Roadstead.Kubernetes.Tests.Watching;

/// <summary>The informer against the real API server.</summary>
public sealed class InformerTests(SharedKubernetes kubernetes)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_happens_in_the_cluster_is_told_once_and_in_order()
    {
        var (client, ns) = await NewNamespaceAsync();
        var informer = Some.Informer<Secret>(client, new ListScope(ns, "roadstead.dev/test=yes"));
        var log = ChangeLog.Of(informer);
        await client.CreateAsync(Some.PullSecret(ns, "there-before"), Cancelled);
        await using var running = new Running(informer.RunAsync);
        await informer.WaitForSyncAsync(Cancelled);

        await client.CreateAsync(Some.PullSecret(ns, "a"), Cancelled);
        await client.ApplyAsync(Some.PullSecret(ns, "a", "{\"auths\":{\"b\":{}}}"), Cancelled);
        await client.CreateAsync(Some.PullSecret(ns, "without-label") with { Metadata = new ObjectMeta { Namespace = ns, Name = "without-label" } }, Cancelled);
        await client.DeleteAsync<Secret>(ns, "a", null, Cancelled);

        await Eventually.TrueAsync(() => log.Lines.Count(line => line[0] == '-') == 1, "the deletion is told", Cancelled);
        Assert.Equal(["+there-before", "+a", "~a", "-a"], log.Lines);
        Assert.Equal(["there-before"], informer.Items.Select(item => item.Metadata.Name));
        Assert.NotNull(informer.Find(ns, "there-before"));
        Assert.Null(informer.Find(ns, "a"));
        Assert.Null(informer.Failure);
    }

    [Fact]
    public async Task A_list_of_many_pages_is_whole()
    {
        var (client, ns) = await NewNamespaceAsync();
        await Parallel.ForAsync(0, 25, Cancelled, async (i, token) => await client.CreateAsync(Some.PullSecret(ns, $"s-{i:00}"), token));
        var informer = Some.Informer<Secret>(client, new ListScope(ns, "roadstead.dev/test=yes"), new InformerOptions { PageSize = 10 });
        await using var running = new Running(informer.RunAsync);

        await informer.WaitForSyncAsync(Cancelled);

        Assert.Equal(25, informer.Items.Count);
        Assert.Equal(25, await client.ListAllAsync<Secret>(new ListScope(ns, "roadstead.dev/test=yes"), Cancelled).CountAsync(Cancelled));
    }

    [Fact]
    public async Task A_first_list_from_the_servers_memory_is_whole_and_followed()
    {
        var (client, ns) = await NewNamespaceAsync();
        await Parallel.ForAsync(0, 25, Cancelled, async (i, token) => await client.CreateAsync(Some.PullSecret(ns, $"s-{i:00}"), token));
        var informer = Some.Informer<Secret>(client, new ListScope(ns, "roadstead.dev/test=yes"), new InformerOptions { PageSize = 10, FirstFromCache = true });
        await using var running = new Running(informer.RunAsync);

        await client.CreateAsync(Some.PullSecret(ns, "later"), Cancelled);

        await Eventually.TrueAsync(() => informer.Items.Count == 26, "all are known, whatever the memory had", Cancelled);
    }

    // The server ends each watch within a second; nothing may be missed or told twice between two of them.
    [Fact]
    public async Task Watches_that_end_go_on_where_they_were()
    {
        var (_, ns) = await NewNamespaceAsync();
        var cluster = await kubernetes.ClusterAsync(Cancelled);
        using var client = Some.Client(cluster.AdminKubeconfig, new KubernetesClientOptions { WatchTimeout = TimeSpan.FromSeconds(1) });
        var informer = Some.Informer<Secret>(client, new ListScope(ns, "roadstead.dev/test=yes"), new InformerOptions { Settled = TimeSpan.Zero });
        var log = ChangeLog.Of(informer);
        await using var running = new Running(informer.RunAsync);
        await informer.WaitForSyncAsync(Cancelled);

        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(60));
        for (var i = 0; i < 50 && await pace.WaitForNextTickAsync(Cancelled); i++)
        {
            await client.CreateAsync(Some.PullSecret(ns, $"s-{i:00}"), Cancelled);
        }

        await Eventually.TrueAsync(() => log.Lines.Count == 50, "all are told", Cancelled);
        Assert.Equal(50, informer.Items.Count);
        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"+s-{i:00}"), log.Lines);
    }

    private async Task<(KubernetesClient Client, string Namespace)> NewNamespaceAsync()
    {
        var cluster = await kubernetes.ClusterAsync(Cancelled);
        var client = Some.Client(cluster.AdminKubeconfig);
        var ns = Some.NewName("informer");
        await client.CreateAsync(new Namespace { Metadata = new ObjectMeta { Name = ns } }, Cancelled);
        return (client, ns);
    }
}
