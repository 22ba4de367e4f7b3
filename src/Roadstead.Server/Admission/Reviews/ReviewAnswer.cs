namespace Roadstead.Server.Admission.Reviews;

/// <summary>The answer to a review.</summary>
internal readonly record struct ReviewAnswer
{
    public required bool IsAllowed { get; init; }

    /// <summary>Why not; null when allowed.</summary>
    public string? Message { get; init; }

    /// <summary>What the client is told besides; null for nothing.</summary>
    public IReadOnlyList<string>? Warnings { get; init; }

    public ReviewPatch Patch { get; init; }

    /// <summary>For the cluster's audit log: what was found, whatever became of it (<c>allowed</c>, <c>denied</c>); null for nothing to say.</summary>
    public string? Decision { get; init; }

    /// <summary>The rule that decided, as in the API.</summary>
    public string? Reason { get; init; }

    /// <summary>The image that it decided on.</summary>
    public string? Image { get; init; }

    /// <summary>Which publication of the access map decided; 0 for none.</summary>
    public long MapVersion { get; init; }

    public static ReviewAnswer Allowed { get; } = new() { IsAllowed = true };
}
