namespace Roadstead.Kubernetes.Objects;

/// <summary>A webhook that is asked whether a change may be; whole.</summary>
public sealed record ValidatingWebhook
{
    /// <summary>A name with at least two dots.</summary>
    public required string Name { get; init; }

    /// <summary>Where it is.</summary>
    public required WebhookClientConfig ClientConfig { get; init; }

    /// <summary>What it is asked about; null for nothing.</summary>
    public IReadOnlyList<WebhookRule>? Rules { get; init; }

    /// <summary>What happens when it does not answer: <c>Fail</c> (default) or <c>Ignore</c>.</summary>
    public string? FailurePolicy { get; init; }

    /// <summary><c>Equivalent</c> (default) or <c>Exact</c>: whether other versions of the same types count.</summary>
    public string? MatchPolicy { get; init; }

    /// <summary>Only for objects in these namespaces; null for all.</summary>
    public LabelSelector? NamespaceSelector { get; init; }

    /// <summary>Only for these objects; null for all.</summary>
    public LabelSelector? ObjectSelector { get; init; }

    /// <summary><c>None</c> or <c>NoneOnDryRun</c>.</summary>
    public required string SideEffects { get; init; }

    /// <summary>1 to 30; null is 10.</summary>
    public int? TimeoutSeconds { get; init; }

    /// <summary>Versions of the question, best first.</summary>
    public required IReadOnlyList<string> AdmissionReviewVersions { get; init; }

    /// <summary>Only when these expressions hold (Kubernetes 1.27 and later); null for always.</summary>
    public IReadOnlyList<WebhookMatchCondition>? MatchConditions { get; init; }
}
