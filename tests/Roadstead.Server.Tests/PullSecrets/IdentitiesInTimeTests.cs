using System.Net.Http.Headers;
using System.Text;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;
using static Roadstead.Server.Tests.PullSecrets.PullSecretWorld;

namespace Roadstead.Server.Tests.PullSecrets;

/// <summary>What a copied credential is good for, and how identities change without a pull that fails.</summary>
public sealed class IdentitiesInTimeTests(PullSecretWorld world) : IClassFixture<PullSecretWorld>
{
    private const string User = "upstream";
    private const string Password = "of-the-registry";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rotate_ThreeTimes_WhilePullsRun_FailsNone_AndThenACopyIsWorthless()
    {
        const string ns = "time-rotate";
        await world.ReadyAsync(ns);
        await using var registry = await RegistryAsync("rotate-vault", ns);
        var copied = world.Login(await world.SecretAsync(ns))!;
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var pulls = Task.WhenAll(PullAsync(ns, "rotate-vault", enough.Token), PullAsync(ns, "rotate-vault", enough.Token));

        for (var rotation = 1; rotation <= 3; rotation++)
        {
            var generation = rotation + 1;
            var identities = await world.Host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/registries/rotate-vault/identities/rotate");
            Assert.Contains(identities["items"]!.AsArray(), identity => identity!["generation"]!.GetValue<int>() == generation);
            await Eventually.TrueAsync(async () => await OnlyAsync("rotate-vault", generation), $"generation {generation} is the only one, and ready", Cancellation);
        }

        await enough.CancelAsync();
        var (good, bad) = ((await pulls).Sum(count => count.Good), string.Join('\n', (await pulls).SelectMany(count => count.Bad)));
        Assert.Equal("", bad);
        Assert.True(good > 10, $"{good} pulls");
        Assert.False(await world.IsTakenAsync(copied));
        Assert.Equal("401", await PullOnceAsync("rotate-vault", copied));
        Assert.True(await world.IsTakenAsync(world.Login(await world.SecretAsync(ns))!));
    }

    [Fact]
    public async Task Unbind_WhileAdmissionIsOff_MakesANewSecretWithANewCredential()
    {
        const string ns = "time-unbind";
        await world.ReadyAsync(ns);
        await using var registry = await RegistryAsync("unbind-vault", ns);
        var before = (await world.SecretAsync(ns))!;
        var copied = world.Login(before)!;
        Assert.Equal("200", await PullOnceAsync("unbind-vault", copied));

        var space = (await world.Host.Admin.GetOkAsync("/api/v1/registries/unbind-vault/spaces?q=team"))["items"]![0]!["id"]!.GetValue<string>();
        await world.Host.Admin.SendOkAsync(HttpMethod.Delete, $"/api/v1/spaces/{space}/workspaces/{ns}");

        Assert.NotEqual("200", await PullOnceAsync("unbind-vault", copied));
        await Eventually.TrueAsync(
            async () => await world.SecretAsync(ns) is { } now && Uid(now) != Uid(before) && world.Login(now) is { } login && login != copied && await world.IsTakenAsync(login),
            "there is another secret, with another credential",
            Cancellation);
        await Eventually.TrueAsync(async () => !await world.IsTakenAsync(copied), "the copied credential is dead", Cancellation);
        await world.HasStateAsync(ns, "ready", null);
    }

    [Fact]
    public async Task TokenServiceRegistry_ComesIntoTheSecrets_AndGoesFromThem()
    {
        const string ns = "time-hosts";
        await world.ReadyAsync(ns);
        var before = (await world.SecretAsync(ns))!;
        var certificates = await world.Host.Anonymous.GetStringAsync("/token/certificate", Cancellation);
        await using var registry = await DockerRegistryProcess.StartAsync(
            new DockerRegistrySettings { TokenAuth = new DockerRegistryTokenAuth($"{world.Host.Url}token", "hosts-registry", "roadstead", certificates) }, Cancellation);

        await world.Host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/registries", new { name = "hosts-registry", type = "docker-registry", url = registry.Url.ToString() });
        await Eventually.TrueAsync(
            async () => Config(await world.SecretAsync(ns))!["auths"]!.AsObject().Select(auth => auth.Key).SequenceEqual(new[] { registry.Url.Authority, world.Host.GatewayHost }.Order(StringComparer.Ordinal)),
            "the secret names the registry's host too",
            Cancellation);
        Assert.Equal(Uid(before), Uid(await world.SecretAsync(ns)));
        Assert.Equal(world.Login(before), world.Login(await world.SecretAsync(ns)));

        await world.Host.Admin.SendOkAsync(HttpMethod.Delete, "/api/v1/registries/hosts-registry");
        await Eventually.TrueAsync(async () => Config(await world.SecretAsync(ns)) is { } config && config["auths"]!.AsObject().Count == 1, "the key has gone with the registry", Cancellation);
    }

    private async Task<bool> OnlyAsync(string registry, int generation)
    {
        var identities = (await world.Host.Admin.GetOkAsync($"/api/v1/registries/{registry}/identities"))["items"]!.AsArray();
        return identities is [{ } only] && only["generation"]!.GetValue<int>() == generation && only["state"]!.GetValue<string>() == "ready";
    }

    // As a kubelet does: reads the secret of the moment, then pulls with it. Who takes longer than the older account lives on has been promised nothing.
    private async Task<(int Good, List<string> Bad)> PullAsync(string ns, string registry, CancellationToken enough)
    {
        var (good, bad) = (0, new List<string>());
        while (!enough.IsCancellationRequested)
        {
            var began = TimeProvider.System.GetTimestamp();
            var status = await PullOnceAsync(registry, world.Login(await world.SecretAsync(ns))!);
            if (status == "200")
                good++;
            else if (TimeProvider.System.GetElapsedTime(began) < Overlap)
                bad.Add(status);
        }

        return (good, bad);
    }

    private async Task<string> PullOnceAsync(string registry, string login)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v2/{registry}/team/app/manifests/v1");
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(login)));
        using var answer = await world.Host.Anonymous.SendAsync(request, Cancellation);
        return ((int)answer.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    // With a password, and a private space 'team' that is bound to the workspace.
    private async Task<DockerRegistryProcess> RegistryAsync(string name, string workspace)
    {
        var registry = await DockerRegistryProcess.StartAsync(new DockerRegistrySettings { Username = User, Password = Password }, Cancellation);
        using var images = registry.Images();
        await images.PushAsync("team/app", "v1", cancellationToken: Cancellation);
        await world.Host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/registries", new { name, type = "docker-registry", url = registry.Url.ToString(), username = User, password = Password });
        var space = await world.Host.Admin.SendOkAsync(HttpMethod.Post, $"/api/v1/registries/{name}/spaces", new { name = "team", visibility = "private" });
        await world.Host.Admin.SendOkAsync(HttpMethod.Put, $"/api/v1/spaces/{space["id"]!.GetValue<string>()}/workspaces/{workspace}");
        return registry;
    }
}
