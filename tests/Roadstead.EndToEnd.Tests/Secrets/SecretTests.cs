using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Roadstead.Testing;

namespace Roadstead.EndToEnd.Tests.Secrets;

/// <summary>Marked secrets go in, everything is exercised, and everything that came out is searched.</summary>
public sealed class SecretTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const string User = "roadstead-login";
    private readonly SecretSearch search = new();
    private readonly SkopeoClient skopeo = new();
    private readonly TestCertificates authority = new();
    private readonly string adminPassword = Secret();
    private readonly string registryPassword = Secret();
    private readonly string wrongPassword = Secret();
    private readonly string userPassword = Secret();
    private readonly string nextPassword = Secret();
    private DockerRegistryProcess? registry;
    private RoadsteadProcess? started;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private RoadsteadProcess Server => started!;

    private ApiClient Admin => Server.Admin;

    private string Address => registry!.Url.GetLeftPart(UriPartial.Authority);

    [Fact]
    public async Task No_secret_is_anywhere_but_where_it_is_handed_out_or_kept()
    {
        search.Mark("the admin's API token", Server.AdminToken);
        search.Allow("the answer to POST /api/v1/tokens", "the admin's API token");
        await SetUpAsync();
        await UsersAsync();
        await FailAsync();
        await PullAsync();
        await ReadEverythingAsync();

        // While it runs, as a crash leaves it, and as a stop leaves it.
        await AddFilesAsync("running");
        await Server.KillAsync();
        await AddFilesAsync("killed");
        await Server.StartAgainAsync(Token);
        await ReadEverythingAsync();
        Assert.Equal(0, await Server.StopAsync(Token));
        await AddFilesAsync("stopped");
        search.Add("standard output and error", Server.Output);

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{search.Marks} secrets in 11 to 16 forms each, searched in {search.Places} places, {search.SearchedBytes / 1e6:0.0} MB"));
        Assert.Empty(search.Find());
    }

    public async ValueTask InitializeAsync()
    {
        foreach (var (name, secret) in new[] { ("the admin's password", adminPassword), ("the registry's password", registryPassword), ("a wrong password", wrongPassword), ("a user's password", userPassword), ("a user's next password", nextPassword) })
        {
            search.Mark(name, secret);
        }

        using var certificate = authority.Issue();
        registry = await DockerRegistryProcess.StartAsync(new DockerRegistrySettings { Username = User, Password = registryPassword, Certificate = certificate }, Token);
        using var images = registry.Images();
        await images.PushAsync("team-a/app", "1", cancellationToken: Token);
        await images.PushAsync("shared/app", "1", cancellationToken: Token);
        started = await RoadsteadProcess.StartAsync(new RoadsteadSettings { AdminPassword = adminPassword, Answered = Keep }, Token);

        var key = Convert.FromBase64String((await File.ReadAllTextAsync(Path.Combine(Server.DataDirectory, "encryption-key"), Token)).Trim());
        search.Mark("the encryption key", key);
        search.Mark("a private key in PEM", "PRIVATE KEY-----");
        foreach (var state in new[] { "running", "killed", "stopped" })
        {
            search.Allow($"the file encryption-key ({state})", "the encryption key");
        }
    }

    public async ValueTask DisposeAsync()
    {
        skopeo.Dispose();
        authority.Dispose();
        if (started is not null)
        {
            await started.DisposeAsync();
        }

        if (registry is not null)
        {
            await registry.DisposeAsync();
        }
    }

    // With characters that every encoding changes.
    private static string Secret() => $"Mark+{Convert.ToBase64String(RandomNumberGenerator.GetBytes(18))}/ä &\"%{Convert.ToHexString(RandomNumberGenerator.GetBytes(8))}";

    private void Keep(string call, ApiAnswer answer) => search.Add($"the answer to {call}", $"{answer.Headers}\n{answer.Text}");

    private object Integration(string name, string password) =>
        new { name, type = "docker-registry", url = Address, username = User, password, tls = new { caCertificate = authority.AuthorityPem } };

    private async Task SetUpAsync()
    {
        await Admin.PostAsync("/api/v1/registries/probe", Integration("guarded", registryPassword), Token);
        await Admin.PostAsync("/api/v1/registries", Integration("guarded", registryPassword), Token);
        var space = await Admin.PostAsync("/api/v1/registries/guarded/spaces", new { name = "team-a", visibility = "private" }, Token);
        await Admin.PostAsync("/api/v1/registries/guarded/spaces", new { name = "shared", visibility = "public" }, Token);
        await Admin.PostAsync("/api/v1/clusters", new { name = "plain", kind = "standalone" }, Token);
        await Admin.PostAsync("/api/v1/workspaces", new { name = "alpha" }, Token);
        await Admin.PostAsync("/api/v1/workspaces", new { name = "beta" }, Token);
        await Admin.PutAsync("/api/v1/workspaces/alpha/namespaces/plain/prod", null, Token);
        await Admin.PutAsync("/api/v1/workspaces/beta/namespaces/plain/other", null, Token);
        await Admin.PutAsync($"/api/v1/spaces/{space["id"]}/workspaces", new { workspaces = new[] { "alpha" } }, Token);
        await Admin.PatchAsync("/api/v1/registries/guarded", new { displayName = "Guarded", username = User, password = registryPassword }, Token);
        await Admin.PostAsync("/api/v1/registries/guarded/check", new { }, Token);
        await Admin.PostAsync("/api/v1/registries/guarded/identities/rotate", new { }, Token);
    }

    private async Task UsersAsync()
    {
        await Admin.PostAsync("/api/v1/users", new { name = "ann", password = userPassword, platformRole = "user" }, Token);
        await Admin.PutAsync("/api/v1/workspaces/alpha/members/ann", new { role = "editor" }, Token);
        var token = await Server.TokenAsync("ann", userPassword, Token);
        search.Mark("a user's API token", token);
        search.Allow("the answer to POST /api/v1/tokens", "a user's API token");
        using var ann = new ApiClient(Server.Url, ApiClient.Bearer(token), Keep);
        await ann.ReadAsync("/api/v1/me", Token);
        await ann.ListAsync("/api/v1/tokens", Token);
        await ann.SendAsync(HttpMethod.Put, "/api/v1/me/password", new { currentPassword = wrongPassword, newPassword = nextPassword }, Token);
        await ann.PutAsync("/api/v1/me/password", new { currentPassword = userPassword, newPassword = nextPassword }, Token);
    }

    // What fails tells more than what succeeds.
    private async Task FailAsync()
    {
        await RefuseAsync("/api/v1/registries/probe", Integration("second", wrongPassword), HttpStatusCode.OK);
        await RefuseAsync("/api/v1/registries", Integration("guarded", registryPassword), HttpStatusCode.Conflict);
        await RefuseAsync("/api/v1/workspaces/alpha/registries", Integration("second", registryPassword), HttpStatusCode.Conflict);
        await RefuseAsync("/api/v1/registries", new { name = "second", type = "docker-registry", url = Address, username = 7, password = registryPassword }, HttpStatusCode.UnprocessableEntity);
        await RefuseAsync("/api/v1/registries", new { name = "second", type = "docker-registry", url = $"http://{User}:{Uri.EscapeDataString(registryPassword)}@127.0.0.1:1", password = registryPassword }, HttpStatusCode.UnprocessableEntity);
        await RefuseAsync("/api/v1/registries", new { name = "second", type = "docker-registry", url = "http://127.0.0.1:1", username = User, password = registryPassword }, HttpStatusCode.UnprocessableEntity);
        await RefuseAsync("/api/v1/users", new { name = "ann", password = userPassword, platformRole = "user" }, HttpStatusCode.Conflict);
        var wrong = await Admin.SendAsync(HttpMethod.Patch, "/api/v1/registries/guarded", new { username = User, password = wrongPassword }, Token);
        Assert.Equal("credentials-rejected", wrong.Code);

        // A private key beside the CA is nobody's business.
        using var certificate = authority.Issue();
        var pem = authority.AuthorityPem + TestCertificates.KeyPem(certificate);
        await Admin.SendAsync(HttpMethod.Patch, "/api/v1/registries/guarded", new { tls = new { caCertificate = pem }, username = User, password = registryPassword }, Token);

        foreach (var (user, password) in new[] { ("admin", wrongPassword), ("nobody", wrongPassword), ("ann", userPassword) })
        {
            using var basic = new ApiClient(Server.Url, ApiClient.Basic(user, password), Keep);
            Assert.Equal(HttpStatusCode.Unauthorized, (await basic.SendAsync(HttpMethod.Post, "/api/v1/tokens", new { name = "no" }, Token)).Status);
            Assert.Equal(HttpStatusCode.Unauthorized, (await basic.GetAsync($"/token?service={Server.GatewayHost}", Token)).Status);
            Assert.Equal(HttpStatusCode.Unauthorized, (await basic.GetAsync("/v2/guarded/team-a/app/manifests/1", Token)).Status);
        }

        // An unreadable body, and one whose field names are the secret itself.
        await Admin.SendAsync(HttpMethod.Post, "/api/v1/registries", registryPassword, Token);
        await Admin.SendAsync(HttpMethod.Post, "/api/v1/registries", new Dictionary<string, string> { [registryPassword] = wrongPassword }, Token);
        await Admin.GetAsync($"/api/v1/nowhere?password={Uri.EscapeDataString(registryPassword)}", Token);
    }

    private async Task RefuseAsync(string path, object body, HttpStatusCode status)
    {
        var answer = await Admin.SendAsync(HttpMethod.Post, path, body, Token);
        Assert.True(answer.Status == status, $"{path}: {(int)answer.Status} {answer.Text}");
    }

    private async Task PullAsync()
    {
        foreach (var ns in new[] { "prod", "other" })
        {
            const string call = "GET /api/v1/namespaces/plain/";
            var config = await Admin.ReadAsync($"/api/v1/namespaces/plain/{ns}/docker-config", Token);
            var auth = config["auths"]![Server.GatewayHost]!["auth"]!.GetValue<string>();
            search.Mark($"the gateway secret of {ns}", Encoding.UTF8.GetString(Convert.FromBase64String(auth)).Split(':', 2)[1]);
            search.Allow($"the answer to {call}{ns}/docker-config", $"the gateway secret of {ns}");

            foreach (var image in new[] { "team-a/app:1", "shared/app:1", "shared/none:1" })
            {
                var pull = await skopeo.PullAsync($"{Server.GatewayHost}/guarded/{image}", config.ToJsonString(), Token);
                Assert.Equal(image.StartsWith("shared/app", StringComparison.Ordinal) || (image.StartsWith("team-a", StringComparison.Ordinal) && ns == "prod"), pull.IsPulled);
                Assert.DoesNotContain(User, pull.Output, StringComparison.Ordinal); // not even the name of the login
                search.Add($"what skopeo was told for {image} as {ns}", pull.Output);
            }

            using var puller = new ApiClient(Server.Url, new("Basic", auth), Keep);
            await puller.GetAsync($"/token?service={Server.GatewayHost}&scope=repository:guarded/team-a/app:pull", Token);
            foreach (var path in new[] { "team-a/app/manifests/1", "team-a/app/tags/list", "team-a/app/manifests/none", "shared/app/manifests/1", "nowhere/app/manifests/1" })
            {
                var answer = await puller.GetAsync($"/v2/guarded/{path}", Token);
                Assert.DoesNotContain(User, answer.Headers + answer.Text, StringComparison.Ordinal);
            }
        }

        // With the registry gone, each door tells that it is.
        await registry!.StopAsync();
        var after = await Admin.ReadAsync("/api/v1/namespaces/plain/prod/docker-config", Token);
        using var late = new ApiClient(Server.Url, new("Basic", after["auths"]![Server.GatewayHost]!["auth"]!.GetValue<string>()), Keep);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await late.GetAsync("/v2/guarded/team-a/app/tags/list", Token)).Status);
        await Admin.PostAsync("/api/v1/registries/guarded/check", new { }, Token);
        await Admin.SendAsync(HttpMethod.Patch, "/api/v1/registries/guarded", new { username = User, password = registryPassword }, Token);
    }

    private async Task ReadEverythingAsync()
    {
        string[] paths =
        [
            "/api/v1/me", "/api/v1/users", "/api/v1/tokens", "/api/v1/clusters", "/api/v1/workspaces", "/api/v1/workspaces/alpha/members", "/api/v1/workspaces/alpha/namespaces",
            "/api/v1/workspaces/alpha/registries", "/api/v1/registries", "/api/v1/registries/guarded", "/api/v1/registries/guarded/overview", "/api/v1/registries/guarded/identities",
            "/api/v1/registries/guarded/spaces", "/api/v1/registries/guarded/images", "/api/v1/registries/guarded/impact?action=remove", "/api/v1/spaces", "/api/v1/removed-hosts",
            "/api/v1/namespaces/plain/prod/images", $"/api/v1/namespaces/plain/prod/tags?image={Server.GatewayHost}/guarded/team-a/app",
            $"/api/v1/images/artifact?image={Server.GatewayHost}/guarded/team-a/app&reference=1", $"/api/v1/access?cluster=plain&namespace=prod&image={Server.GatewayHost}/guarded/team-a/app:1",
            $"/api/v1/access?cluster=plain&namespace=other&image={Server.GatewayHost}/guarded/team-a/app:1", "/openapi/v1.json", "/healthz/live", "/healthz/ready", "/metrics", "/token/certificate",
            "/v2/", "/sign-in", "/registries", "/registries/guarded",
        ];
        foreach (var path in paths)
        {
            await Admin.GetAsync(path, Token);
            await Server.Anonymous.GetAsync(path, Token);
        }

        var audit = await Admin.ListAsync("/api/v1/audit", Token);
        Assert.Contains(audit, row => row["action"]!.GetValue<string>() == "registry.integrate");
    }

    private async Task AddFilesAsync(string state)
    {
        var files = Directory.GetFiles(Server.DataDirectory, "*", SearchOption.AllDirectories);
        Assert.Contains(files, file => file.EndsWith("index.db", StringComparison.Ordinal));

        // The lock file is held by the server, and empty.
        foreach (var file in files.Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            search.Add($"the file {Path.GetRelativePath(Server.DataDirectory, file)} ({state})", await LivingFile.ReadAsync(file, Token));
        }
    }
}
