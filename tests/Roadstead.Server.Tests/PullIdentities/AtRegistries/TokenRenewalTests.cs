using System.Collections.Concurrent;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;
using Roadstead.Testing.Artifactory;
using static Roadstead.Server.Tests.PullIdentities.AtRegistries.RobotWorld;

namespace Roadstead.Server.Tests.PullIdentities.AtRegistries;

/// <summary>Tokens in the secrets of a real API server: renewed under pulls, and gone with whoever leaves.</summary>
public sealed class TokenRenewalTests(RobotWorld world) : IClassFixture<RobotWorld>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rotate_Twice_WhilePullsRun_FailsNone_AndANamespaceThatLeavesTakesNothingAlong()
    {
        const string name = "tokens";
        await using var fake = await TokenWorld.FakeAsync(new FakeArtifactorySettings { WithStorage = false });
        await world.Host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/registries", new { name, type = "artifactory", url = fake.Url.ToString(), username = fake.Admin.Username, password = fake.Admin.Password, imageHosts = new[] { "*.art.example.com" } });
        await Eventually.TrueAsync(async () => (await world.Host.Admin.GetOkAsync($"/api/v1/registries/{name}/spaces"))["items"]!.AsArray().Count >= 3, "the spaces are known", Cancellation);
        var namespaces = await world.JoinAsync(name, 2);
        await BindAsync(world.Host, name, name, "alpha");
        await HoldAsync();

        // Nodes read a host with a star; so a space more or less changes no secret.
        Assert.Equal(await LoginAsync(namespaces[0]), Login(await world.ConfigAsync(namespaces[0]), "*.art.example.com"));

        var (good, bad) = (0, new ConcurrentQueue<string>());
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var pulls = Task.WhenAll(namespaces.Select(async ns =>
        {
            using var skopeo = new SkopeoClient();
            while (!enough.IsCancellationRequested)
            {
                // Who takes longer than the older account lives on has been promised nothing.
                var began = TimeProvider.System.GetTimestamp();
                var result = await skopeo.PullAsync($"{fake.Host}/alpha/app:1", (await world.ConfigAsync(ns))!.ToJsonString(), Cancellation);
                if (result.IsPulled)
                    Interlocked.Increment(ref good);
                else if (TimeProvider.System.GetElapsedTime(began) < Overlap)
                    bad.Enqueue(result.Output);
            }
        }));
        for (var generation = 2; generation <= 3; generation++)
        {
            var pulled = Volatile.Read(ref good);
            await world.Host.Admin.SendOkAsync(HttpMethod.Post, $"/api/v1/registries/{name}/identities/rotate");
            await Eventually.TrueAsync(
                async () => await IdentitiesAsync(world.Host, name) is [{ } only] && only["generation"]!.GetValue<int>() == generation && (string?)only["state"] == "ready", $"generation {generation} is the only one", Cancellation);
            Assert.Single(fake.Tokens, token => token.Username.StartsWith("roadstead-", StringComparison.Ordinal));
            await Eventually.TrueAsync(() => Volatile.Read(ref good) > pulled + 5, "pulls go on", Cancellation);
        }

        await enough.CancelAsync();
        await pulls;
        Assert.Empty(bad);

        var copied = (await world.ConfigAsync(namespaces[0]))!.ToJsonString();
        await world.Host.Admin.SendOkAsync(HttpMethod.Delete, $"/api/v1/workspaces/{name}/namespaces/lab/{namespaces[0]}");
        using var client = new SkopeoClient();
        await Eventually.TrueAsync(async () => !(await client.PullAsync($"{fake.Host}/alpha/app:1", copied, Cancellation)).IsPulled, "the copied credential is dead", Cancellation);
        Assert.True((await client.PullAsync($"{fake.Host}/alpha/app:1", (await world.ConfigAsync(namespaces[1]))!.ToJsonString(), Cancellation)).IsPulled);
        await world.Host.Admin.SendOkAsync(HttpMethod.Delete, $"/api/v1/workspaces/{name}/namespaces/lab/{namespaces[1]}");
        await Eventually.TrueAsync(() => !fake.Groups.Any(group => group.Name.StartsWith("roadstead-", StringComparison.Ordinal)), "with the last namespace the account goes", Cancellation);

        Task HoldAsync() => Eventually.TrueAsync(async () => (await Task.WhenAll(namespaces.Select(LoginAsync))).All(login => login is not null), "every secret holds the token", Cancellation);
        async Task<string?> LoginAsync(string ns) => await world.LoginAsync(ns, fake.Host);
    }
}
