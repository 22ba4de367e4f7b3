using Roadstead.Server.Clusters.Connections;
using Roadstead.Server.Tests.Console.Team;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Server.Tests.PullSecrets;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.Console.Kubernetes;

/// <summary>Why a namespace can pull or cannot, as its workspace's pages say it.</summary>
public sealed class NamespacePageTests(PullSecretWorld world) : IClassFixture<PullSecretWorld>
{
    private const string Live = "hx-trigger=\"every 3s\"";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Secret_ForeignThenOurs_SaysWhatToRunAndRestsWhenItIsDone()
    {
        await world.Cluster.CreateNamespaceAsync("page-foreign", Cancelled);
        var made = await world.Cluster.KubectlAsync(["create", "secret", "generic", "roadstead-pull", "--namespace", "page-foreign"], null, Cancelled);
        Assert.True(made.ExitCode == 0, made.Output);
        await world.JoinAsync("page-foreign");
        await world.HasStateAsync("page-foreign", "failing", "foreign-secret");
        (await world.Host.UserAsync("fay", "page-foreign")).Dispose();
        using var fay = await Person.SignInAsync(world.Host, "fay");

        var page = await fay.PageAsync("/workspaces/page-foreign/namespaces");
        Assert.Contains("Foreign", page, StringComparison.Ordinal);
        Assert.Contains("kubectl delete secret roadstead-pull --namespace page-foreign", page, StringComparison.Ordinal);
        Assert.Contains(Live, page, StringComparison.Ordinal);

        // Three clicks from the first page: it is said there already.
        Assert.Contains("href=\"/workspaces/page-foreign/namespaces?q=page-foreign\"", await fay.PageAsync("/my/workspaces"), StringComparison.Ordinal);
        var overview = await fay.PageAsync("/workspaces/page-foreign");
        Assert.Contains("One pull secret fails", overview, StringComparison.Ordinal);
        Assert.Contains("Nobody is its admin", overview, StringComparison.Ordinal);
        Assert.Contains("href=\"/workspaces/page-foreign/namespaces?state=failing\"", overview, StringComparison.Ordinal);
        Assert.Contains("page-foreign", await fay.PageAsync("/workspaces/page-foreign/namespaces?state=failing", asFragment: true), StringComparison.Ordinal);
        Assert.Contains("No namespace matches.", await fay.PageAsync("/workspaces/page-foreign/namespaces?state=ready", asFragment: true), StringComparison.Ordinal);

        await world.Cluster.Admin.DeleteAsync(PullSecretWorld.SecretPath("page-foreign"), Cancelled);
        await Eventually.TrueAsync(
            async () => await fay.PageAsync("/workspaces/page-foreign/namespaces", asFragment: true) is var rows
                && rows.Contains("by the default service account", StringComparison.Ordinal) && !rows.Contains(Live, StringComparison.Ordinal),
            "the secret is made, and the page rests", Cancelled, TimeSpan.FromSeconds(60));
        Assert.DoesNotContain("pull secret fails", await fay.PageAsync("/workspaces/page-foreign"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secret_OfANamespaceThatIsNotThere_SaysSoUntilItIs()
    {
        await world.JoinAsync("page-missing");
        await world.HasStateAsync("page-missing", "pending", "namespace-missing");
        using var admin = await Person.AdminAsync(world.Host);
        var page = await admin.PageAsync("/workspaces/page-missing/namespaces");
        Assert.Contains("No namespace", page, StringComparison.Ordinal);
        Assert.Contains("kubectl create namespace page-missing", page, StringComparison.Ordinal);
        Assert.Contains("One pull secret is on its way", await admin.PageAsync("/workspaces/page-missing"), StringComparison.Ordinal);

        await world.Cluster.CreateNamespaceAsync("page-missing", Cancelled);
        await Eventually.TrueAsync(
            async () => await PullSecretWorld.StateAsync(world.Host, "page-missing") is var state && (string?)state["state"] == "ready" && (bool?)state["accountRefers"] == true, "the secret is there and referred to", Cancelled);
    }

    [Fact]
    public async Task Account_ThatMayNotBeChanged_IsToldApartFromTheSecretThatIsThere()
    {
        await world.Cluster.Admin.ApplyAsync("/apis/rbac.authorization.k8s.io/v1/clusterroles/without-accounts", await RoleWithoutAccountsAsync(), Cancelled);
        await using var host = await PullSecretWorld.StartHostAsync();
        await host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/clusters", new { name = "lab", kubeconfig = await world.Cluster.UserKubeconfigAsync("account-tester", "without-accounts", null, Cancelled) });
        await world.Cluster.CreateNamespaceAsync("page-unreferred", Cancelled);
        await world.Cluster.HasServiceAccountAsync("page-unreferred", Cancelled);
        await PullSecretWorld.JoinAsync(host, "page-unreferred");
        await Eventually.TrueAsync(
            async () => await PullSecretWorld.StateAsync(host, "page-unreferred") is var state && (string?)state["state"] == "failing" && (bool?)state["accountRefers"] == false, "the secret is there and nobody refers to it", Cancelled);
        Assert.NotNull(await world.SecretAsync("page-unreferred"));

        using var admin = await Person.AdminAsync(host);
        var page = await admin.PageAsync("/workspaces/page-unreferred/namespaces");
        Assert.Contains("Not referred to", page, StringComparison.Ordinal);
        Assert.Contains("The secret is there, but the default service account does not refer to it", page, StringComparison.Ordinal);
    }

    private static async Task<string> RoleWithoutAccountsAsync()
    {
        using var reader = new StreamReader(typeof(ClusterRights).Assembly.GetManifestResourceStream("cluster-role.yaml")!);
        var role = (await reader.ReadToEndAsync(Cancelled)).Replace("name: roadstead", "name: without-accounts", StringComparison.Ordinal);
        var accounts = role.IndexOf("verbs:", role.IndexOf("resources: [serviceaccounts]", StringComparison.Ordinal), StringComparison.Ordinal);
        return role[..accounts] + "verbs: [get, list, watch]" + role[role.IndexOf('\n', accounts)..];
    }

    [Fact]
    public async Task Choices_OfTheForm_AreFreeNamespacesAlone()
    {
        await world.ReadyAsync("page-held");
        await world.Cluster.CreateNamespaceAsync("page-free", Cancelled);
        using var admin = await Person.AdminAsync(world.Host);
        await Eventually.TrueAsync(
            async () => (await admin.PageAsync("/workspaces/page-held/namespaces/options?cluster=lab", asFragment: true)).Contains("value=\"page-free\"", StringComparison.Ordinal), "the free namespace is offered", Cancelled);
        Assert.DoesNotContain("value=\"page-held\"", await admin.PageAsync("/workspaces/page-held/namespaces/options?cluster=lab", asFragment: true), StringComparison.Ordinal);
    }
}
