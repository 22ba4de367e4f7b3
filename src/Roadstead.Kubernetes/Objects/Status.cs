namespace Roadstead.Kubernetes.Objects;

/// <summary>How the API server tells a failure.</summary>
/// <param name="Message">A sentence.</param>
/// <param name="Reason">One word in CamelCase, such as <c>AlreadyExists</c> or <c>Expired</c>.</param>
/// <param name="Code">The HTTP status.</param>
public sealed record Status(string? Message = null, string? Reason = null, int? Code = null)
{
    /// <summary>Further facts; null for none.</summary>
    public StatusDetails? Details { get; init; }
}
