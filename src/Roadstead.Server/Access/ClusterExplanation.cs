using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Roadstead.Core.Access;
using Roadstead.Core.Contracts.Access;
using Roadstead.Core.Contracts.Clusters;
using Roadstead.Core.Contracts.Workspaces;
using Roadstead.Core.References;
using Roadstead.Kubernetes;
using Roadstead.Kubernetes.Objects;
using Roadstead.Server.Clusters.Connections;
using Roadstead.Server.Clusters.Pods;
using Roadstead.Server.PullSecrets;

namespace Roadstead.Server.Access;

/// <summary>
/// The steps in a Kubernetes cluster: would its nodes pull with the right identity, may the pod start, and what fails there now. Reads two objects of the API server, for at most
/// <see cref="LongestLook"/>; everything else is in memory. What cannot be looked at is told as not known.
/// </summary>
public sealed class ClusterExplanation(IClusterConnections connections, IClusterPods pods, IAccessMapSource maps, IIdentitySource identities, IPullSecretStates secrets, TimeProvider time)
{
    internal static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(5);

    private const int ToldPods = 3;
    private const string SecretName = PullSecretNames.Secret;
    private const string AccountCheck = "service-account";
    private const string SecretCheck = "secret";

    /// <summary>Is the identity where the namespace's pods find it?</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="ns">The namespace.</param>
    /// <param name="atRegistry">The account at the registry that is pulled with; null: the namespace's own account.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyList<AccessStep>> ExplainIdentityAsync(string cluster, string ns, RegistryAccount? atRegistry, CancellationToken cancellationToken)
    {
        var state = connections.StateOf(cluster);
        if (state.Status is ClusterStatus.Disconnected || connections.Find(cluster) is not { } connection) return Unknown($"the cluster is disconnected. {state.Message}");
        using var deadline = new CancellationTokenSource(LongestLook, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            var account = connection.Client.FindAsync<ServiceAccount>(ns, PullSecretNames.ServiceAccount, either.Token);
            var secret = connection.Client.FindAsync<Secret>(ns, SecretName, either.Token);
            await Task.WhenAll(account, secret);
            return [Account(ns, await account, Repair(cluster, ns)), Secret(cluster, ns, await secret, atRegistry)];
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Unknown($"the API server did not answer within {LongestLook.TotalSeconds:0} seconds.");
        }
        catch (KubernetesException e)
        {
            return Unknown($"the API server could not be read: {e.Message}");
        }
    }

    /// <summary>What admission makes of the verdict there.</summary>
    public static AccessStep ExplainAdmission(PublishedCluster cluster, in Verdict verdict)
    {
        const string check = "admission";
        return (cluster.Admission, verdict.IsAllowed) switch
        {
            (AdmissionMode.Enforce, true) => new AccessStep(check, true, "Admission is 'enforce' and lets pods with it start.", null),
            (AdmissionMode.Enforce, false) => new AccessStep(check, false, "Admission is 'enforce': a pod with it is denied.", VerdictText.Remedy(verdict), VerdictAnswers.Mend(verdict)),
            (AdmissionMode.Audit, true) => new AccessStep(check, true, "Admission is 'audit': it denies nothing, and has nothing to report of it.", null),
            (AdmissionMode.Audit, false) => new AccessStep(check, null, "Admission is 'audit': a pod with it starts where its node has the image, and is reported.", "A platform admin makes the denial true by setting the cluster's admission to 'enforce'.", AccessMend.Admission),
            (_, true) => new AccessStep(check, null, "Admission is 'off': nothing is asked before a pod starts.", null),
            (_, false) => new AccessStep(check, null, "Admission is 'off': a pod with it starts where its node has the image already.", "A platform admin closes that by setting the cluster's admission to 'enforce'.", AccessMend.Admission),
        };
    }

