namespace Roadstead.Registries.Detection.Products;

/// <summary>Gitea and Forgejo: the same registry, told apart by who answers for the version. The realm is built from the configured address, not from the one that was asked.</summary>
internal sealed class GiteaMarks : ProductMarks
{
    public override Finding? ByAnswer(VersionAnswer answer)
    {
        if (answer.Challenge?.Service != "container_registry" || !answer.RealmPath.EndsWith("/v2/token", StringComparison.Ordinal))
        {
            return null;
        }

        var finding = new Finding(null, "Gitea or Forgejo", null, ["its token realm is /v2/token, its service container_registry"]);
        return answer.Challenge.Scopes is ["*"] ? finding.With("its scope is *") : finding;
    }

    public override async Task<Finding> ConfirmAsync(Finding finding, Interview interview, CancellationToken cancellationToken)
    {
        if (!interview.InDetail)
        {
            return finding;
        }

        var (forgejo, gitea) = (interview.AskOkAsync("/api/forgejo/v1/version", cancellationToken), interview.AskOkAsync("/api/v1/version", cancellationToken));
        if ((await forgejo)?.Text("version") is { } fork)
        {
            return finding.With("GET /api/forgejo/v1/version tells its version") with { Product = "Forgejo", Version = fork };
        }

        return (await gitea)?.Text("version") is { } version ? finding.With("GET /api/v1/version tells its version") with { Product = "Gitea", Version = version } : finding;
    }
}
