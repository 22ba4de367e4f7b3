namespace Roadstead.Server.Admission.Reviews;

/// <summary>What is read of an AdmissionReview's request (admission.k8s.io/v1).</summary>
internal sealed class Review
{
    public required string Uid { get; init; }

    public ReviewTarget Target { get; init; }

    public ReviewOperation Operation { get; init; }

    /// <summary>Empty for what is in no namespace.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>Empty when the API server makes the name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Kind of the object, for words.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Nothing will be stored, so nothing is counted.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>A kubelet asks.</summary>
    public bool IsFromNode { get; init; }

    public required ReviewObject Object { get; init; }

    public required ReviewObject OldObject { get; init; }

    /// <summary>Why images may have been missed; null when all was read.</summary>
    public string? Unreadable { get; init; }
}
