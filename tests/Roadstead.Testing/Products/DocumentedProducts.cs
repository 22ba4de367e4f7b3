namespace Roadstead.Testing.Products;

/// <summary>What products answer to somebody without a login, in one place.</summary>
public static class DocumentedProducts
{
    private const string Speaks = "Docker-Distribution-Api-Version: registry/2.0";
    private const string Unauthorized = """{"errors":[{"code":"UNAUTHORIZED","message":"authentication required","detail":null}]}""";
    private const string Json = "Content-Type: application/json";
    private const string Html = "Content-Type: text/html; charset=utf-8";
    private const string Page = "<!doctype html><html><head><title>Welcome</title></head><body></body></html>";
    private const string ServerId = "X-Artifactory-Id: 2f1c0a35:-7d1b:16c:-8000";
    private const string Jfrog = "X-JFrog-Version: Artifactory/7.46.11 74611900";

    private static readonly DocumentedAnswer ArtifactoryPing = new("/artifactory/api/system/ping", 200, "OK", "Content-Type: text/plain");

    /// <summary>Those that Roadstead integrates.</summary>
    public static IReadOnlyList<DocumentedProduct> Integrated { get; } =
    [
        new("harbor-2.15", "harbor", "Harbor", "2.x", "recorded", Bearer("/service/token", "harbor-registry"), new("/api/v2.0/ping", 200, "Pong"), new("/api/v2.0/systeminfo", 200, """{"auth_mode":"db_auth","self_registration":false}""", Json)),
        new("harbor-2.9", "harbor", "Harbor", "2.9.5", "recorded", Bearer("/service/token", "harbor-registry"), new("/api/v2.0/ping", 200, "\"Pong\""), new("/api/v2.0/systeminfo", 200, """{"auth_mode":"db_auth","harbor_version":"v2.9.5-abcdef12"}""", Json)),
        new("harbor-2.0", "harbor", "Harbor", "2.0.6", "its source", Bearer("/service/token", "harbor-registry"), new("/api/v2.0/systeminfo", 200, """{"auth_mode":"ldap_auth","harbor_version":"v2.0.6-4bf93b34"}""", Json)),
        new("artifactory-7", "artifactory", "JFrog Artifactory", "7.46.11", "issues", Challenge("Bearer realm=\"http://{host}/artifactory/api/docker/docker-local/v2/token\",service=\"{host}\"", Speaks, Jfrog, ServerId), ArtifactoryPing),
        new("artifactory-7-anonymous", "artifactory", "JFrog Artifactory", "7.90.5", "issues; version by its documentation", new("/v2/", 200, "{}", Speaks, ServerId, Json), ArtifactoryPing, new("/artifactory/api/system/version", 200, """{"version":"7.90.5","revision":"79005900","addons":[]}""", Json)),
        new("artifactory-7-realm-alone", "artifactory", "JFrog Artifactory", null, "issues", Challenge("Bearer realm=\"https://art.example.com:443/artifactory/api/docker/some-docker/v2/token\",service=\"art.example.com:443\"", Speaks), ArtifactoryPing),
        new("artifactory-6", "artifactory", "JFrog Artifactory", "5.8.4", "issues", new("/v2/", 404, "", "Server: Artifactory/5.8.4"), ArtifactoryPing),
        new("artifactory-ping-alone", "artifactory", "JFrog Artifactory", null, "its documentation", new("/v2/", 404, Page, Html), ArtifactoryPing),
        new("artifactory-locked-ping", "artifactory", "JFrog Artifactory", null, "its documentation", new("/v2/", 404, Page, Html), new("/artifactory/api/system/ping", 401, "", "WWW-Authenticate: Basic realm=\"Artifactory Realm\"")),
        new("artifactory-406", "artifactory", "JFrog Artifactory", "7.46.11", "issues", new("/v2/", 406, "", Jfrog), ArtifactoryPing),
        new("docker-registry-2", "docker-registry", "Docker Registry", "2.x", "recorded", new("/v2/", 200, "{}", Speaks, Json), new("/", 200, "", "Cache-Control: no-cache"), new("/v2/_catalog?n=x", 200, """{"repositories":[]}""", Json)),
        new("docker-registry-3", "docker-registry", "Docker Registry", "3.x", "its source", new("/v2/", 200, "{}", Speaks, Json), new("/", 200, "", "Cache-Control: no-cache"),
            new("/v2/_catalog?n=x", 400, """{"errors":[{"code":"PAGINATION_NUMBER_INVALID","message":"invalid number of results requested","detail":{"n":"x"}}]}""", Json)),
        new("docker-registry-locked", "docker-registry", "Docker Registry", null, "recorded", Challenge("Basic realm=\"basic-realm\"", Speaks), new("/", 200, "", "Cache-Control: no-cache")),
        new("docker-registry-with-a-locked-list", "docker-registry", "Docker Registry", null, "made up", new("/v2/", 200, "{}", Speaks, Json), new("/", 200, "", "Cache-Control: no-cache"), new("/v2/_catalog?n=x", 401, Unauthorized, Json, "WWW-Authenticate: Basic realm=\"list\"")),
        new("docker-registry-behind-a-page", "docker-registry", "Docker Registry", null, "made up", Challenge("Bearer realm=\"https://auth.example.com/token\",service=\"registry.example.com\"", Speaks), new("/", 200, Page, Html)),
    ];

