using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Roadstead.Testing;
using Roadstead.Testing.Kubernetes;

namespace Roadstead.EndToEnd.Tests.Kubernetes;

public sealed class TestNodeTests(SharedKubernetes kubernetes)
{
    private static readonly TimeSpan RunsWithin = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_deployments_pod_runs_on_the_node_with_an_image_of_a_local_registry()
    {
        var cluster = await kubernetes.ClusterAsync(Cancellation);
        var node = await kubernetes.NodeAsync(Cancellation);
        await using var registry = await DockerRegistryProcess.StartAsync(cancellationToken: Cancellation);
        using var images = registry.Images();
        await images.PushAsync("team-a/app", "1.0", RunnableImage.Of(), Cancellation);
        await cluster.CreateNamespaceAsync("test-node-runs", Cancellation);

        var image = $"{registry.Url.Authority}/team-a/app:1.0";
        var deployed = await cluster.KubectlAsync(["create", "deployment", "app", "--image", image, "--namespace", "test-node-runs"], null, Cancellation);

        Assert.True(deployed.ExitCode == 0, deployed.Output);
        var pod = await PodAsync(cluster, "test-node-runs", item => (string?)item["status"]!["phase"] == "Running");
        Assert.Equal(node.Name, (string?)pod["spec"]!["nodeName"]);
        Assert.Contains(image, await node.ImagesAsync(Cancellation));
    }

    [Fact]
    public async Task A_private_image_is_pulled_with_the_secret_and_refused_without__and_removed_images_are_pulled_again()
    {
        var cluster = await kubernetes.ClusterAsync(Cancellation);
        var node = await kubernetes.NodeAsync(Cancellation);
        await using var registry = await DockerRegistryProcess.StartAsync(new DockerRegistrySettings { Username = "tests", Password = "secret" }, Cancellation);
        using var images = registry.Images();
        await images.PushAsync("team-a/app", "1.0", RunnableImage.Of("private"), Cancellation);
        var repository = $"{registry.Url.Authority}/team-a/app";
        await cluster.CreateNamespaceAsync("test-node-with", Cancellation);
        await cluster.CreateNamespaceAsync("test-node-without", Cancellation);
        await cluster.Admin.CreateAsync("/api/v1/namespaces/test-node-with/secrets", Secret(registry.Url.Authority, "tests", "secret"), Cancellation);

        await RunAsync(cluster, "test-node-without", "app", repository + ":1.0", null);
        await PodAsync(cluster, "test-node-without", item => Waiting(item) is "ErrImagePull" or "ImagePullBackOff");

        await RunAsync(cluster, "test-node-with", "app", repository + ":1.0", "pull");
        await PodAsync(cluster, "test-node-with", item => (string?)item["status"]!["phase"] == "Running");
        Assert.Contains(repository + ":1.0", await node.ImagesAsync(Cancellation));

        await cluster.Admin.DeleteAsync("/api/v1/namespaces/test-node-with/pods/app?gracePeriodSeconds=0", Cancellation);
        await node.RemoveImagesAsync(repository, Cancellation);
        var left = (await node.ImagesAsync(Cancellation)).Where(name => name.StartsWith(repository, StringComparison.Ordinal)).ToList();
        Assert.True(left.Count == 0, $"{string.Join(", ", left)} are there again:\n{node.Output}"); // containerd's log says since when
        await node.PullAsync(repository + ":1.0", "tests:secret", Cancellation);
        await cluster.CreateNamespaceAsync("test-node-cached", Cancellation);
        await RunAsync(cluster, "test-node-cached", "app", repository + ":1.0", null);
        await PodAsync(cluster, "test-node-cached", item => (string?)item["status"]!["phase"] == "Running");
    }

    [Fact]
    public async Task MapHostAsync_ImageOfAnotherHost_IsPulledFromTheRegistry()
    {
        var cluster = await kubernetes.ClusterAsync(Cancellation);
        var node = await kubernetes.NodeAsync(Cancellation);
        await using var registry = await DockerRegistryProcess.StartAsync(cancellationToken: Cancellation);
        using var images = registry.Images();
        await images.PushAsync("library/mapped", "1.0", RunnableImage.Of("mapped"), Cancellation);
        await node.MapHostAsync("mapped.test", registry.Url, Cancellation);
        await cluster.CreateNamespaceAsync("test-node-mapped", Cancellation);

        await RunAsync(cluster, "test-node-mapped", "app", "mapped.test/library/mapped:1.0", null);

        await PodAsync(cluster, "test-node-mapped", item => (string?)item["status"]!["phase"] == "Running");
    }

