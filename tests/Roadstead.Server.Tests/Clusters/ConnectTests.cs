using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Roadstead.Server.Audit;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;
using Roadstead.Server.Storage.Secrets;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;
using Roadstead.Testing.Kubernetes;

namespace Roadstead.Server.Tests.Clusters;

/// <summary>Connecting a real API server by its kubeconfig.</summary>
public sealed class ConnectTests(SharedKubernetes kubernetes)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_cluster_is_connected_with_the_rights_that_are_shipped_and_shows_its_namespaces()
    {
        var cluster = await kubernetes.ClusterAsync(Cancel);
        await using var host = await ClusterCalls.StartAsync();
        await cluster.CreateNamespaceAsync("connect-dev", Cancel);

        var made = await host.ConnectAsync(cluster);
        Assert.Equal("kubernetes", (string?)made["kind"]);
        Assert.Equal(cluster.Url.GetLeftPart(UriPartial.Authority), ((string?)made["server"])!.TrimEnd('/'));
        Assert.Equal("v1.20.2", (string?)made["version"]);
        Assert.Equal("off", (string?)made["admission"]);
        Assert.Null(made["message"]);
        Assert.NotNull((string?)made["changedAt"]);

        await host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/workspaces", new { name = "blue" });
        await host.Admin.SendOkAsync(HttpMethod.Put, "/api/v1/workspaces/blue/namespaces/prod/connect-dev");
        var absent = await host.Admin.SendOkAsync(HttpMethod.Put, "/api/v1/workspaces/blue/namespaces/prod/connect-later");
        Assert.Equal("pending", (string?)absent["pullSecret"]!["state"]);

        var namespaces = (await host.NamespacesAsync("prod")).ToDictionary(item => (string)item!["namespace"]!);
        Assert.Equal(("blue", true), ((string?)namespaces["connect-dev"]!["workspace"], (bool?)namespaces["connect-dev"]!["exists"]));
        Assert.Equal(("blue", false), ((string?)namespaces["connect-later"]!["workspace"], (bool?)namespaces["connect-later"]!["exists"]));
        Assert.Equal((null, true), ((string?)namespaces["kube-system"]!["workspace"], (bool?)namespaces["kube-system"]!["exists"]));
        Assert.Equal(["connect-dev", "connect-later"], (await host.NamespacesAsync("prod", "q=CONNECT-")).Select(item => (string)item!["namespace"]!));
        Assert.True((int)(await host.Admin.GetOkAsync("/api/v1/clusters/prod"))["namespaceCount"]! >= 5);

        // A namespace that is made now is seen at once.
        await cluster.CreateNamespaceAsync("connect-later", Cancel);
        await Eventually.TrueAsync(
            async () => (bool)(await host.NamespacesAsync("prod", "q=connect-later"))[0]!["exists"]!, "the new namespace is seen", Cancel);
    }

    [Theory]
    [InlineData("kube-system")]
    [InlineData("kube-public")]
    [InlineData("kube-node-lease")]
    public async Task The_systems_namespaces_are_in_no_workspace(string ns)
    {
        var cluster = await kubernetes.ClusterAsync(Cancel);
        await using var host = await ClusterCalls.StartAsync();
        await host.ConnectAsync(cluster);
        await host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/workspaces", new { name = "blue" });

        await host.Admin.SendRefusedAsync(HttpMethod.Put, $"/api/v1/workspaces/blue/namespaces/prod/{ns}", null, HttpStatusCode.UnprocessableEntity, "validation-failed");
    }

    [Fact]
    public async Task A_kubeconfig_comes_out_nowhere()
    {
        var cluster = await kubernetes.ClusterAsync(Cancel);
        var kubeconfig = await cluster.KubeconfigForRoadsteadAsync(Cancel);
        var token = kubeconfig.Split('\n').Single(line => line.Contains(" token: ", StringComparison.Ordinal)).Split("token: ")[1].Trim();
        var data = Directory.CreateTempSubdirectory("roadstead-test-").FullName;
        try
        {
            await using (var host = await ClusterCalls.StartAsync(dataDirectory: data))
            {
                await host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/clusters", new { name = "prod", kubeconfig });
                await host.StatusAsync("prod", "connected", null);
                var edited = await host.Admin.SendOkAsync(HttpMethod.Patch, "/api/v1/clusters/prod", new { kubeconfig });
                Assert.Equal(("connected", "v1.20.2"), ((string?)edited["status"], (string?)edited["version"]));
                string[] shown = [edited.ToJsonString(), (await host.Admin.GetOkAsync("/api/v1/audit")).ToJsonString(), .. host.Logs.Lines];
                Assert.All(shown, text => Assert.DoesNotContain(token, text, StringComparison.Ordinal));
                Assert.Contains("kubeconfigChanged", shown[1], StringComparison.Ordinal);
            }

            Assert.All(Directory.EnumerateFiles(data), file => Assert.False(File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(token)) >= 0, file));
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_a_kubeconfig_is_named_at_once()
    {
        await using var host = await ClusterCalls.StartAsync();
        const string kubeconfig = """
            apiVersion: v1
            kind: Config
            clusters: [{name: c, cluster: {server: "http://cluster.example:6443", certificate-authority: /etc/ca.crt}}]
            users: [{name: u, user: {exec: {command: aws}, tokenFile: /var/token}}]
            contexts: [{name: x, context: {cluster: c, user: u}}]
            current-context: x
            """;

        var problem = await host.RefusedAsync(new { name = "prod", kubeconfig }, HttpStatusCode.UnprocessableEntity, "kubeconfig-unsupported");

        var named = problem["errors"]!["kubeconfig"]!.AsArray().Select(text => (string)text!).ToList();
        Assert.All(new[] { "http", "certificate-authority", "exec", "tokenFile" }, word => Assert.Contains(named, text => text.Contains($"{word}", StringComparison.Ordinal)));
        Assert.Equal(0, (int)(await host.Admin.GetOkAsync("/api/v1/clusters"))["total"]!);
    }

    [Fact]
    public async Task What_is_wrong_with_the_credentials_is_told_at_once_and_nothing_is_stored()
    {
        var cluster = await kubernetes.ClusterAsync(Cancel);
        await using var host = await ClusterCalls.StartAsync();
        using var others = new TestCertificates();

        await host.RefusedAsync(new { name = "prod", kubeconfig = KubeconfigText.WithToken(cluster.Url, cluster.CaCertificatePem, "u", "wrong") }, HttpStatusCode.UnprocessableEntity, "cluster-credentials-rejected");
        await host.RefusedAsync(new { name = "prod", kubeconfig = KubeconfigText.WithToken(cluster.Url, others.AuthorityPem, "u", "wrong") }, HttpStatusCode.UnprocessableEntity, "cluster-tls-untrusted");
        Assert.Equal(0, (int)(await host.Admin.GetOkAsync("/api/v1/clusters"))["total"]!);
    }

    [Fact]
    public async Task An_address_that_the_operator_does_not_allow_is_not_connected_to()
    {
        var cluster = await kubernetes.ClusterAsync(Cancel);
        await using var host = await ClusterCalls.StartAsync(allowedNetworks: "10.0.0.0/8");

        await host.RefusedAsync(new { name = "prod", kubeconfig = cluster.AdminKubeconfig }, HttpStatusCode.UnprocessableEntity, "address-not-allowed");
    }

    [Fact]
    public async Task An_API_server_is_no_registry()
    {
        var cluster = await kubernetes.ClusterAsync(Cancel);
        await using var host = await ClusterCalls.StartAsync();
        var registry = new { name = "odd", type = "docker-registry", url = cluster.Url.ToString(), tls = new { skipVerify = true } };
        await host.Admin.SendRefusedAsync(HttpMethod.Post, "/api/v1/registries", registry, HttpStatusCode.UnprocessableEntity, "wrong-type");

        await host.ConnectAsync(cluster);

        await host.Admin.SendRefusedAsync(HttpMethod.Post, "/api/v1/registries", registry, HttpStatusCode.UnprocessableEntity, "address-not-allowed");
    }

    [Fact]
    public async Task One_cluster_is_connected_once()
    {
        var cluster = await kubernetes.ClusterAsync(Cancel);
        await using var host = await ClusterCalls.StartAsync();
        await host.ConnectAsync(cluster);

        var problem = await host.RefusedAsync(new { name = "again", kubeconfig = cluster.AdminKubeconfig }, HttpStatusCode.Conflict, "cluster-already-connected");
        Assert.Contains("'prod'", (string)problem["detail"]!, StringComparison.Ordinal);

        // Where it could not be told in the act, because the cluster was down then.
        await AddRowAsync(host, "again", cluster.AdminKubeconfig, cluster.Url);
        var second = await host.StatusAsync("again", "disconnected", "already-connected");
        Assert.Contains("'prod'", (string)second["message"]!, StringComparison.Ordinal);
        await host.StatusAsync("prod", "connected", null);
    }

    [Fact]
    public async Task Missing_rights_are_named_and_seen_when_they_are_given()
    {
        var cluster = await kubernetes.ClusterAsync(Cancel);
        await using var host = await ClusterCalls.StartAsync();

        await host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/clusters", new { name = "prod", kubeconfig = await cluster.UserKubeconfigAsync("connect-viewer", "view", null, Cancel) });
        var seen = await host.StatusAsync("prod", "connected", "rights-missing");
        Assert.Contains("create secrets", (string)seen["message"]!, StringComparison.Ordinal);
        Assert.DoesNotContain("list pods", (string)seen["message"]!, StringComparison.Ordinal);
        var edited = await host.Admin.SendOkAsync(HttpMethod.Patch, "/api/v1/clusters/prod", new { admission = "audit" });
        Assert.Equal(("audit", "rights-missing"), ((string?)edited["admission"], (string?)edited["reason"]));
        Assert.Contains("create validatingwebhookconfigurations", (string)edited["message"]!, StringComparison.Ordinal);

        await cluster.KubeconfigForRoadsteadAsync(Cancel);
        await cluster.UserKubeconfigAsync("connect-viewer", "roadstead", null, Cancel);
        await host.StatusAsync("prod", "connected", null);
    }

    [Fact]
    public async Task Without_the_right_to_list_nothing_is_followed()
    {
        var cluster = await kubernetes.ClusterAsync(Cancel);
        await using var host = await ClusterCalls.StartAsync();

        var made = await host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/clusters", new { name = "prod", kubeconfig = cluster.CertificateKubeconfig("connect-nobody") });

        Assert.Equal(("disconnected", "forbidden"), ((string?)made["status"], (string?)made["reason"]));
        Assert.Contains("list pods", (string)made["message"]!, StringComparison.Ordinal);
    }

    private static async Task AddRowAsync(RoadsteadHost host, string name, string kubeconfig, Uri server)
    {
        var row = new Cluster { Name = name, Server = server.ToString(), CreatedAt = DateTimeOffset.UnixEpoch };
        row.KubeconfigCipher = host.Services.GetRequiredService<SecretProtector>().Protect(kubeconfig, SecretPlace.Kubeconfig(row.Id));
        await using var db = await host.Services.GetRequiredService<IDbContextFactory<RoadsteadDb>>().CreateDbContextAsync(Cancel);
        db.Clusters.Add(row);
        Assert.True((await host.Services.GetRequiredService<ChangeService>().CommitAsync(db, new AuditDraft("test.arrange", name), Cancel)).IsCommitted);
    }
}
