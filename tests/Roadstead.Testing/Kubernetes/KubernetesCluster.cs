using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Roadstead.Testing.Kubernetes;

/// <summary>A real control plane on free loopback ports: etcd, kube-apiserver and kube-controller-manager, with storage of its own.</summary>
/// <remarks>Tests that stop or freeze its API server take a cluster of their own; the others share <see cref="SharedKubernetes"/>.</remarks>
public sealed class KubernetesCluster : IAsyncDisposable
{
    private static readonly TimeSpan StartWithin = TimeSpan.FromMinutes(2);
    private readonly KubernetesClusterSettings settings;
    private readonly TempDirectory directory = new();
    private readonly TestCertificates certificates = new("Roadstead test cluster");
    private readonly int port = FreePort.Next();
    private readonly int etcdPort = FreePort.Next();
    private RunningProgram? etcd;
    private RunningProgram? apiServer;
    private RunningProgram? controllers;
    private RunningProgram? scheduler;

    private KubernetesCluster(KubernetesClusterSettings settings)
    {
        this.settings = settings;
        Url = new Uri(string.Create(CultureInfo.InvariantCulture, $"https://127.0.0.1:{port}"));
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        Admin = new KubernetesAdmin(Url, CaCertificatePem, token);
        AdminKubeconfig = KubeconfigText.WithToken(Url, CaCertificatePem, "admin", token);
        File.WriteAllText(directory.File("admin.kubeconfig"), AdminKubeconfig);
        File.WriteAllText(directory.File("tokens.csv"), $"{token},admin,admin,\"system:masters\"\n");
    }

    /// <summary>Its address: <c>https://127.0.0.1:port/</c>, the same over its life.</summary>
    public Uri Url { get; }

    /// <summary>What its server certificate is checked with.</summary>
    public string CaCertificatePem => certificates.AuthorityPem;

    /// <summary>All rights (system:masters), for the tests' own hands alone.</summary>
    public string AdminKubeconfig { get; }

    /// <summary>The tests' own hands.</summary>
    public KubernetesAdmin Admin { get; }

    /// <summary>The last lines of its parts, for the message of a failed test.</summary>
    public string Output => string.Join('\n', etcd?.Output, apiServer?.Output, controllers?.Output, scheduler?.Output);

