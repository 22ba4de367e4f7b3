using System.Text.Json.Nodes;

namespace Roadstead.Testing.Kubernetes;

/// <summary>The types and the deployment of the Harbor operator, of cert-manager and of the database operators; what the operator would do, tests say in its words: the status of a HarborCluster.</summary>
public static class SpokenHarborOperator
{
    public const string Name = "harbor-operator";
    public const string TypesPath = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/";

    private static readonly string[] Types = ["harborclusters.goharbor.io", "certificates.cert-manager.io", "issuers.cert-manager.io", "postgresqls.acid.zalan.do", "redisfailovers.databases.spotahome.com"];

    /// <summary>Everything that a Harbor needs, but for a pod of the operator that is available.</summary>
    public static async Task InstallHarborOperatorAsync(this KubernetesAdmin admin, CancellationToken cancellationToken)
    {
        foreach (var type in Types)
            await admin.InstallHarborTypeAsync(type, cancellationToken);
        await admin.ApplyAsync($"/api/v1/namespaces/{Name}", $"apiVersion: v1\nkind: Namespace\nmetadata:\n  name: {Name}\n", cancellationToken);
        await admin.CreateAsync($"/apis/apps/v1/namespaces/{Name}/deployments", Deployment(), cancellationToken);
    }

    /// <summary>One of the types, until it is served.</summary>
    public static async Task InstallHarborTypeAsync(this KubernetesAdmin admin, string name, CancellationToken cancellationToken)
    {
        var (plural, group) = (name.Split('.')[0], name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..]);
        using var reader = new StreamReader(typeof(SpokenHarborOperator).Assembly.GetManifestResourceStream($"harbor-types/{plural}.yaml")!);
        await admin.ApplyAsync(TypesPath + name, await reader.ReadToEndAsync(cancellationToken), cancellationToken);
        var version = group == "goharbor.io" ? "v1beta1" : "v1";
        await Eventually.TrueAsync(async () => await admin.FindAsync($"/apis/{group}/{version}/{plural}", cancellationToken) is not null, $"{name} is served", cancellationToken);
    }

    public static string HarborPath(string ns, string name) => $"/apis/goharbor.io/v1beta1/namespaces/{ns}/harborclusters/{name}";

    /// <summary>The operator's word on a Harbor, as its own controller writes it: without the generation that it has seen.</summary>
    public static Task SayOfHarborAsync(this KubernetesAdmin admin, string ns, string name, string status, IEnumerable<(string Type, string Status, string? Message)> conditions, CancellationToken cancellationToken) => admin.PatchAsync(
        HarborPath(ns, name) + "/status",
        new JsonObject
        {
            ["status"] = new JsonObject
            {
                ["status"] = status,
                ["conditions"] = new JsonArray([.. conditions.Select(condition => new JsonObject
                {
                    ["type"] = condition.Type, ["status"] = condition.Status, ["reason"] = condition.Status == "True" ? null : $"{condition.Type[..^5]}NotReady", ["message"] = condition.Message,
                })]),
            },
        },
        cancellationToken);

    /// <summary>All of it is healthy.</summary>
    public static Task SayHarborIsHealthyAsync(this KubernetesAdmin admin, string ns, string name, CancellationToken cancellationToken) =>
        admin.SayOfHarborAsync(ns, name, "healthy", [("DatabaseReady", "True", null), ("CacheReady", "True", null), ("StorageReady", "True", null), ("ServiceReady", "True", null)], cancellationToken);

    private static JsonObject Deployment() => new()
    {
        ["metadata"] = new JsonObject { ["name"] = Name },
        ["spec"] = new JsonObject
        {
            ["selector"] = new JsonObject { ["matchLabels"] = new JsonObject { ["app.kubernetes.io/name"] = Name } },
            ["template"] = new JsonObject
            {
                ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["app.kubernetes.io/name"] = Name } },
                ["spec"] = new JsonObject { ["containers"] = new JsonArray(new JsonObject { ["name"] = "main", ["image"] = "example.test/operator:1" }) },
            },
        },
    };
}
