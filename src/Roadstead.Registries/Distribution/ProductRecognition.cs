using System.Net;
using System.Text.Json;
using Roadstead.Core.Contracts.Registries;

namespace Roadstead.Registries.Distribution;

/// <summary>
/// Tells products apart by what they say to somebody without credentials. Order matters: nearly all of them also say
/// <c>Docker-Distribution-Api-Version: registry/2.0</c>, so that the plain registry is what is left.
/// </summary>
internal static class ProductRecognition
{
    /// <summary>The product's name when the answer is not even that of a web server's page.</summary>
    public const string NoRegistry = "something that is no registry";

    private const string Website = "a web site";

    private static readonly (string Suffix, string Product)[] Hosted =
    [
        (".amazonaws.com", "Amazon ECR"), (".amazonaws.com.cn", "Amazon ECR"), ("public.ecr.aws", "Amazon ECR Public"), (".azurecr.io", "Azure Container Registry"), (".azurecr.cn", "Azure Container Registry"),
        (".azurecr.us", "Azure Container Registry"), ("-docker.pkg.dev", "Google Artifact Registry"), ("gcr.io", "Google Container Registry"), ("ghcr.io", "GitHub Packages"), ("docker.io", "Docker Hub"),
        (".tencentcloudcr.com", "Tencent Container Registry"), (".aliyuncs.com", "Alibaba Container Registry"),
    ];

    /// <summary>What answered; further addresses of it are asked only where the first answer leaves doubt.</summary>
    public static async Task<RegistryIdentity> RecogniseAsync(DistributionConnection connection, VersionAnswer answer, CancellationToken cancellationToken)
    {
        var (type, product, version, evidence) = ByAnswer(answer);
        if (product is null)
        {
            (type, product, version, evidence) = await ByQuestionAsync(connection, answer, cancellationToken);
        }
        else if (type == RegistryType.Harbor)
        {
            // Tencent's product names the same service; only Harbor answers a ping, from 2.2 on, or describes itself.
            var ping = await TryAskAsync(connection, "/api/v2.0/ping", cancellationToken);
            var pong = ping is { Status: HttpStatusCode.OK } && ping.Body.Contains("Pong", StringComparison.Ordinal);
            var described = !pong && await TryAskAsync(connection, "/api/v2.0/systeminfo", cancellationToken) is { Status: HttpStatusCode.OK } system && IsJson(system) && system.Body.Contains("\"auth_mode\"", StringComparison.Ordinal);
            evidence = [.. evidence, described ? "GET /api/v2.0/systeminfo names its auth_mode" : pong ? "GET /api/v2.0/ping answers Pong" : "GET /api/v2.0/ping does not answer Pong"];
            if (!pong && !described)
            {
                (type, product) = (null, "a registry that resembles Harbor");
            }
        }

        var challenge = answer.Challenge;
        return new RegistryIdentity(type, product, version, evidence, challenge?.TokenRealm, challenge?.Service, answer.Status == HttpStatusCode.Unauthorized);
    }

    private static (RegistryType? Type, string? Product, string? Version, IReadOnlyList<string> Evidence) ByAnswer(VersionAnswer answer)
    {
        var server = answer.Header("Server") ?? "";
        var realm = answer.Challenges.Select(challenge => challenge.Realm).FirstOrDefault(text => text is not null) ?? "";
        var realmPath = answer.Challenge?.TokenRealm?.AbsolutePath.TrimEnd('/') ?? "";
        var service = answer.Challenge?.Service;
        if (Jfrog(answer, server, realm, realmPath) is { } jfrog)
        {
            return jfrog;
        }

        if (service == "harbor-registry" || realm == "harbor" || answer.Header("X-Harbor-CSRF-Token") is not null)
        {
            return (RegistryType.Harbor, "Harbor", null, [$"its challenge names {(service is null ? "the realm harbor" : $"the service {service}")}"]);
        }

        if (realm.StartsWith("Sonatype Nexus", StringComparison.OrdinalIgnoreCase) || server.StartsWith("Nexus/", StringComparison.OrdinalIgnoreCase))
        {
            return (null, "Sonatype Nexus", VersionOf(server, "Nexus/"), [server.Length > 0 ? $"Server: {Short(server)}" : $"its challenge names the realm {Short(realm)}"]);
        }

        if (answer.Header("Gitlab-Container-Registry-Version") is { } gitlab)
        {
            return (null, "GitLab Container Registry", Short(gitlab), ["header Gitlab-Container-Registry-Version"]);
        }

        if (service == "container_registry" && realmPath.EndsWith("/jwt/auth", StringComparison.Ordinal))
        {
            return (null, "GitLab Container Registry", null, ["its token realm is /jwt/auth, its service container_registry"]);
        }

        if (service == "container_registry" && realmPath.EndsWith("/v2/token", StringComparison.Ordinal))
        {
            return (null, "Gitea or Forgejo", null, ["its token realm is /v2/token, its service container_registry"]);
        }

        if (realmPath.EndsWith("/v2/auth", StringComparison.Ordinal))
        {
            return (null, "Quay", null, ["its token realm is /v2/auth"]);
        }

        var host = answer.Url.IdnHost;
        var hosted = Hosted.FirstOrDefault(known => host.EndsWith(known.Suffix, StringComparison.OrdinalIgnoreCase));
        return hosted.Product is null ? (null, null, null, []) : (null, hosted.Product, null, [$"its host name ends in {hosted.Suffix}"]);
    }