    /// <summary>Starts it and waits until it answers.</summary>
    public static async Task<KubernetesCluster> StartAsync(KubernetesClusterSettings? settings = null, CancellationToken cancellationToken = default)
    {
        var cluster = new KubernetesCluster(settings ?? new KubernetesClusterSettings());
        try
        {
            await cluster.StartPartsAsync(cancellationToken);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes a namespace and waits for its default service account, without which no pod is taken.</summary>
    public async Task CreateNamespaceAsync(string name, CancellationToken cancellationToken)
    {
        await Admin.CreateAsync("/api/v1/namespaces", new JsonObject { ["metadata"] = new JsonObject { ["name"] = name } }, cancellationToken);
        await HasServiceAccountAsync(name, cancellationToken);
    }

    /// <summary>Waits until the default service account of a namespace is there and has its token.</summary>
    public Task HasServiceAccountAsync(string name, CancellationToken cancellationToken) => Eventually.TrueAsync(
        async () => (await Admin.FindAsync($"/api/v1/namespaces/{name}/serviceaccounts/default", cancellationToken))?["secrets"] is JsonArray { Count: > 0 },
        $"namespace {name} has its default service account",
        cancellationToken);

    /// <summary>A kubeconfig with the rights of <c>deploy/cluster-role.yaml</c> and no more: the service account <c>roadstead</c> of this namespace, bound to that role.</summary>
    public async Task<string> KubeconfigForRoadsteadAsync(CancellationToken cancellationToken, string @namespace = "roadstead")
    {
        using var stream = typeof(KubernetesCluster).Assembly.GetManifestResourceStream("cluster-role.yaml")!;
        using var reader = new StreamReader(stream);
        await Admin.ApplyAsync("/apis/rbac.authorization.k8s.io/v1/clusterroles/roadstead", await reader.ReadToEndAsync(cancellationToken), cancellationToken);
        await Admin.ApplyAsync($"/api/v1/namespaces/{@namespace}", $"apiVersion: v1\nkind: Namespace\nmetadata:\n  name: {@namespace}\n", cancellationToken);
        await Admin.ApplyAsync(
            $"/api/v1/namespaces/{@namespace}/serviceaccounts/roadstead",
            "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: roadstead\n",
            cancellationToken);
        await BindAsync($"roadstead-{@namespace}", "roadstead", new JsonObject { ["kind"] = "ServiceAccount", ["name"] = "roadstead", ["namespace"] = @namespace }, null, cancellationToken);
        await Admin.HasAsync($"system:serviceaccount:{@namespace}:roadstead", "roadstead", null, cancellationToken);
        return KubeconfigText.WithToken(Url, CaCertificatePem, "roadstead", await TokenAsync(@namespace, "roadstead", cancellationToken));
    }

    /// <summary>A kubeconfig with a client certificate of this user, who has the rights of a ClusterRole (<c>edit</c> and <c>view</c> are there from the start) in one namespace; null: in all.</summary>
    public async Task<string> UserKubeconfigAsync(string name, string clusterRole, string? @namespace, CancellationToken cancellationToken)
    {
        await BindAsync($"{name}-{clusterRole}", clusterRole, new JsonObject { ["kind"] = "User", ["name"] = name, ["apiGroup"] = "rbac.authorization.k8s.io" }, @namespace, cancellationToken);
        await Admin.HasAsync(name, clusterRole, @namespace, cancellationToken);
        return CertificateKubeconfig(name);
    }

    /// <summary>A kubeconfig with a client certificate that says who the user is, with whatever rights the name and the groups have.</summary>
    public string CertificateKubeconfig(string name, params IReadOnlyList<string> groups)
    {
        using var certificate = certificates.IssueClient(name, groups);
        return KubeconfigText.WithCertificate(Url, CaCertificatePem, name, certificate);
    }

    /// <summary>A token of a service account, for an hour.</summary>
    public async Task<string> TokenAsync(string @namespace, string serviceAccount, CancellationToken cancellationToken)
    {
        var review = await Admin.CreateAsync(
            $"/api/v1/namespaces/{@namespace}/serviceaccounts/{serviceAccount}/token",
            new JsonObject { ["apiVersion"] = "authentication.k8s.io/v1", ["kind"] = "TokenRequest", ["spec"] = new JsonObject { ["expirationSeconds"] = 3600 } },
            cancellationToken);
        return review["status"]!["token"]!.GetValue<string>();
    }

    /// <summary>Runs kubectl with all rights, with a text on its standard input unless that is null.</summary>
    public Task<ProgramRun> KubectlAsync(IReadOnlyList<string> arguments, string? input, CancellationToken cancellationToken) => ProgramRun.OfAsync(
        KubernetesPrograms.Find("kubectl"),
        ["--kubeconfig", directory.File("admin.kubeconfig"), "--cache-dir", directory.File("kubectl-cache"), .. arguments],
        input,
        cancellationToken);

    /// <summary>Ends the API server, as a crash would; what it stored stays.</summary>
    public Task StopApiServerAsync() => apiServer!.KillAsync();

    /// <summary>Starts the API server again, at the same address, and waits until it answers.</summary>
    public async Task StartApiServerAsync(CancellationToken cancellationToken)
    {
        if (apiServer is not null)
        {
            await apiServer.DisposeAsync();
        }

        apiServer = StartApiServer();
        await ApiServerReadyAsync(cancellationToken);
    }

    /// <summary>A crash of the API server and its next start.</summary>
    public async Task RestartApiServerAsync(CancellationToken cancellationToken)
    {
        await StopApiServerAsync();
        await StartApiServerAsync(cancellationToken);
    }

    /// <summary>The API server dies silently: connections stay open, new ones are taken by the kernel, nothing answers.</summary>
    public void Freeze() => apiServer!.Freeze();

    /// <summary>It goes on where it was.</summary>
    public void Thaw() => apiServer!.Thaw();

    /// <summary>Pods are given to nodes from now on. Only clusters with a node need it.</summary>
    internal void StartScheduler() => scheduler ??= RunningProgram.Start("kube-scheduler", KubernetesPrograms.Find("kube-scheduler"),
    [
        "--kubeconfig", directory.File("admin.kubeconfig"), "--leader-elect=false", "--port", "0", "--secure-port", "0", "--kube-api-qps", "1000", "--kube-api-burst", "2000",
    ]);

    public async ValueTask DisposeAsync()
    {
        foreach (var program in new[] { scheduler, controllers, apiServer, etcd }.OfType<RunningProgram>())
        {
            await program.DisposeAsync();
        }

        Admin.Dispose();
        certificates.Dispose();
        directory.Dispose();
    }

    private async Task StartPartsAsync(CancellationToken cancellationToken)
    {
        using (var server = certificates.Issue())
        using (var accounts = RSA.Create(2048))
        {
            await File.WriteAllTextAsync(directory.File("ca.crt"), CaCertificatePem, cancellationToken);
            await File.WriteAllTextAsync(directory.File("server.crt"), server.ExportCertificatePem(), cancellationToken);
            await File.WriteAllTextAsync(directory.File("server.key"), TestCertificates.KeyPem(server), cancellationToken);
            await File.WriteAllTextAsync(directory.File("accounts.key"), accounts.ExportPkcs8PrivateKeyPem(), cancellationToken);
        }

        var client = $"http://127.0.0.1:{etcdPort.ToString(CultureInfo.InvariantCulture)}";
        var peer = $"http://127.0.0.1:{FreePort.Next().ToString(CultureInfo.InvariantCulture)}";
        etcd = RunningProgram.Start("etcd", InstalledProgram.Find("etcd", "etcd-server"),
        [
            "--data-dir", directory.File("etcd"), "--unsafe-no-fsync", "--log-level", "error", "--listen-client-urls", client, "--advertise-client-urls", client,
            "--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer, "--initial-cluster", $"default={peer}",
        ]);

        // kube-apiserver waits for its storage by dialling in ever longer steps: it starts sooner when etcd is there already.
        await Eventually.TrueAsync(() => { etcd.ThrowIfEnded(); return ListensAsync(etcdPort, cancellationToken); }, "etcd listens", cancellationToken, StartWithin);
        apiServer = StartApiServer();
        await Eventually.TrueAsync(() => { apiServer.ThrowIfEnded(); return ListensAsync(port, cancellationToken); }, "kube-apiserver listens", cancellationToken, StartWithin);
        await ApiServerReadyAsync(cancellationToken);
        if (settings.Controllers)
        {
            // Not before: kube-controller-manager ends when the API server is not healthy within ten seconds, which a busy machine takes.
            controllers = StartControllers();
        }

        await Eventually.TrueAsync(async () => await Admin.FindAsync("/api/v1/namespaces/default", cancellationToken) is not null, "the first namespaces are there", cancellationToken);
        if (settings.Controllers)
        {
            await HasServiceAccountAsync("default", cancellationToken);
        }
    }

    // Of the beta versions those that somebody asks for here: each one costs at every start, together a third of it.
    private RunningProgram StartApiServer() => RunningProgram.Start("kube-apiserver", KubernetesPrograms.Find("kube-apiserver"),
    [
        "--etcd-servers", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{etcdPort}"),
        "--bind-address", "127.0.0.1", "--advertise-address", "127.0.0.1", "--secure-port", port.ToString(CultureInfo.InvariantCulture),
        "--tls-cert-file", directory.File("server.crt"), "--tls-private-key-file", directory.File("server.key"), "--client-ca-file", directory.File("ca.crt"),
        "--token-auth-file", directory.File("tokens.csv"), "--authorization-mode", "Node,RBAC", "--anonymous-auth=false",
        "--service-account-key-file", directory.File("accounts.key"), "--service-account-signing-key-file", directory.File("accounts.key"),
        "--service-account-issuer", "https://kubernetes.default.svc", "--service-cluster-ip-range", "10.0.0.0/24", "--allow-privileged", "--feature-gates=EphemeralContainers=true",
        "--runtime-config=api/beta=false,flowcontrol.apiserver.k8s.io/v1beta1=true,policy/v1beta1=true,discovery.k8s.io/v1beta1=true,batch/v1beta1=true",
        .. settings.ApiServerArguments,
    ]);

    // Its own limits of calls to the API server, and the time between its looks at nodes, are for large clusters; here they would be what a test waits for.
    private RunningProgram StartControllers() => RunningProgram.Start("kube-controller-manager", KubernetesPrograms.Find("kube-controller-manager"),
    [
        "--kubeconfig", directory.File("admin.kubeconfig"), "--service-account-private-key-file", directory.File("accounts.key"), "--root-ca-file", directory.File("ca.crt"),
        "--leader-elect=false", "--port", "0", "--secure-port", "0", "--kube-api-qps", "1000", "--kube-api-burst", "2000",
        "--node-monitor-period", "1s", "--flex-volume-plugin-dir", directory.File("volume-plugins"), "--concurrent-namespace-syncs", "20", "--concurrent-serviceaccount-token-syncs", "20",
    ]);

    private Task ApiServerReadyAsync(CancellationToken cancellationToken) => Eventually.TrueAsync(
        async () =>
        {
            apiServer!.ThrowIfEnded();
            try
            {
                return (await Admin.TrySendAsync(HttpMethod.Get, "/readyz", null, cancellationToken)).Status == HttpStatusCode.OK;
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
            {
                return false; // on a busy machine it takes a connection long before it answers
            }
        },
        $"kube-apiserver is ready at {Url}",
        cancellationToken,
        StartWithin);

    private async Task BindAsync(string name, string clusterRole, JsonObject subject, string? @namespace, CancellationToken cancellationToken)
    {
        var (kind, path) = @namespace is null
            ? ("ClusterRoleBinding", "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings")
            : ("RoleBinding", $"/apis/rbac.authorization.k8s.io/v1/namespaces/{@namespace}/rolebindings");
        var binding = new JsonObject
        {
            ["apiVersion"] = "rbac.authorization.k8s.io/v1",
            ["kind"] = kind,
            ["metadata"] = new JsonObject { ["name"] = name },
            ["roleRef"] = new JsonObject { ["apiGroup"] = "rbac.authorization.k8s.io", ["kind"] = "ClusterRole", ["name"] = clusterRole },
            ["subjects"] = new JsonArray(subject),
        };
        await Admin.ApplyAsync($"{path}/{name}", binding.ToJsonString(), cancellationToken);
    }

    private static async Task<bool> ListensAsync(int port, CancellationToken cancellationToken)
    {
        using var socket = new TcpClient();
        try
        {
            await socket.ConnectAsync("127.0.0.1", port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
