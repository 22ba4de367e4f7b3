using System.Text.Json.Nodes;
using Roadstead.Kubernetes.Objects;
using Roadstead.Testing;
using Roadstead.Testing.Kubernetes;

namespace Roadstead.Kubernetes.Tests;

/// <summary>The client against the real API server.</summary>
public sealed class KubernetesClientTests(SharedKubernetes kubernetes)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetVersionAsync_TellsTheServersVersion()
    {
        using var client = await ClientAsync();

        Assert.StartsWith("v1.", (await client.GetVersionAsync(Cancelled)).GitVersion, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FindTypesAsync_ServedAndAbsentGroups_AreToldApart()
    {
        using var client = await ClientAsync();

        Assert.Contains("deployments", (await client.FindTypesAsync("apps", "v1", Cancelled))!);
        Assert.Null(await client.FindTypesAsync("apps", "v9", Cancelled));
        Assert.Null(await client.FindTypesAsync("there-is-none.test", "v1", Cancelled));
    }

    [Fact]
    public async Task CreateAsync_Secret_IsStoredAndFoundAsItWas()
    {
        var (client, ns) = await NewNamespaceAsync();
        var secret = Some.PullSecret(ns, "pull");

        var created = await client.CreateAsync(secret, Cancelled);
        var found = await client.FindAsync<Secret>(ns, "pull", Cancelled);
        var again = await Assert.ThrowsAsync<KubernetesException>(() => client.CreateAsync(secret, Cancelled));

        Assert.NotNull(created.Metadata.Uid);
        Assert.NotNull(created.Metadata.CreationTimestamp);
        Assert.Equal(created.Metadata.ResourceVersion, found!.Metadata.ResourceVersion);
        Assert.Equal(secret.Data![Secret.DockerConfigJsonKey], found.Data![Secret.DockerConfigJsonKey]);
        Assert.Equal("yes", found.Metadata.Labels!["roadstead.dev/test"]);
        Assert.Equal(KubernetesErrorCode.AlreadyExists, again.Code);
        Assert.Equal("already-exists", again.Reason);
        Assert.False(again.IsTransient);
    }

    [Fact]
    public async Task FindAsync_Absent_IsNull()
    {
        using var client = await ClientAsync();

        Assert.Null(await client.FindAsync<Namespace>(null, "there-is-none", Cancelled));
        Assert.Null(await client.FindAsync<Secret>("there-is-none", "nor-this", Cancelled));
    }

    [Theory]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a%2fb")]
    public async Task FindAsync_NameThatLeadsElsewhere_IsNotSent(string name)
    {
        using var client = Some.Client(new Uri("http://127.0.0.1:1"));

        await Assert.ThrowsAsync<ArgumentException>(() => client.FindAsync<Namespace>(null, name, Cancelled));
        await Assert.ThrowsAsync<ArgumentException>(() => client.FindAsync<Secret>(name, "a", Cancelled));
    }

    // A secret, which nobody else writes: Kubernetes puts a token into a service account a moment after it is made.
    [Fact]
    public async Task ApplyAsync_CreatesThenOwnsItsFieldsAndLeavesOthers()
    {
        var (client, ns) = await NewNamespaceAsync();
        var secret = Some.PullSecret(ns, "pull") with { Metadata = new ObjectMeta { Namespace = ns, Name = "pull", Labels = new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" } } };
        await client.ApplyAsync(secret, Cancelled);
        await client.PatchAsync<Secret>(ns, "pull", PatchKind.Merge, JsonNode.Parse("""{"metadata":{"labels":{"theirs":"3"}},"data":{"theirs":"AAAA"}}""")!, Cancelled);

        var wanted = secret with { Metadata = secret.Metadata with { Labels = new Dictionary<string, string> { ["a"] = "4" } } };
        var applied = await client.ApplyAsync(wanted, Cancelled);
        var same = await client.ApplyAsync(wanted, Cancelled);

        Assert.Equal("4", applied.Metadata.Labels!["a"]);
        Assert.Equal("3", applied.Metadata.Labels["theirs"]);
        Assert.DoesNotContain("b", applied.Metadata.Labels.Keys);
        Assert.Contains("theirs", applied.Data!.Keys);
        Assert.Equal(applied.Metadata.ResourceVersion, same.Metadata.ResourceVersion);
    }

    // Not what one expects: the pull secrets of a service account have no merge key (those of a pod have one), so every kind of merge replaces the list.
    [Theory]
    [InlineData(PatchKind.StrategicMerge)]
    [InlineData(PatchKind.Merge)]
    public async Task PatchAsync_PullSecretsOfAServiceAccount_ReplacesThemAll(PatchKind kind)
    {
        var (client, ns) = await NewNamespaceAsync();
        await client.CreateAsync(new ServiceAccount { Metadata = new ObjectMeta { Namespace = ns, Name = "runner" }, ImagePullSecrets = [new("theirs")] }, Cancelled);

        var patched = await client.PatchAsync<ServiceAccount>(ns, "runner", kind, JsonNode.Parse("""{"imagePullSecrets":[{"name":"roadstead-pull"}]}""")!, Cancelled);

        Assert.Equal(["roadstead-pull"], patched!.ImagePullSecrets!.Select(secret => secret.Name));
    }

    [Fact]
    public async Task PatchAsync_OfAVersion_IsAConflictWhenItIsOlder()
    {
        var (client, ns) = await NewNamespaceAsync();
        await client.CreateAsync(new ServiceAccount { Metadata = new ObjectMeta { Namespace = ns, Name = "runner" }, ImagePullSecrets = [new("theirs")] }, Cancelled);
        JsonObject patch = [];
        ServiceAccount? patched = null;

        // Kubernetes itself writes the account's token into it a moment later.
        await Eventually.TrueAsync(
            async () =>
            {
                var account = await client.FindAsync<ServiceAccount>(ns, "runner", Cancelled);
                patch = new JsonObject
                {
                    ["metadata"] = new JsonObject { ["resourceVersion"] = account!.Metadata.ResourceVersion },
                    ["imagePullSecrets"] = new JsonArray(new JsonObject { ["name"] = "theirs" }, new JsonObject { ["name"] = "roadstead-pull" }),
                };
                try
                {
                    patched = await client.PatchAsync<ServiceAccount>(ns, "runner", PatchKind.Merge, patch, Cancelled);
                    return true;
                }
                catch (KubernetesException e) when (e.Code == KubernetesErrorCode.Conflict)
                {
                    return false;
                }
            },
            "the newest version is patched",
            Cancelled);
        await client.PatchAsync<ServiceAccount>(ns, "runner", PatchKind.Json, JsonNode.Parse("""[{"op":"add","path":"/metadata/annotations","value":{"a":"b"}}]""")!, Cancelled);
        var conflict = await Assert.ThrowsAsync<KubernetesException>(() => client.PatchAsync<ServiceAccount>(ns, "runner", PatchKind.Merge, patch, Cancelled));

        Assert.Equal(["theirs", "roadstead-pull"], patched!.ImagePullSecrets!.Select(secret => secret.Name));
        Assert.Equal(KubernetesErrorCode.Conflict, conflict.Code);
    }

    [Fact]
    public async Task ReplaceAsync_OfAnOlderVersion_IsAConflict()
    {
        var (client, ns) = await NewNamespaceAsync();
        var first = await client.CreateAsync(Some.PullSecret(ns, "pull"), Cancelled);
        var second = await client.ReplaceAsync(first with { Metadata = first.Metadata with { Labels = null } }, Cancelled);

        var conflict = await Assert.ThrowsAsync<KubernetesException>(() => client.ReplaceAsync(first, Cancelled));

        Assert.Null(second.Metadata.Labels);
        Assert.Equal(KubernetesErrorCode.Conflict, conflict.Code);
        Assert.True(conflict.IsTransient);
    }

    [Fact]
    public async Task ReplaceAsync_TypeKnownInPart_IsRefused()
    {
        using var client = Some.Client(new Uri("http://127.0.0.1:1"));

        await Assert.ThrowsAsync<ArgumentException>(() => client.ReplaceAsync(new Namespace { Metadata = new ObjectMeta { Name = "default" } }, Cancelled));
    }

    [Fact]
    public async Task DeleteAsync_WithPreconditions_DeletesThatVeryObject()
    {
        var (client, ns) = await NewNamespaceAsync();
        var secret = await client.CreateAsync(Some.PullSecret(ns, "pull"), Cancelled);

        var conflict = await Assert.ThrowsAsync<KubernetesException>(() => client.DeleteAsync<Secret>(ns, "pull", new DeletePreconditions(Uid: "another"), Cancelled));
        var deleted = await client.DeleteAsync<Secret>(ns, "pull", new DeletePreconditions(secret.Metadata.Uid, secret.Metadata.ResourceVersion), Cancelled);

        Assert.Equal(KubernetesErrorCode.Conflict, conflict.Code);
        Assert.True(deleted);
        Assert.False(await client.DeleteAsync<Secret>(ns, "pull", null, Cancelled));
    }

    [Fact]
    public async Task ListAsync_InPages_GoesOnWhereItWas()
    {
        var (client, ns) = await NewNamespaceAsync();
        foreach (var name in (string[])["a", "b", "c"])
        {
            await client.CreateAsync(Some.PullSecret(ns, name), Cancelled);
        }

        var scope = new ListScope(ns, "roadstead.dev/test=yes");
        var first = await client.ListAsync<Secret>(scope, new ListPage(2), Cancelled);
        var second = await client.ListAsync<Secret>(scope, new ListPage(2, first.Continue), Cancelled);
        var one = await client.ListAsync<Secret>(new ListScope(ns, FieldSelector: "metadata.name=b"), new ListPage(), Cancelled);

        Assert.Equal(["a", "b", "c"], first.Items.Concat(second.Items).Select(item => item.Metadata.Name));
        Assert.NotNull(first.Continue);
        Assert.Null(second.Continue);
        Assert.Equal("b", Assert.Single(one.Items).Metadata.Name);
    }

    [Fact]
    public async Task Roadstead_MayDoWhatItsRoleSaysAndNoMore()
    {
        var cluster = await kubernetes.ClusterAsync(Cancelled);
        using var client = Some.Client(await cluster.KubeconfigForRoadsteadAsync(Cancelled, Some.NewName("rights")));

        Assert.True(await client.MayAsync(new AccessQuestion("list", "", "pods"), Cancelled));
        Assert.True(await client.MayAsync(new AccessQuestion("patch", "", "serviceaccounts", "default", "default"), Cancelled));
        Assert.False(await client.MayAsync(new AccessQuestion("create", "", "pods", "default"), Cancelled));
        var forbidden = await Assert.ThrowsAsync<KubernetesException>(() => client.CreateAsync(
            new Pod { Metadata = new ObjectMeta { Namespace = "default", Name = "no" }, Spec = new PodSpec { Containers = [new PodContainer { Name = "a", Image = "b" }] } }, Cancelled));
        Assert.Equal(KubernetesErrorCode.Forbidden, forbidden.Code);
        Assert.Contains("cluster-role.yaml", forbidden.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WrongToken_IsRejectedAndNotRepeated()
    {
        var cluster = await kubernetes.ClusterAsync(Cancelled);
        var endpoint = Some.Endpoint(cluster.AdminKubeconfig) with { Token = "wr0ng-token" };
        using var client = new KubernetesClient(endpoint, new KubernetesClientOptions(), TimeProvider.System);

        var rejected = await Assert.ThrowsAsync<KubernetesException>(() => client.FindAsync<Namespace>(null, "default", Cancelled));

        Assert.Equal(KubernetesErrorCode.Unauthenticated, rejected.Code);
        Assert.Equal("credentials-rejected", rejected.Reason);
        Assert.DoesNotContain("wr0ng", rejected.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("wr0ng", endpoint.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ClientCertificate_IsWhoOneIs()
    {
        var cluster = await kubernetes.ClusterAsync(Cancelled);
        var name = Some.NewName("anna");
        using var client = Some.Client(await cluster.UserKubeconfigAsync(name, "view", "default", Cancelled));

        Assert.NotEmpty((await client.ListAsync<ServiceAccount>(new ListScope("default"), new ListPage(), Cancelled)).Items);
        var forbidden = await Assert.ThrowsAsync<KubernetesException>(() => client.ListAsync<Node>(ListScope.All, new ListPage(), Cancelled));
        Assert.Contains(name, forbidden.Message, StringComparison.Ordinal);
    }

    private async Task<KubernetesClient> ClientAsync() => Some.Client((await kubernetes.ClusterAsync(Cancelled)).AdminKubeconfig);

    private async Task<(KubernetesClient Client, string Namespace)> NewNamespaceAsync()
    {
        var client = await ClientAsync();
        var ns = Some.NewName("client");
        await client.CreateAsync(new Namespace { Metadata = new ObjectMeta { Name = ns } }, Cancelled);
        return (client, ns);
    }
}
