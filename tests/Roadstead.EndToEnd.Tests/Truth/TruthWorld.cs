using System.Text;
using System.Text.Json.Nodes;
using Roadstead.EndToEnd.Tests.Slips;
using Roadstead.Testing;
using Roadstead.Testing.Kubernetes;

namespace Roadstead.EndToEnd.Tests.Truth;

/// <summary>A cluster with a real node, a server that is connected to it, and four registries, divided as the matrix asks for. Its tests run one after the other, and each sets what it needs of the cluster's settings.</summary>
public sealed class TruthWorld : IAsyncLifetime
{
    public const string Cluster = "lab";

    /// <summary>What each space is called at every registry; the last has no space.</summary>
    public const string PublicSpace = "shared";
    public const string PrivateSpace = "team-a";
    public const string NoSpace = "attic";

    // Another team of the same workspace; what is on the node was pulled by its login.
    private const string OtherTeam = "other-team";
    private KubernetesCluster? cluster;
    private KubernetesNode? node;
    private RoadsteadProcess? server;
    private TruthRegistries? registries;
    private SlipWorld? slips;

    public KubernetesCluster Kubernetes => cluster!;

    public KubernetesNode Node => node!;

    public RoadsteadProcess Server => server!;

    /// <summary>Ids of the spaces, as "registry/space".</summary>
    public Dictionary<string, string> Spaces { get; } = [];

    internal TruthRegistries Registries => registries!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The image of a cell; the application is the last part of its repository.</summary>
    internal string Image(ImageKind kind, Via via, string app)
    {
        var host = via is Via.Gateway ? $"{Server.GatewayHost}/guarded" : Registries[via].Url.Authority;
        var space = kind switch
        {
            ImageKind.Public => PublicSpace,
            ImageKind.UnknownSpace => NoSpace,
            _ => PrivateSpace,
        };
        return $"{host}/{space}/{app}:1";
    }

    /// <summary>What slips need besides; made when the first asks.</summary>
    internal async Task<SlipWorld> SlipsAsync()
    {
        if (slips is null)
        {
            // It removes spaces, which would kill the copied secret if a test before had left admission off: see CloseAsync.
            await SetAsync("enforce");
            slips = await SlipWorld.StartAsync(this, Cancellation);
        }

        return slips;
    }

    /// <summary>An image that every namespace may run, and that is on the node.</summary>
    public string BaseImage => Image(ImageKind.Public, Via.Gateway, "base");

    /// <summary>Sets what the cluster does, and waits until its API server does it.</summary>
    public async Task SetAsync(string admission, string unmanagedImages = "allow")
    {
        await Server.Admin.PatchAsync($"/api/v1/clusters/{Cluster}", new { admission, unmanagedImages }, Cancellation);
        var probe = new AdmissionProbe(Kubernetes, CellName.Namespace(Standing.Bound));
        await Eventually.TrueAsync(() => probe.IsAsync(admission, Cancellation), $"admission is {admission}", Cancellation);
    }

    /// <summary>Deletes the pods and Deployments of the namespaces of the matrix, and waits until they are gone.</summary>
    public async Task ClearAsync()
    {
        var namespaces = Enum.GetValues<Standing>().Select(CellName.Namespace).ToList();
        foreach (var ns in namespaces)
        {
            await Kubernetes.Admin.TrySendAsync(HttpMethod.Delete, $"/apis/apps/v1/namespaces/{ns}/deployments?propagationPolicy=Background", null, Cancellation);
            await Kubernetes.Admin.TrySendAsync(HttpMethod.Delete, $"/api/v1/namespaces/{ns}/pods?gracePeriodSeconds=0", null, Cancellation);
        }

        await Eventually.TrueAsync(
            async () =>
            {
                foreach (var path in namespaces.SelectMany(ns => new[] { $"/apis/apps/v1/namespaces/{ns}/replicasets", $"/api/v1/namespaces/{ns}/pods" }))
                {
                    if ((await Kubernetes.Admin.GetAsync(path, Cancellation))["items"]!.AsArray().Count > 0)
                    {
                        return false;
                    }
                }

                return true;
            },
            "the namespaces are empty",
            Cancellation,
            TimeSpan.FromSeconds(60));
    }

