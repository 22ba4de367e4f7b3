namespace Roadstead.Kubernetes.Objects;

/// <summary>Which webhooks are asked to amend a change; whole.</summary>
public sealed record MutatingWebhookConfiguration : IKubernetesResource<MutatingWebhookConfiguration>
{
    /// <inheritdoc />
    public static ResourceType Resource { get; } =
        new("admissionregistration.k8s.io", "v1", "MutatingWebhookConfiguration", "mutatingwebhookconfigurations", false) { IsWhole = true };

    /// <summary>Group and version.</summary>
    public string ApiVersion => Resource.ApiVersion;

    /// <summary>Kind.</summary>
    public string Kind => Resource.Kind;

    /// <inheritdoc />
    public required ObjectMeta Metadata { get; init; }

    /// <summary>The webhooks; null for none.</summary>
    public IReadOnlyList<MutatingWebhook>? Webhooks { get; init; }
}