    private static (RegistryType? Type, string? Product, string? Version, IReadOnlyList<string> Evidence)? Jfrog(VersionAnswer answer, string server, string realm, string realmPath)
    {
        string[] evidence =
        [
            .. answer.Header("X-JFrog-Version") is null ? Array.Empty<string>() : ["header X-JFrog-Version"],
            .. answer.Header("X-Artifactory-Id") is null && answer.Header("X-Artifactory-Node-Id") is null ? Array.Empty<string>() : ["header X-Artifactory-Id"],
            .. server.StartsWith("Artifactory/", StringComparison.OrdinalIgnoreCase) ? ["Server: Artifactory"] : Array.Empty<string>(),
            .. realmPath.Contains("/api/docker/", StringComparison.Ordinal) ? ["its token realm holds /api/docker/"] : Array.Empty<string>(),
            .. realm == "Artifactory Realm" ? ["its challenge names the Artifactory Realm"] : Array.Empty<string>(),
        ];
        return evidence.Length == 0
            ? null
            : (RegistryType.Artifactory, "JFrog Artifactory", VersionOf(answer.Header("X-JFrog-Version") ?? server, "Artifactory/"), evidence);
    }

    private static async Task<(RegistryType? Type, string Product, string? Version, IReadOnlyList<string> Evidence)> ByQuestionAsync(
        DistributionConnection connection, VersionAnswer answer, CancellationToken cancellationToken)
    {
        var speaks = answer.Header("Docker-Distribution-Api-Version")?.Contains("registry/2.0", StringComparison.Ordinal) == true
            && answer.Status is HttpStatusCode.OK or HttpStatusCode.Unauthorized;
        if (!speaks && await TryAskAsync(connection, "/artifactory/api/system/ping", cancellationToken) is { Status: HttpStatusCode.OK } ping && ping.Body.Trim() == "OK")
        {
            return (RegistryType.Artifactory, "JFrog Artifactory", null, ["GET /artifactory/api/system/ping answers OK"]);
        }

        // Of a plain registry the root is empty; zot has its extensions there, other products a page.
        var root = speaks ? await TryAskAsync(connection, "/", cancellationToken) : null;
        var emptyRoot = root is { Status: HttpStatusCode.OK, Body: "" } && root.Header("Cache-Control") == "no-cache";
        if (!emptyRoot && (speaks || answer.Status == HttpStatusCode.Unauthorized || IsJson(answer)) && await IsZotAsync(connection, cancellationToken))
        {
            return (null, "zot", null, ["GET /v2/_zot/ext/mgmt answers with distSpecVersion"]);
        }

        if (speaks)
        {
            IReadOnlyList<string> evidence = ["GET /v2/ says Docker-Distribution-Api-Version: registry/2.0"];
            return (RegistryType.DockerRegistry, "Docker Registry", null, emptyRoot ? [.. evidence, "GET / is empty"] : evidence);
        }

        var status = (int)answer.Status;
        if (answer.IsHtml || (answer.Status == HttpStatusCode.NotFound && !IsJson(answer)))
        {
            return (null, Website, null, [$"GET /v2/ answers {status} with {(answer.IsHtml ? "a page" : "nothing of a registry")}"]);
        }

        var registryLike = answer.Status is HttpStatusCode.OK && IsJson(answer) || (answer.Status == HttpStatusCode.Unauthorized && answer.Challenge is not null);
        return registryLike
            ? (null, "a registry of an unknown kind", null, [$"GET /v2/ answers {status} without Docker-Distribution-Api-Version"])
            : (null, NoRegistry, null, [$"GET /v2/ answers {status} without Docker-Distribution-Api-Version"]);
    }

    private static async Task<bool> IsZotAsync(DistributionConnection connection, CancellationToken cancellationToken) =>
        await TryAskAsync(connection, "/v2/_zot/ext/mgmt", cancellationToken) is { Status: HttpStatusCode.OK } zot && zot.Body.Contains("distSpecVersion", StringComparison.Ordinal);

    // A question that only sharpens the picture: when it fails the picture stays as it is.
    private static async Task<VersionAnswer?> TryAskAsync(DistributionConnection connection, string path, CancellationToken cancellationToken)
    {
        try
        {
            return await VersionAnswer.AskAsync(connection, path, cancellationToken);
        }
        catch (RegistryException)
        {
            return null;
        }
    }

    public static bool IsJson(VersionAnswer answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer.Body);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string? VersionOf(string text, string prefix) =>
        text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && text[prefix.Length..].Split(' ')[0] is { Length: > 0 } version ? Short(version) : null;

    // The other side's text, for people: a short piece of plain characters.
    private static string Short(string text) => new([.. text.Where(c => c is >= ' ' and < (char)127).Take(60)]);
}
