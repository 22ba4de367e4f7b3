using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Roadstead.Testing.Kubernetes;

/// <summary>A real node: containerd, runc and kubelet in namespaces of their own (see <c>eng/node.sh</c>), with its images in memory. Needs root.</summary>
public sealed class KubernetesNode : IAsyncDisposable
{
    private static readonly TimeSpan StartWithin = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan EndWithin = TimeSpan.FromSeconds(20);
    private readonly KubernetesCluster cluster;
    private readonly TempDirectory directory = new();
    private RunningProgram? node;

    private KubernetesNode(KubernetesCluster cluster, string name) => (this.cluster, Name) = (cluster, name);

    public string Name { get; }

    /// <summary>The process that owns the node; its control groups are named <c>roadstead-node-</c> and this.</summary>
    public int ProcessId => node!.ProcessId;

    /// <summary>Its own files; deleted with it.</summary>
    public string FilesDirectory => directory.Path;

    /// <summary>Where a file makes a static pod, which no API server is asked about.</summary>
    public string StaticPodDirectory => directory.File("manifests");

    /// <summary>The last that it wrote, for the message of a failed test.</summary>
    public string Output => string.Join('\n', node?.Output, Tail("containerd.log"), Tail("kubelet.log"));

    /// <summary>Starts it and waits until pods can be given to it.</summary>
    public static async Task<KubernetesNode> StartAsync(KubernetesCluster cluster, string name = "node-1", CancellationToken cancellationToken = default)
    {
        var node = new KubernetesNode(cluster, name);
        try
        {
            await node.StartPartsAsync(cancellationToken);
            return node;
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    /// <summary>Names of all images on it, as containerd has them: <c>host/path:tag</c>, <c>host/path@sha256:…</c>, and IDs (<c>sha256:…</c>).</summary>
    public async Task<IReadOnlyList<string>> ImagesAsync(CancellationToken cancellationToken) => [.. (await ListAsync(cancellationToken)).Select(image => image.Name)];

    /// <summary>Lets pods pull the images of a host, such as <c>docker.io</c>, from this registry; no name is looked up for it.</summary>
    public async Task MapHostAsync(string host, Uri registry, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(Path.Combine(directory.File("hosts"), host)).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "hosts.toml"), $"[host.\"{registry.GetLeftPart(UriPartial.Authority)}\"]\n  capabilities = [\"pull\", \"resolve\"]\n", cancellationToken);
    }

    /// <summary>Brings an image to the node past Kubernetes, over plain HTTP, as if another team had run it there.</summary>
    /// <param name="image">With its tag or digest.</param>
    /// <param name="login"><c>user:secret</c>; null for none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task PullAsync(string image, string? login, CancellationToken cancellationToken) =>
        await CtrAsync(["images", "pull", "--plain-http", .. login is null ? Array.Empty<string>() : ["--user", login], image], cancellationToken);

    /// <summary>Removes all images of a repository (<c>host/path</c>), so that the next pod pulls again; an ID stays while another repository has it too.</summary>
    public async Task RemoveImagesAsync(string repository, CancellationToken cancellationToken)
    {
        var images = await ListAsync(cancellationToken);
        var named = images.Where(image => image.Name.StartsWith(repository + ':', StringComparison.Ordinal) || image.Name.StartsWith(repository + '@', StringComparison.Ordinal)).ToList();
        var kept = images.Except(named).Where(image => !IsId(image.Name)).Select(image => image.Digest).ToHashSet();
        var ids = images.Where(image => IsId(image.Name) && named.Any(one => one.Digest == image.Digest) && !kept.Contains(image.Digest));
        var gone = named.Concat(ids).Select(image => image.Name).ToList();
        if (gone.Count > 0)
        {
            await CtrAsync(["images", "remove", "--sync", .. gone], cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (node is not null)
        {
            // It ends by itself then, and the kernel takes with it what it mounted and started.
            await node.EndsWithoutInputAsync(EndWithin);
            await node.DisposeAsync();
        }

        directory.Dispose();
    }

    // The API server lets a node read the secrets of its pods a moment after they were scheduled there, and refuses until then: a kubelet that is faster pulls without them once.
    // What a node may read is no subject of these tests.
    private async Task MayReadAsync(CancellationToken cancellationToken) => await cluster.Admin.ApplyAsync(
        "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings/test-nodes",
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata:
          name: test-nodes
        roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: "system:node" }
        subjects:
          - { apiGroup: rbac.authorization.k8s.io, kind: Group, name: "system:nodes" }
        """,
        cancellationToken);

    private async Task StartPartsAsync(CancellationToken cancellationToken)
    {
        var kubeconfig = directory.File("node.kubeconfig");
        await File.WriteAllTextAsync(kubeconfig, cluster.CertificateKubeconfig($"system:node:{Name}", "system:nodes"), cancellationToken);
        await MayReadAsync(cancellationToken);
        var script = directory.File("node.sh");
        await using (var source = typeof(KubernetesNode).Assembly.GetManifestResourceStream("node.sh")!)
        await using (var target = File.Create(script))
        {
            await source.CopyToAsync(target, cancellationToken);
        }

        // A part of the network that is set aside for measuring devices, so that nothing real lies there.
        var block = RandomNumberGenerator.GetInt32(128);
        var subnet = string.Create(CultureInfo.InvariantCulture, $"198.{18 + (block / 64)}.{block % 64 * 4}.0/22");
        node = RunningProgram.Start(
            "the node",
            InstalledProgram.Find("bash", "bash"),
            [script, Name, directory.Path, kubeconfig, subnet, FreePort.Next().ToString(CultureInfo.InvariantCulture)],
            new Dictionary<string, string> { ["ROADSTEAD_KUBERNETES"] = KubernetesPrograms.Folder });
        cluster.StartScheduler();
        await Eventually.TrueAsync(IsReadyAsync, $"node {Name} is ready", cancellationToken, StartWithin);

        async Task<bool> IsReadyAsync()
        {
            node.ThrowIfEnded();
            var item = await cluster.Admin.FindAsync($"/api/v1/nodes/{Name}", cancellationToken);
            return item?["spec"]!["taints"] is null
                && item?["status"]?["conditions"] is JsonArray conditions
                && conditions.Any(condition => (string?)condition!["type"] == "Ready" && (string?)condition["status"] == "True");
        }
    }

    private async Task<IReadOnlyList<(string Name, string Digest)>> ListAsync(CancellationToken cancellationToken)
    {
        // REF TYPE DIGEST SIZE ..., below one line of headings.
        var lines = (await CtrAsync(["images", "list"], cancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1);
        return [.. lines.Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(fields => (fields[0], fields[2]))];
    }

    private async Task<string> CtrAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var run = await ProgramRun.OfAsync("ctr", "containerd", ["--address", directory.File("containerd.sock"), "--namespace", "k8s.io", .. arguments], cancellationToken);
        return run.ExitCode == 0 ? run.Output : throw new InvalidOperationException($"ctr {string.Join(' ', arguments)} ended with {run.ExitCode}:\n{run.Output}");
    }

    private string Tail(string log) => File.Exists(directory.File(log)) ? string.Join('\n', File.ReadLines(directory.File(log)).TakeLast(50)) : "";

    private static bool IsId(string name) => name.StartsWith("sha256:", StringComparison.Ordinal);
}
