using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Roadstead.Core.Contracts.Clusters;
using Roadstead.Kubernetes.Objects;
using Roadstead.Server.Access;

namespace Roadstead.Server.Admission.Webhooks;

/// <summary>What should stand in a cluster. Every field that the API server would fill in is given, so that what is there can be compared whole.</summary>
internal static class WebhookConfigurations
{
    private const int TimeoutSeconds = 3;

    // Advice may be late or missing, it should never be waited for.
    private const int AdviceTimeoutSeconds = 1;
    private static readonly string[] Reviews = ["v1"];
    private static readonly string[] CreateAndUpdate = ["CREATE", "UPDATE"];
    private static readonly LabelSelector Everything = new();

    private static readonly LabelSelector NotExcluded = new()
    {
        MatchExpressions = [new LabelRequirement(AdmissionNames.ExclusionLabel, "NotIn", [AdmissionNames.Excluded])],
    };

    private static readonly LabelSelector Excluded = new() { MatchLabels = new Dictionary<string, string> { [AdmissionNames.ExclusionLabel] = AdmissionNames.Excluded } };

    /// <summary>Both configurations have this name.</summary>
    public static string NameOf(string installation) => $"roadstead-{installation}";

    /// <summary>The failure policy by which nothing is let through without an answer.</summary>
    public const string FailClosed = "Fail";

    /// <summary>Where the API server calls.</summary>
    public static string AddressOf(PublishedCluster cluster, int port) => string.Create(CultureInfo.InvariantCulture, $"https://{cluster.ServerUrl.Host}:{port}");

    /// <param name="installation">Which Roadstead.</param>
    /// <param name="cluster">The cluster.</param>
    /// <param name="port">Where the webhooks listen.</param>
    /// <param name="bundle">The authorities that sign.</param>
    /// <param name="isReached">False: it is not known yet whether the API server reaches them, so that nothing may depend on it.</param>
    public static ValidatingWebhookConfiguration Validating(string installation, PublishedCluster cluster, int port, string bundle, bool isReached = true)
    {
        var client = Client(cluster, port, bundle, "validate");
        var failurePolicy = cluster.Admission is AdmissionMode.Enforce && isReached ? FailClosed : "Ignore";
        return new ValidatingWebhookConfiguration
        {
            Metadata = Metadata(installation),
            Webhooks =
            [
                Validating("pods.roadstead.dev", client, failurePolicy, NotExcluded, Everything, TimeoutSeconds,
                    Rule(CreateAndUpdate, "", ["v1"], "Namespaced", "pods"),
                    Rule(["UPDATE"], "", ["v1"], "Namespaced", "pods/ephemeralcontainers")),

                // Only namespaces that carry the label, or would: nobody else's namespaces wait for Roadstead.
                Validating("namespaces.roadstead.dev", client, failurePolicy, Everything, Excluded, TimeoutSeconds, Rule(CreateAndUpdate, "", ["v1"], "Cluster", "namespaces")),

                // What a template names is denied when its pods are made; here people hear of it in time. It never keeps anybody from anything.
                Validating("workloads.roadstead.dev", client, "Ignore", NotExcluded, Everything, AdviceTimeoutSeconds,
                    Rule(CreateAndUpdate, "apps", ["v1"], "Namespaced", "deployments", "statefulsets", "daemonsets", "replicasets"),
                    Rule(CreateAndUpdate, "", ["v1"], "Namespaced", "replicationcontrollers", "podtemplates"),
                    Rule(CreateAndUpdate, "batch", ["v1", "v1beta1"], "Namespaced", "jobs", "cronjobs")),
            ],
        };
    }

    public static MutatingWebhookConfiguration Mutating(string installation, PublishedCluster cluster, int port, string bundle) => new()
    {
        Metadata = Metadata(installation),
        Webhooks =
        [
            new MutatingWebhook
            {
                Name = "pullsecret.roadstead.dev",
                ClientConfig = Client(cluster, port, bundle, "mutate"),
                Rules = [Rule(["CREATE"], "", ["v1"], "Namespaced", "pods")],

                // Without it a pod may fail to pull, and says so; with Fail no pod could start.
                FailurePolicy = "Ignore",
                MatchPolicy = "Equivalent",
                NamespaceSelector = NotExcluded,
                ObjectSelector = Everything,
                SideEffects = "None",
                TimeoutSeconds = TimeoutSeconds,
                AdmissionReviewVersions = Reviews,

                // Another webhook may set the list after ours.
                ReinvocationPolicy = "IfNeeded",
            },
        ],
    };

    /// <summary>Whether what is there is what should be, whoever wrote it.</summary>
    public static bool AreEqual<T>(T actual, T desired)
        where T : class => JsonNode.DeepEquals(KubernetesJson.ToNode(actual)["webhooks"], KubernetesJson.ToNode(desired)["webhooks"]);

    /// <summary>What is there carries the labels that it is found by.</summary>
    public static bool HasLabels(ObjectMeta actual, ObjectMeta desired) =>
        desired.Labels!.All(label => actual.Labels is not null && actual.Labels.TryGetValue(label.Key, out var value) && value == label.Value);

    /// <summary>The metadata of what is there, with our labels.</summary>
    public static ObjectMeta Merge(ObjectMeta actual, ObjectMeta desired)
    {
        var labels = new Dictionary<string, string>(actual.Labels ?? new Dictionary<string, string>());
        foreach (var (key, value) in desired.Labels!) labels[key] = value;
        return actual with { Labels = labels };
    }

    private static ObjectMeta Metadata(string installation) => new()
    {
        Name = NameOf(installation),
        Labels = new Dictionary<string, string> { [AdmissionNames.ManagedByLabel] = AdmissionNames.ManagedBy, [AdmissionNames.InstallationLabel] = installation },
    };

    private static WebhookClientConfig Client(PublishedCluster cluster, int port, string bundle, string route) => new()
    {
        Url = string.Create(CultureInfo.InvariantCulture, $"{AddressOf(cluster, port)}/admission/{cluster.Name}/{Uri.EscapeDataString(cluster.AdmissionSecret!)}/{route}"),
        CaBundle = Encoding.ASCII.GetBytes(bundle),
    };

    private static ValidatingWebhook Validating(
        string name, WebhookClientConfig client, string failurePolicy, LabelSelector namespaces, LabelSelector objects, int timeoutSeconds, params IReadOnlyList<WebhookRule> rules) => new()
    {
        Name = name,
        ClientConfig = client,
        Rules = rules,
        FailurePolicy = failurePolicy,
        MatchPolicy = "Equivalent",
        NamespaceSelector = namespaces,
        ObjectSelector = objects,

        // Refusals are counted, but not those of a dry run.
        SideEffects = "NoneOnDryRun",
        TimeoutSeconds = timeoutSeconds,
        AdmissionReviewVersions = Reviews,
    };

    private static WebhookRule Rule(IReadOnlyList<string> operations, string group, IReadOnlyList<string> versions, string scope, params IReadOnlyList<string> resources) =>
        new() { Operations = operations, ApiGroups = [group], ApiVersions = versions, Resources = resources, Scope = scope };
}
