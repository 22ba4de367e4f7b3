namespace Roadstead.Registries.Detection.Products;

/// <summary>GitLab's registry, whose tokens come from GitLab's web host; and that web host itself, which people give instead.</summary>
internal sealed class GitLabMarks : ProductMarks
{
    private const string Product = "GitLab Container Registry";

    public override Finding? ByAnswer(VersionAnswer answer)
    {
        var realm = answer.Challenge?.Service == "container_registry" && answer.RealmPath.EndsWith("/jwt/auth", StringComparison.Ordinal);
        if (answer.Header("Gitlab-Container-Registry-Version") is { } version)
        {
            return new Finding(null, Product, VersionAnswer.Short(version).TrimStart('v'), ["header Gitlab-Container-Registry-Version", .. realm ? [RealmEvidence(answer)] : Array.Empty<string>()]);
        }

        if (realm)
        {
            return new Finding(null, Product, null, [RealmEvidence(answer)]);
        }

        return answer.Header("X-Gitlab-Meta") is not null && !answer.IsRegistryLike
            ? new Finding(null, "GitLab's web address", null, ["header X-Gitlab-Meta", $"GET /v2/ answers {(int)answer.Status}"]) { Remedy = "GitLab's registry has an address of its own, and Roadstead does not integrate it." }
            : null;
    }

    private static string RealmEvidence(VersionAnswer answer) => $"its token realm is /jwt/auth at {answer.Challenge!.TokenRealm!.Host}, its service container_registry";
}