    [Fact]
    public async Task DisposeAsync_NodeWithAPod_LeavesNoProcessMountOrControlGroup()
    {
        await using var cluster = await KubernetesCluster.StartAsync(cancellationToken: Cancellation);
        await using var registry = await DockerRegistryProcess.StartAsync(cancellationToken: Cancellation);
        using var images = registry.Images();
        await images.PushAsync("team-a/app", "1.0", RunnableImage.Of("left"), Cancellation);
        string files, groups;
        await using (var node = await KubernetesNode.StartAsync(cluster, cancellationToken: Cancellation))
        {
            (files, groups) = (node.FilesDirectory, $"roadstead-node-{node.ProcessId.ToString(CultureInfo.InvariantCulture)}");
            await RunAsync(cluster, "default", "app", $"{registry.Url.Authority}/team-a/app:1.0", null);
            await PodAsync(cluster, "default", item => (string?)item["status"]!["phase"] == "Running");
            Assert.NotEmpty(Processes(files));
            Assert.NotEmpty(ControlGroups(groups));
        }

        Assert.Empty(Processes(files));
        Assert.Empty(ControlGroups(groups));
        Assert.DoesNotContain(files, await File.ReadAllTextAsync("/proc/self/mountinfo", Cancellation), StringComparison.Ordinal);
        Assert.False(Directory.Exists(files));
    }

    private static List<string> ControlGroups(string name) =>
        [.. Directory.GetDirectories("/sys/fs/cgroup").Append("/sys/fs/cgroup").Select(tree => Path.Combine(tree, name)).Where(Directory.Exists)];

    // The shims of containers name the socket, the other parts their files.
    private static List<string> Processes(string files) =>
        [.. Directory.GetDirectories("/proc").Select(folder => Path.Combine(folder, "cmdline")).Select(Read).Where(line => line.Contains(files, StringComparison.Ordinal))];

    private static string Read(string file)
    {
        try
        {
            return File.Exists(file) ? File.ReadAllText(file) : "";
        }
        catch (IOException)
        {
            // The process has ended meanwhile.
            return "";
        }
    }

    private static Task<JsonNode> RunAsync(KubernetesCluster cluster, string @namespace, string name, string image, string? secret) => cluster.Admin.CreateAsync(
        $"/api/v1/namespaces/{@namespace}/pods",
        new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = name },
            ["spec"] = new JsonObject
            {
                ["containers"] = new JsonArray(new JsonObject { ["name"] = "main", ["image"] = image, ["imagePullPolicy"] = "IfNotPresent" }),
                ["imagePullSecrets"] = secret is null ? [] : new JsonArray(new JsonObject { ["name"] = secret }),
            },
        },
        Cancellation);

    private static JsonObject Secret(string host, string user, string password)
    {
        var auth = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));
        var config = new JsonObject { ["auths"] = new JsonObject { [host] = new JsonObject { ["auth"] = auth } } };
        return new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = "pull" },
            ["type"] = "kubernetes.io/dockerconfigjson",
            ["stringData"] = new JsonObject { [".dockerconfigjson"] = config.ToJsonString() },
        };
    }

    private static async Task<JsonNode> PodAsync(KubernetesCluster cluster, string @namespace, Func<JsonNode, bool> condition)
    {
        JsonNode? found = null;
        await Eventually.TrueAsync(
            async () =>
            {
                var pods = (await cluster.Admin.GetAsync($"/api/v1/namespaces/{@namespace}/pods", Cancellation))["items"]!.AsArray();
                found = pods.FirstOrDefault(pod => condition(pod!));
                return found is not null;
            },
            $"the pod of {@namespace} gets that far",
            Cancellation,
            RunsWithin);
        return found!;
    }

    private static string? Waiting(JsonNode pod) => (string?)pod["status"]?["containerStatuses"]?[0]?["state"]?["waiting"]?["reason"];
}
