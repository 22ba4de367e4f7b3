namespace Roadstead.Kubernetes.Objects;

/// <summary>Where a webhook is: a URL or a service.</summary>
public sealed record WebhookClientConfig
{
    /// <summary>Its <c>https</c> URL; null when it is a service.</summary>
    public string? Url { get; init; }

    /// <summary>The service in the cluster; null when it is a URL.</summary>
    public WebhookService? Service { get; init; }

    /// <summary>The only roots that its certificate may come from, as PEM; null trusts those of the API server's system.</summary>
    public byte[]? CaBundle { get; init; }
}
