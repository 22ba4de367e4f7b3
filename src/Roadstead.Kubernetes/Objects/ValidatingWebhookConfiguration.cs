namespace Roadstead.Kubernetes.Objects;

/// <summary>Which webhooks are asked whether a change may be; whole.</summary>
public sealed record ValidatingWebhookConfiguration : IKubernetesResource<ValidatingWebhookConfiguration>
{
    /// <inheritdoc />
    public static ResourceType Resource { get; } =
        new("admissionregistration.k8s.io", "v1", "ValidatingWebhookConfiguration", "validatingwebhookconfigurations", false) { IsWhole = true };

    /// <summary>Group and version.</summary>
    public string ApiVersion => Resource.ApiVersion;

    /// <summary>Kind.</summary>
    public string Kind => Resource.Kind;

    /// <inheritdoc />
    public required ObjectMeta Metadata { get; init; }

    /// <summary>The webhooks; null for none.</summary>
    public IReadOnlyList<ValidatingWebhook>? Webhooks { get; init; }
}