    /// <summary>Which pods of the namespace fail to pull the image now: by whatever name, tag and digest they name it.</summary>
    public AccessStep ExplainPods(string cluster, string ns, in Verdict verdict)
    {
        const string check = "pods";
        var state = connections.StateOf(cluster);
        if (connections.Find(cluster) is null) return Unknown(check, $"the cluster is disconnected. {state.Message}");
        var isKnown = state.Status is ClusterStatus.Connected;
        var asOf = isKnown ? "" : "As the cluster was last seen; it is disconnected now: ";
        var image = ImageKey(verdict);
        var failing = pods.FailingPulls(cluster, ns).Where(pull => ImageKey(maps.Current.Decide(cluster, ns, pull.Image)) == image).OrderBy(pull => pull.Since).ToList();
        if (failing.Count == 0) return new AccessStep(check, isKnown ? true : null, $"{asOf}No pod of the namespace fails to pull it.", null);
        var told = failing.Take(ToldPods).Select(pull => string.Create(CultureInfo.InvariantCulture, $"'{pull.Pod}' since {pull.Since.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC ({pull.Reason}{(pull.Message is null ? "" : ": " + pull.Message)})"));
        var more = failing.Count > ToldPods ? $", and {failing.Count - ToldPods} more" : "";
        return new AccessStep(
            check, false, $"{asOf}Pods that fail to pull it: {string.Join(", ", told)}{more}.",
            "Mend the steps above that do not hold. Then the node's next try succeeds, within 5 minutes; a pod that is made anew tries at once.", AccessMend.Workloads);
    }

    private static AccessStep Account(string ns, ServiceAccount? account, string repair)
    {
        if (account is null)
            return new AccessStep(AccountCheck, false, $"The cluster has no service account 'default' in the namespace '{ns}'.", "Make the namespace in the cluster; its service account follows by itself.", AccessMend.Cluster);
        return account.ImagePullSecrets?.Any(reference => reference.Name == SecretName) == true
            ? new AccessStep(AccountCheck, true, $"The service account 'default' refers to '{SecretName}'.", null)
            : new AccessStep(AccountCheck, false, $"The service account 'default' does not refer to '{SecretName}', so that its new pods hold no pull identity.", $"{repair} Pods that were made without it are to be made anew.", AccessMend.PullSecret);
    }

    private AccessStep Secret(string cluster, string ns, Secret? secret, RegistryAccount? atRegistry)
    {
        if (identities.FindAccount(cluster, ns) is not { } account)
            return new AccessStep(SecretCheck, null, "The namespace is in no workspace, so that it holds no pull secret.", null);
        if (secret is null)
            return new AccessStep(SecretCheck, false, $"The namespace has no secret '{SecretName}'.", Repair(cluster, ns), AccessMend.PullSecret);
        if (secret.Type != Kubernetes.Objects.Secret.DockerConfigJson || secret.Data?.GetValueOrDefault(Kubernetes.Objects.Secret.DockerConfigJsonKey) is not { } content)
            return new AccessStep(SecretCheck, false, $"The secret '{SecretName}' is no pull secret.", $"Delete the secret '{SecretName}' of the namespace: Roadstead makes its own.", AccessMend.PullSecret);
        var (name, generation) = atRegistry is { Login: { } login } ? (login, atRegistry.Generation) : (account.Account, account.Generation);
        return Holds(content, name)
            ? new AccessStep(SecretCheck, true, $"The secret '{SecretName}' holds the current account, generation {generation}.", null)
            : new AccessStep(SecretCheck, false, $"The secret '{SecretName}' does not hold the current account '{name}'.", Repair(cluster, ns), AccessMend.PullSecret);
    }

    // What stands in Roadstead's own way is said by its own loop, in words that name what to do.
    private string Repair(string cluster, string ns) =>
        secrets.Find(cluster, ns) is { State: DeliveryState.Failing } state ? state.Message : "Roadstead repairs it by itself, within seconds.";

    // One image may have two names, the registry's and the gateway's; one of no registry has its own only.
    private static (Guid?, string) ImageKey(in Verdict verdict) =>
        verdict.PathInRegistry() is { Length: > 0 } path ? (verdict.Registry?.Id, path) : (null, ImageReference.TryParse(verdict.Image, out var reference) ? reference.Name : verdict.Image);

    // The kubelet reads 'auth' before 'username'; both hold the account's name, and neither is shown.
    private static bool Holds(byte[] content, string account)
    {
        try
        {
            return JsonNode.Parse(content)?["auths"] is JsonObject auths && auths.Any(entry => entry.Value?["username"]?.GetValue<string>() == account || AuthUser(entry.Value?["auth"]) == account);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return false;
        }
    }

    private static string? AuthUser(JsonNode? auth) => auth is null ? null : System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(auth.GetValue<string>())).Split(':')[0];

    private static IReadOnlyList<AccessStep> Unknown(string why) => [Unknown(AccountCheck, why), Unknown(SecretCheck, why)];

    private static AccessStep Unknown(string check, string why) => new(check, null, $"Not looked at: {why.TrimEnd()}", "A platform admin finds what to do in the cluster's status.", AccessMend.Cluster);
}