    /// <summary>Those that are known by name and not integrated.</summary>
    public static IReadOnlyList<DocumentedProduct> Others { get; } =
    [
        new("harbor-1", null, "Harbor", "1.10.17", "its source", Bearer("/service/token", "harbor-registry"), new("/api/systeminfo", 200, """{"auth_mode":"db_auth","harbor_version":"v1.10.17-d42ff6b4"}""", Json)),
        new("tencent", null, "Tencent Container Registry", null, "Harbor's test data", Challenge("Bearer realm=\"https://harbor-community.tencentcloudcr.com/service/token\",service=\"harbor-registry\"", Speaks)),
        new("tencent-private-name", null, "a registry that resembles Harbor", null, "Harbor's test data", Bearer("/service/token", "harbor-registry")),
        new("quay", null, "Quay", null, "its source", Challenge("Bearer realm=\"http://{host}/v2/auth\",service=\"{host}\"", Speaks), new("/health/instance", 200, """{"data":{"services":{"auth":true,"database":true}},"status_code":200}""", Json)),
        new("nexus", null, "Sonatype Nexus", "3.70.1-02", "issues", Challenge("BASIC realm=\"Sonatype Nexus Repository Manager\"", Speaks, "Server: Nexus/3.70.1-02 (OSS)")),
        new("nexus-behind-a-proxy", null, "Sonatype Nexus", null, "issues", Challenge("BASIC realm=\"Sonatype Nexus Repository Manager\"", Speaks, "Server: nginx")),
        new("gitlab", null, "GitLab Container Registry", "4.5.0-gitlab", "its documentation", Challenge("Bearer realm=\"https://gitlab.example.com/jwt/auth\",service=\"container_registry\"", Speaks, "Gitlab-Container-Registry-Version: v4.5.0-gitlab"), new("/", 200, "", "Cache-Control: no-cache")),
        new("gitlab-old", null, "GitLab Container Registry", null, "issues", Challenge("Bearer realm=\"https://gitlab.example.com/jwt/auth\",service=\"container_registry\"", Speaks), new("/", 200, "", "Cache-Control: no-cache")),
        new("gitea", null, "Gitea", "1.22.6", "issues", Challenge("Bearer realm=\"https://git.example.org/v2/token\",service=\"container_registry\",scope=\"*\"", Speaks), new("/api/v1/version", 200, """{"version":"1.22.6"}""", Json)),
        new("forgejo", null, "Forgejo", "9.0.3+gitea-1.22.0", "its release notes", Challenge("Bearer realm=\"https://git.example.org/v2/token\",service=\"container_registry\",scope=\"*\"", Speaks),
            new("/api/forgejo/v1/version", 200, """{"version":"9.0.3+gitea-1.22.0"}""", Json), new("/api/v1/version", 200, """{"version":"9.0.3+gitea-1.22.0"}""", Json)),
        new("gitea-behind-sign-in", null, "Gitea or Forgejo", null, "issues", Challenge("Bearer realm=\"https://git.example.org/v2/token\",service=\"container_registry\",scope=\"*\"", Speaks), new("/api/v1/version", 403, """{"message":"Only signed in user is allowed to call APIs."}""", Json)),
        new("zot", null, "zot", "2.1.2", "its documentation", Challenge("Basic realm=\"Authorization Required\""), new("/v2/_zot/ext/mgmt", 200, """{"distSpecVersion":"1.1.0","releaseTag":"v2.1.2","http":{"auth":{"htpasswd":{}}}}""", Json)),
        new("zot-open", null, "zot", null, "its documentation", new("/v2/", 200, "{}", Json), new("/v2/_zot/ext/mgmt", 200, """{"distSpecVersion":"1.1.0"}""", Json)),
        new("zot-without-management", null, "zot", null, "its documentation", new("/v2/", 200, "{}", Speaks, Json), new("/v2/_oci/ext/discover", 200, """{"extensions":[{"name":"_zot","endpoints":["/v2/_zot/ext/search"]}]}""", Json)),
        new("ecr", null, "Amazon ECR", null, "renovate's test data", new DocumentedAnswer("/v2/", 401, "Not Authorized\n", Speaks, "WWW-Authenticate: Basic realm=\"https://123456789012.dkr.ecr.eu-central-1.amazonaws.com/\",service=\"ecr.amazonaws.com\"")),
        new("ecr-public", null, "Amazon ECR Public", null, "test data of several", Challenge("Bearer realm=\"https://public.ecr.aws/token/\",service=\"public.ecr.aws\",scope=\"aws\"", Speaks)),
        new("acr", null, "Azure Container Registry", null, "Harbor's test data", Challenge("Bearer realm=\"https://test.azurecr.io/oauth2/token\",service=\"test.azurecr.io\"", Speaks)),
        new("acr-basic", null, "Azure Container Registry", null, "issues", Challenge("Basic realm=\"Azure Container Registry\"", Speaks)),
        new("gar", null, "Google Artifact Registry", null, "issues", Challenge("Bearer realm=\"https://us-central1-docker.pkg.dev/v2/token\"", Speaks)),
        new("gcr", null, "Google Container Registry", null, "issues", Challenge("Bearer realm=\"https://gcr.io/v2/token\",service=\"gcr.io\"", Speaks)),
        new("ghcr", null, "GitHub Packages", null, "renovate's test data", Challenge("Bearer realm=\"https://ghcr.io/token\",service=\"ghcr.io\",scope=\"repository:user/image:pull\"", Speaks)),
        new("docker-hub", null, "Docker Hub", null, "renovate's test data", Challenge("Bearer realm=\"https://auth.docker.io/token\",service=\"registry.docker.io\"", Speaks)),
        new("alibaba", null, "Alibaba Container Registry", null, "test data of several", Challenge("Bearer realm=\"https://dockerauth.cn-hangzhou.aliyuncs.com/auth\",service=\"registry.aliyuncs.com:cn-hangzhou:26842\"", Speaks)),
        new("openshift", null, "OpenShift's registry", null, "containers/image's test data; the header by its source", Challenge("Bearer realm=\"http://{host}/openshift/token\"", Speaks, "X-Registry-Supports-Signatures: 1")),
        new("pulp", null, "Pulp or OpenShift's registry", null, "issues", Challenge("Bearer realm=\"https://puffy.example.com/token/\",service=\"puffy.example.com\"", Speaks, "X-Registry-Supports-Signatures: 1")),
        new("nexus-main-address", null, "Sonatype Nexus", "3.70.1-02", "its documentation", new("/v2/", 404, Page, Html), new("/service/rest/v1/status", 200, "", "Server: Nexus/3.70.1-02 (OSS)")) { IsRegistry = false },
        new("gitlab-web", null, "GitLab's web address", null, "not verified", new DocumentedAnswer("/v2/", 404, Page, Html, """X-Gitlab-Meta: {"correlation_id":"01J","version":"1"}""")) { IsRegistry = false },
        new("quay-page", null, "Quay", null, "its source", new("/v2/", 404, Page, Html), new("/api/v1/discovery", 200, """{"apis":[],"swagger":"2.0"}""", Json)) { IsRegistry = false },
        new("unknown-registry", null, "a registry of an unknown kind", null, "made up", new DocumentedAnswer("/v2/", 200, "{}", Json)) { IsRegistry = false },
    ];

