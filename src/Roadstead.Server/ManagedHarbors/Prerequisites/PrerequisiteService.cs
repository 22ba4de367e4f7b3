using Roadstead.Core.Contracts.Clusters;
using Roadstead.Core.Contracts.ManagedHarbors;
using Roadstead.Core.Errors;
using Roadstead.Kubernetes;
using Roadstead.Kubernetes.Objects;
using Roadstead.Server.Clusters.Connections;
using Roadstead.Server.Deployments;

namespace Roadstead.Server.ManagedHarbors.Prerequisites;

/// <summary>Looks whether a cluster has what a Harbor needs. Not only at types: an operator that is installed and does not run makes nothing.</summary>
internal sealed class PrerequisiteService(ClusterCalls calls, IClusterConnections connections)
{
    private const string OperatorName = "harbor-operator";

    // By its name, or by the label that its chart and its manifests give it under any name.
    private static readonly ListScope[] OperatorScopes =
    [
        new(FieldSelector: $"metadata.name={OperatorName}"),
        new(LabelSelector: $"app.kubernetes.io/name={OperatorName}"),
    ];

    /// <summary>Each of them, in the order in which they are mended.</summary>
    public async Task<Outcome<IReadOnlyList<PrerequisiteView>>> LookAsync(string cluster, HarborNeeds needs, CancellationToken cancellationToken)
    {
        if (calls.Check(cluster) is { } unfit)
            return unfit.Code == ErrorCodes.ClusterStandalone ? Alone("A standalone cluster is no Kubernetes: choose a cluster that is connected by its kubeconfig.") : unfit;
        var state = connections.StateOf(cluster);
        if (state.Status is ClusterStatus.Disconnected || connections.Find(cluster) is not { } connection)
            return Alone($"The cluster is not connected: {state.Message}");
        var looked = await calls.AskAsync<List<PrerequisiteView>>(cluster, async (client, token) => await LookAsync(connection, client, needs, token), cancellationToken);
        return looked.IsSuccess
            ? (List<PrerequisiteView>)[new("cluster", true, $"It is connected ({state.Version})."), Rights(state), .. looked.Value]
            : looked.Problem.Code == ErrorCodes.ClusterRefused ? (List<PrerequisiteView>)[new("cluster", true, $"It is connected ({state.Version})."), new("rights", false, looked.Problem.Detail ?? ErrorCodes.ClusterRefused.Remedy)]
            : Alone(looked.Problem.Detail ?? ErrorCodes.ClusterUnavailable.Remedy);
    }

    private static Outcome<IReadOnlyList<PrerequisiteView>> Alone(string message) => (PrerequisiteView[])[new("cluster", false, message)];

    private static PrerequisiteView Rights(ClusterState state) => state.MissingRights.Count == 0
        ? new("rights", true, "The account of the kubeconfig has the rights of deploy/cluster-role.yaml.")
        : new("rights", false, ClusterRights.Describe(state.MissingRights));

    private static async Task<List<PrerequisiteView>> LookAsync(ClusterConnection connection, KubernetesClient client, HarborNeeds needs, CancellationToken cancellationToken)
    {
        var served = await IsServedAsync(client, HarborCluster.Resource, cancellationToken);
        List<PrerequisiteView> found =
        [
            Type("harbor-operator-types", served, HarborCluster.Resource, "Install the Harbor operator (goharbor/harbor-operator, 1.3 or later) with its CRDs."),
            await OperatorAsync(client, cancellationToken),
            Type("cert-manager", await IsServedAsync(client, Certificate.Resource, cancellationToken), Certificate.Resource, "Install cert-manager 1.0 or later with its CRDs: the operator signs certificates with it."),
        ];
        if (needs.Database)
            found.Add(await OtherAsync(client, "database-operator", "acid.zalan.do", "v1", "postgresqls", "Install Zalando's postgres-operator, or give a database that exists.", cancellationToken));
        if (needs.Redis)
            found.Add(await OtherAsync(client, "redis-operator", "databases.spotahome.com", "v1", "redisfailovers", "Install Spotahome's redis-operator, or give a Redis that exists.", cancellationToken));
        if (needs.Namespace is { } ns)
            found.Add(Place(connection.Namespaces.Find(null, ns), ns));
        if (needs is { Namespace: { } there, Name: { } name } && served)
            found.Add(await client.FindAsync<HarborCluster>(there, name, cancellationToken) is null
                ? new("name", true, $"No HarborCluster '{name}' is in the namespace '{there}'.")
                : new("name", false, $"There is a HarborCluster '{name}' in the namespace '{there}'. Choose another name."));
        return found;
    }

    private static PrerequisiteView Type(string name, bool served, ResourceType type, string remedy) => served
        ? new(name, true, $"The cluster serves {type.Plural} of {type.ApiVersion}.")
        : new(name, false, $"The cluster serves no {type.Plural} of {type.ApiVersion}. {remedy}");

    private static async Task<PrerequisiteView> OperatorAsync(KubernetesClient client, CancellationToken cancellationToken)
    {
        Deployment? idle = null;
        foreach (var scope in OperatorScopes)
        {
            await foreach (var deployment in client.ListAllAsync<Deployment>(scope, cancellationToken))
            {
                if (deployment.Status is { AvailableReplicas: > 0 })
                    return new("harbor-operator", true, $"It runs: the deployment '{deployment.Metadata.Namespace}/{deployment.Metadata.Name}'.");
                idle = deployment;
            }
        }

        return idle is null
            ? new("harbor-operator", false, $"No deployment of the Harbor operator was found: none is named '{OperatorName}' or carries its label. Install goharbor/harbor-operator, 1.3 or later.")
            : new("harbor-operator", false, $"The Harbor operator is installed and does not run: no pod of the deployment '{idle.Metadata.Namespace}/{idle.Metadata.Name}' is available.");
    }

    private static async Task<PrerequisiteView> OtherAsync(KubernetesClient client, string name, string group, string version, string plural, string remedy, CancellationToken cancellationToken) =>
        Type(name, await IsServedAsync(client, new ResourceType(group, version, "", plural, true), cancellationToken), new ResourceType(group, version, "", plural, true), remedy);

    private static PrerequisiteView Place(Namespace? found, string ns) =>
        found is null ? new("namespace", true, $"The namespace '{ns}' is made.")
        : found.Metadata.DeletionTimestamp is null ? new("namespace", true, $"The namespace '{ns}' is there.")
        : new("namespace", false, $"The namespace '{ns}' is being deleted. Wait until it is gone, or choose another one.");

    private static async Task<bool> IsServedAsync(KubernetesClient client, ResourceType type, CancellationToken cancellationToken) =>
        (await client.FindTypesAsync(type.Group, type.Version, cancellationToken))?.Contains(type.Plural) is true;
}