    public async ValueTask InitializeAsync()
    {
        var starting = KubernetesCluster.StartAsync(cancellationToken: Cancellation);
        server = await RoadsteadProcess.StartAsync(null, Cancellation);
        registries = await TruthRegistries.StartAsync(server, Repositories(), Cancellation);
        cluster = await starting;
        var joining = KubernetesNode.StartAsync(cluster, cancellationToken: Cancellation);
        await ConnectAsync();
        await DivideAsync();
        node = await joining;
        await PullAsync();
        await CloseAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var part in new IAsyncDisposable?[] { server, slips, registries, node, cluster })
        {
            if (part is not null)
            {
                await part.DisposeAsync();
            }
        }
    }

    private static IEnumerable<string> Repositories() =>
        from space in new[] { PublicSpace, PrivateSpace, NoSpace }
        from app in Apps(space)
        select $"{space}/{app}";

    // Fresh on the node means: of a repository that nobody else uses.
    private static IEnumerable<string> Apps(string space) =>
    [
        "base", "cached", "fresh", "joined-off", "joined-enforce",
        .. Enumerable.Range(0, NodeCells.Cells.Count).Where(index => NodeCells.SpaceOf(NodeCells.Cells[index]) == space).Select(CellName.Object),
        .. NodeCells.SecretsAlone.Where(cell => NodeCells.SpaceOf(cell.Cell) == space).Select(cell => cell.App),
    ];

    private async Task ConnectAsync()
    {
        foreach (var ns in Enum.GetValues<Standing>().Select(CellName.Namespace).Append(OtherTeam))
        {
            await Kubernetes.CreateNamespaceAsync(ns, Cancellation);
            await Kubernetes.Admin.CreateAsync($"/api/v1/namespaces/{ns}/serviceaccounts", new JsonObject { ["metadata"] = new JsonObject { ["name"] = PodObjects.BareAccount } }, Cancellation);
        }

        var kubeconfig = await Kubernetes.KubeconfigForRoadsteadAsync(Cancellation);
        await Server.Admin.PostAsync("/api/v1/clusters", new { name = Cluster, kubeconfig, serverUrl = Server.Url }, Cancellation);
        await Eventually.TrueAsync(
            async () => (string?)(await Server.Admin.ReadAsync($"/api/v1/clusters/{Cluster}", Cancellation))["status"] == "connected", "the cluster is connected", Cancellation);
    }

    private async Task DivideAsync()
    {
        foreach (var (workspace, namespaces) in new[] { ("alpha", new[] { CellName.Namespace(Standing.Bound), OtherTeam }), ("beta", [CellName.Namespace(Standing.Unbound)]) })
        {
            await Server.Admin.PostAsync("/api/v1/workspaces", new { name = workspace, displayName = workspace }, Cancellation);
            foreach (var ns in namespaces)
            {
                await Server.Admin.PutAsync($"/api/v1/workspaces/{workspace}/namespaces/{Cluster}/{ns}", null, Cancellation);
            }
        }

        foreach (var (name, via) in new[] { ("guarded", Via.Gateway), (TruthRegistries.Service, Via.TokenService), ("open", Via.Open) })
        {
            var settings = Registries[via].Settings;
            await Server.Admin.PostAsync("/api/v1/registries", new { name, type = "docker-registry", url = Registries[via].Url.GetLeftPart(UriPartial.Authority), username = settings.Username, password = settings.Password }, Cancellation);
            foreach (var (space, visibility) in new[] { (PublicSpace, "public"), (PrivateSpace, "private") })
            {
                await Server.Admin.PostAsync($"/api/v1/registries/{name}/spaces", new { name = space, visibility }, Cancellation);
            }

            foreach (var space in await Server.Admin.ListAsync($"/api/v1/registries/{name}/spaces", Cancellation))
            {
                Spaces[$"{name}/{space["name"]}"] = space["id"]!.GetValue<string>();
            }

            // What no space holds is alpha's as well until the node has it.
            await Server.Admin.PutAsync($"/api/v1/spaces/{Spaces[$"{name}/{PrivateSpace}"]}/workspaces/alpha", null, Cancellation);
            await Server.Admin.PutAsync($"/api/v1/spaces/{Spaces[$"{name}/*"]}/workspaces/alpha", null, Cancellation);
        }

        foreach (var (workspace, ns) in new[] { ("alpha", CellName.Namespace(Standing.Bound)), ("alpha", OtherTeam), ("beta", CellName.Namespace(Standing.Unbound)) })
        {
            await Eventually.TrueAsync(
                async () => (await Server.Admin.ListAsync($"/api/v1/workspaces/{workspace}/namespaces", Cancellation)).Any(item => (string?)item["namespace"] == ns && (string?)item["pullSecret"]?["state"] == "ready"),
                $"the pull secret of {ns} is ready",
                Cancellation);
        }
    }

    private async Task PullAsync()
    {
        var config = Encoding.UTF8.GetString(Convert.FromBase64String(await PullSecretAsync(OtherTeam)));
        foreach (var (image, via) in Cell.Images)
        {
            var login = via switch
            {
                Via.Gateway => LoginOf(config, Server.GatewayHost),
                Via.TokenService => LoginOf(config, Registries[via].Url.Authority),
                Via.Unmanaged => $"{TruthRegistries.Elsewhere.User}:{TruthRegistries.Elsewhere.Password}",
                _ => null,
            };
            await Node.PullAsync(Image(image, via, "cached"), login, Cancellation);
        }

        await Node.PullAsync(BaseImage, null, Cancellation);
    }

    private static string LoginOf(string config, string host) => Encoding.UTF8.GetString(Convert.FromBase64String(
        JsonNode.Parse(config)!["auths"]!.AsObject().Single(entry => entry.Key.Split('/')[0] == host).Value!["auth"]!.GetValue<string>()));

    private async Task<string> PullSecretAsync(string ns) =>
        (await Kubernetes.Admin.GetAsync($"/api/v1/namespaces/{ns}/secrets/roadstead-pull", Cancellation))["data"]![".dockerconfigjson"]!.GetValue<string>();

    // Now the last space takes its leave, and every namespace gets the secrets that pods bring themselves.
    private async Task CloseAsync()
    {
        // While admission is off this would renew every login of the workspace, so that copies die: here they are to live.
        await Server.Admin.PatchAsync($"/api/v1/clusters/{Cluster}", new { admission = "enforce" }, Cancellation);
        foreach (var (_, id) in Spaces.Where(space => space.Key.EndsWith("/*", StringComparison.Ordinal)))
        {
            await Server.Admin.DeleteAsync($"/api/v1/spaces/{id}", Cancellation);
        }

        var bound = await PullSecretAsync(OtherTeam);
        var auth = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{TruthRegistries.Elsewhere.User}:{TruthRegistries.Elsewhere.Password}"));
        var own = new JsonObject { ["auths"] = new JsonObject { [Registries[Via.Unmanaged].Url.Authority] = new JsonObject { ["auth"] = auth } } };
        foreach (var ns in Enum.GetValues<Standing>().Select(CellName.Namespace))
        {
            await CreateSecretAsync(ns, PodObjects.CopiedSecret, bound);
            await CreateSecretAsync(ns, PodObjects.OwnSecret, Convert.ToBase64String(Encoding.UTF8.GetBytes(own.ToJsonString())));
        }
    }

    private Task<JsonNode> CreateSecretAsync(string ns, string name, string config) => Kubernetes.Admin.CreateAsync(
        $"/api/v1/namespaces/{ns}/secrets",
        new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = name },
            ["type"] = "kubernetes.io/dockerconfigjson",
            ["data"] = new JsonObject { [".dockerconfigjson"] = config },
        },
        Cancellation);
}
