using Roadstead.Kubernetes;
using Roadstead.Kubernetes.Objects;

namespace Roadstead.Server.Admission.Webhooks;

/// <summary>The webhook configurations of this Roadstead in one cluster, found by label and by name.</summary>
internal sealed class WebhookStore(KubernetesClient client, string installation)
{
    private readonly string name = WebhookConfigurations.NameOf(installation);

    /// <summary>Everything that this Roadstead made.</summary>
    public ListScope Scope { get; } = new(LabelSelector: $"{AdmissionNames.ManagedByLabel}={AdmissionNames.ManagedBy},{AdmissionNames.InstallationLabel}={installation}");

    /// <summary>Whether pods cannot start there now without Roadstead's answer.</summary>
    public async Task<bool> IsFailingClosedAsync(CancellationToken cancellationToken) =>
        await client.FindAsync<ValidatingWebhookConfiguration>(null, name, cancellationToken) is { Webhooks: { } webhooks } && webhooks.Any(webhook => webhook.FailurePolicy == WebhookConfigurations.FailClosed);

    /// <summary>Makes both so, and removes what else of ours is there. Writes nothing when all is as it should be.</summary>
    /// <returns>Whether something was written.</returns>
    public async Task<bool> PutAsync(MutatingWebhookConfiguration mutating, ValidatingWebhookConfiguration validating, CancellationToken cancellationToken)
    {
        var wrote = await PutAsync(
            mutating,
            actual => WebhookConfigurations.AreEqual(actual, mutating),
            actual => actual with { Metadata = WebhookConfigurations.Merge(actual.Metadata, mutating.Metadata), Webhooks = mutating.Webhooks },
            cancellationToken);

        // Last, for it is what can keep pods from starting.
        wrote |= await PutAsync(
            validating,
            actual => WebhookConfigurations.AreEqual(actual, validating),
            actual => actual with { Metadata = WebhookConfigurations.Merge(actual.Metadata, validating.Metadata), Webhooks = validating.Webhooks },
            cancellationToken);
        wrote |= await RemoveAsync<MutatingWebhookConfiguration>(orphansOnly: true, cancellationToken);
        return wrote | await RemoveAsync<ValidatingWebhookConfiguration>(orphansOnly: true, cancellationToken);
    }

    /// <summary>Removes all of ours. The one that can keep pods from starting first.</summary>
    /// <returns>Whether something was there.</returns>
    public async Task<bool> RemoveAsync(CancellationToken cancellationToken) =>
        await RemoveAsync<ValidatingWebhookConfiguration>(orphansOnly: false, cancellationToken)
        | await RemoveAsync<MutatingWebhookConfiguration>(orphansOnly: false, cancellationToken);

    private async Task<bool> PutAsync<T>(T desired, Func<T, bool> isEqual, Func<T, T> change, CancellationToken cancellationToken)
        where T : class, IKubernetesResource<T>
    {
        var actual = await client.FindAsync<T>(null, name, cancellationToken);
        if (actual is null) await client.CreateAsync(desired, cancellationToken);
        else if (!isEqual(actual) || !WebhookConfigurations.HasLabels(actual.Metadata, desired.Metadata)) await client.ReplaceAsync(change(actual), cancellationToken);
        else return false;
        return true;
    }

    private async Task<bool> RemoveAsync<T>(bool orphansOnly, CancellationToken cancellationToken)
        where T : class, IKubernetesResource<T>
    {
        var names = new List<string>();
        if (!orphansOnly) names.Add(name);
        await foreach (var item in client.ListAllAsync<T>(Scope, cancellationToken))
        {
            if (item.Metadata.Name != name) names.Add(item.Metadata.Name);
        }

        var removed = false;
        foreach (var one in names) removed |= await client.DeleteAsync<T>(null, one, null, cancellationToken);
        return removed;
    }
}