    /// <summary>What is no registry, some of it made to look like one.</summary>
    public static IReadOnlyList<DocumentedProduct> Nothing { get; } =
    [
        new("web-site", null, "a web site", null, "made up", new DocumentedAnswer(null, 200, Page, Html)) { IsRegistry = false },
        new("static-files", null, "a web site", null, "made up") { IsRegistry = false },
        new("says-ok-to-all", null, "something that is no registry", null, "made up", new DocumentedAnswer(null, 200, "OK", "Content-Type: text/plain")) { IsRegistry = false },
        new("says-json-to-all", null, "a registry of an unknown kind", null, "made up", new DocumentedAnswer(null, 200, """{"status":"ok"}""", Json)) { IsRegistry = false },
        new("proxy-502", null, "a server that fails", null, "nginx", new DocumentedAnswer(null, 502, "<html><head><title>502 Bad Gateway</title></head></html>", Html)) { IsRegistry = false },
        new("proxy-403", null, "a web site", null, "nginx", new DocumentedAnswer(null, 403, "<html><head><title>403 Forbidden</title></head></html>", Html)) { IsRegistry = false },
        new("login-page-of-a-proxy", null, "a web site", null, "made up", new DocumentedAnswer(null, 401, Page, Html, "WWW-Authenticate: Basic realm=\"Intranet\"")) { IsRegistry = false },
        new("s3", null, "something that is no registry", null, "made up", new DocumentedAnswer(null, 403, "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>", "Content-Type: application/xml")) { IsRegistry = false },
    ];

    public static IEnumerable<DocumentedProduct> All => [.. Integrated, .. Others, .. Nothing];

    public static DocumentedProduct Of(string name) => All.Single(product => product.Name == name);

    private static DocumentedAnswer Bearer(string path, string service) => Challenge($"Bearer realm=\"http://{{host}}{path}\",service=\"{service}\"", Speaks);

    private static DocumentedAnswer Challenge(string challenge, params string[] headers) => new("/v2/", 401, Unauthorized, [Json, $"WWW-Authenticate: {challenge}", .. headers]);
}
