using System.Text;
using Microsoft.EntityFrameworkCore;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;
using Roadstead.Testing.Artifactory;

namespace Roadstead.Server.Tests.PullIdentities.AtRegistries;

/// <summary>Wherever the server dies while it makes an account of several parts, the next start leaves neither an orphan nor a double; and no token is anywhere but where it is handed out.</summary>
public sealed class TokenCrashTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("group made")]
    [InlineData("targets made")]
    [InlineData("token made")]
    [InlineData("half deleted")]
    public async Task Killed_BetweenTheRegistryAndTheStore_LeavesNeitherOrphanNorDouble(string moment)
    {
        using var directory = new TempDirectory();
        await using var fake = await TokenWorld.FakeAsync(new FakeArtifactorySettings { WithStorage = false });
        string account;
        string copied;
        await using (var host = await TokenWorld.StartServerAsync(directory.Path))
        {
            await host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/registries", new { name = "hub", type = "artifactory", url = fake.Url.ToString(), username = fake.Admin.Username, password = fake.Admin.Password });
            await Eventually.TrueAsync(async () => (await host.Admin.GetOkAsync("/api/v1/registries/hub/spaces"))["items"]!.AsArray().Any(space => (string?)space!["name"] == "alpha"), "the space is known", Cancellation);
            await RobotWorld.BindAsync(host, "hub", "team", "alpha");
            await RobotWorld.HasStateAsync(host, "hub", "alpha", "team", "ready");
            copied = (await host.Admin.GetOkAsync("/api/v1/namespaces/solo/team/docker-config")).ToJsonString();
            account = fake.Groups.Single(group => group.Name.StartsWith("roadstead-", StringComparison.Ordinal)).Name;
        }

        await EditAsync(directory.Path, row =>
        {
            if (moment == "half deleted")
                row.State = PullIdentityState.Retiring;
            else
                (row.State, row.RemoteId, row.Login, row.SecretCipher, row.MadeAt, row.Spaces) = (PullIdentityState.Making, null, null, null, null, []);
        });
        if (moment != "token made")
            fake.RevokeToken(fake.Tokens.Single(token => token.Username == account));
        if (moment is "group made" or "half deleted")
        {
            lock (fake.State.Gate)
                fake.State.PermissionTargets.RemoveAll(target => target.Name == account);
        }

        await using var again = await TokenWorld.StartServerAsync(directory.Path);
        using var skopeo = new SkopeoClient();
        await Eventually.TrueAsync(
            async () => await RobotWorld.IdentitiesAsync(again, "hub") is [{ } only] && (string?)only["state"] == "ready"
                && (await skopeo.PullAsync($"{fake.Host}/alpha/app:1", (await again.Admin.GetOkAsync("/api/v1/namespaces/solo/team/docker-config")).ToJsonString(), Cancellation)).IsPulled,
            "there is one account, and its token is handed out",
            Cancellation);
        Assert.Equal((1, 1, 1), (Count(fake.Groups.Select(group => group.Name)), Count(fake.Permissions.Select(target => target.Name)), Count(fake.Tokens.Select(token => token.Username))));
        Assert.False((await skopeo.PullAsync($"{fake.Host}/alpha/app:1", copied, Cancellation)).IsPulled, "what was handed out before is dead");

        static int Count(IEnumerable<string> names) => names.Count(name => name.StartsWith("roadstead-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Token_IsInNoReplyLogLineAuditRowOrFile()
    {
        using var directory = new TempDirectory();
        await using var world = await TokenWorld.StartAsync(new FakeArtifactorySettings { WithStorage = false }, directory.Path);
        await world.BindAsync("team", "alpha");
        await world.HoldsAsync("team");
        var first = (await world.LoginAsync("team"))!.Split(':', 2)[1];
        await world.Host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/registries/hub/identities/rotate");
        await world.HoldsAsync("team", 2);
        var second = (await world.LoginAsync("team"))!.Split(':', 2)[1];
        await Eventually.TrueAsync(async () => (await RobotWorld.IdentitiesAsync(world.Host, "hub")).Count == 1, "the first is gone", Cancellation);
        await Eventually.TrueAsync(() => world.Fake.Subscriptions.Count > 0, "it is subscribed", Cancellation);

        var replies = new StringBuilder();
        foreach (var path in new[] { "registries/hub", "registries/hub/identities", "registries/hub/overview", "spaces", "audit?limit=500", $"access?cluster=solo&namespace=team&image={world.Fake.Host}/alpha/app:1" })
            replies.AppendLine((await world.Host.Admin.GetOkAsync($"/api/v1/{path}")).ToJsonString());
        Assert.Contains("roadstead-", replies.ToString(), StringComparison.Ordinal);
        var places = new List<(string Where, string Text)> { ("the replies", replies.ToString()), ("the log", string.Join('\n', world.Host.Logs.Lines)) };
        foreach (var file in Directory.EnumerateFiles(directory.Path, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
            places.Add((file, Encoding.Latin1.GetString(await LivingFile.ReadAsync(file, Cancellation))));

        foreach (var secret in new[] { first, second, world.Fake.Admin.Password, world.Fake.Subscriptions[0].Secret! })
        {
            foreach (var (where, text) in places)
                Assert.False(text.Contains(secret, StringComparison.Ordinal), $"a secret is in {where}");
        }
    }

    private static async Task EditAsync(string directory, Action<PullIdentity> edit)
    {
        var options = new DbContextOptionsBuilder<SqliteRoadsteadDb>().UseSqlite($"Data Source={Path.Combine(directory, "roadstead.db")};Pooling=False").Options;
        await using var db = new SqliteRoadsteadDb(options);
        edit(await db.PullIdentities.SingleAsync(Cancellation));
        await db.SaveChangesAsync(Cancellation);
    }
}
