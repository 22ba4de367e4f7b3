namespace Roadstead.Registries.Detection.Products;

/// <summary>Quay, Red Hat's and quay.io.</summary>
internal sealed class QuayMarks : ProductMarks
{
    public override Finding? ByAnswer(VersionAnswer answer) =>
        answer.RealmPath.EndsWith("/v2/auth", StringComparison.Ordinal) ? new Finding(null, "Quay", null, ["its token realm is /v2/auth"]) : null;

    public override async Task<Finding> ConfirmAsync(Finding finding, Interview interview, CancellationToken cancellationToken) =>
        interview.InDetail && await interview.AskOkAsync("/health/instance", cancellationToken) is { Json: { } health } && health.TryGetProperty("data", out var data) && data.ValueKind == System.Text.Json.JsonValueKind.Object && data.TryGetProperty("services", out _)
            ? finding.With("GET /health/instance names its services")
            : finding;

    // Its own page answers at every address, the registry's included, when its proxy does not pass /v2/ on.
    public override async Task<Finding?> SearchAsync(Interview interview, CancellationToken cancellationToken) =>
        interview.InDetail && !interview.First.IsRegistryLike && await interview.AskOkAsync("/api/v1/discovery", cancellationToken) is { Json: { } discovery } && discovery.TryGetProperty("apis", out _)
            && discovery.TryGetProperty("swagger", out _)
            ? new Finding(null, "Quay", null, ["GET /api/v1/discovery describes its API"])
            : null;
}
