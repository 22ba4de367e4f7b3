using Roadstead.Registries.Auth;

namespace Roadstead.Registries.Detection.Products;

/// <summary>The registries of the big hosts: by their challenge, which they keep behind a private name, or by their host's name.</summary>
internal sealed class CloudRegistryMarks : ProductMarks
{
    private static readonly CloudRegistry[] All =
    [
        new("Amazon ECR", IsEcr, (challenge, realm) => (challenge.IsBasic && challenge.Service == "ecr.amazonaws.com") || IsEcr(realm)),
        new("Amazon ECR Public", host => Is(host, "public.ecr.aws"), (challenge, realm) => challenge.Service == "public.ecr.aws" || Is(realm, "public.ecr.aws")),
        new("Azure Container Registry", IsAzure, (challenge, realm) => (challenge.IsBasic && challenge.Realm == "Azure Container Registry") || IsAzure(realm) || IsAzure(challenge.Service ?? "")),
        new("Google Artifact Registry", IsArtifactRegistry, (_, realm) => IsArtifactRegistry(realm)),
        new("Google Container Registry", host => IsAtOrBelow(host, "gcr.io"), (_, realm) => IsAtOrBelow(realm, "gcr.io")),
        new("GitHub Packages", host => Is(host, "ghcr.io") || IsBelow(host, "pkg.github.com"), (_, realm) => Is(realm, "ghcr.io")),
        new("Docker Hub", host => IsAtOrBelow(host, "docker.io") || Is(host, "hub.docker.com"), (_, realm) => Is(realm, "auth.docker.io")),
        new("Tencent Container Registry", IsTencent, (_, realm) => IsTencent(realm)),
        new("Alibaba Container Registry", IsAlibaba, (_, realm) => IsAlibaba(realm)),
    ];

    public override Finding? ByAnswer(VersionAnswer answer)
    {
        foreach (var challenge in answer.Challenges)
        {
            var realm = Uri.TryCreate(challenge.Realm, UriKind.Absolute, out var url) ? url.IdnHost : "";
            if (All.FirstOrDefault(cloud => cloud.ByChallenge(challenge, realm)) is { } named)
            {
                return new Finding(null, named.Product, null, [Said(challenge)]);
            }
        }

        var host = answer.Url.IdnHost;
        return All.FirstOrDefault(cloud => cloud.ByHost(host)) is { } known ? new Finding(null, known.Product, null, [$"its host is {host}"]) : null;
    }

    private static string Said(Challenge challenge) =>
        $"its challenge is {(challenge.IsBasic ? "Basic" : "Bearer")} with the realm {VersionAnswer.Short(challenge.Realm ?? "")}"
        + (challenge.Service is { } service ? $" and the service {VersionAnswer.Short(service)}" : "");

    private static bool IsEcr(string host) =>
        (host.Contains(".dkr.ecr.", StringComparison.OrdinalIgnoreCase) || host.Contains(".dkr.ecr-fips.", StringComparison.OrdinalIgnoreCase))
        && (IsBelow(host, "amazonaws.com") || IsBelow(host, "amazonaws.com.cn"));

    private static bool IsAzure(string host) => IsBelow(host, "azurecr.io") || IsBelow(host, "azurecr.cn") || IsBelow(host, "azurecr.us");

    private static bool IsArtifactRegistry(string host) => host.EndsWith("-docker.pkg.dev", StringComparison.OrdinalIgnoreCase);

    private static bool IsTencent(string host) => IsBelow(host, "tencentcloudcr.com") || Is(host, "ccr.ccs.tencentyun.com");

    // Machines and load balancers of customers have names below the same domain.
    private static bool IsAlibaba(string host) =>
        IsBelow(host, "cr.aliyuncs.com")
        || (IsBelow(host, "aliyuncs.com") && (host.StartsWith("registry.", StringComparison.OrdinalIgnoreCase) || host.StartsWith("registry-vpc.", StringComparison.OrdinalIgnoreCase) || host.StartsWith("dockerauth.", StringComparison.OrdinalIgnoreCase)));

    private static bool Is(string host, string name) => string.Equals(host, name, StringComparison.OrdinalIgnoreCase);

    private static bool IsBelow(string host, string domain) => host.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase);

    private static bool IsAtOrBelow(string host, string domain) => Is(host, domain) || IsBelow(host, domain);

    /// <param name="Product">Its name.</param>
    /// <param name="ByHost">True for a host's name that is its own.</param>
    /// <param name="ByChallenge">True for a challenge that is its own; the text is the host of the challenge's realm, empty when that is no address.</param>
    private sealed record CloudRegistry(string Product, Func<string, bool> ByHost, Func<Challenge, string, bool> ByChallenge);
}
