using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;
using static Roadstead.Server.Tests.PullIdentities.AtRegistries.RobotHarbor;
using static Roadstead.Server.Tests.PullIdentities.AtRegistries.RobotWorld;

namespace Roadstead.Server.Tests.PullIdentities.AtRegistries;

/// <summary>Wherever the server dies between the registry and its store, the next start leaves neither an orphan nor a double; and no secret of a robot is anywhere but where it is handed out.</summary>
public sealed class RobotCrashTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Moments => ["row made", "account made", "rights given there", "closed there", "deleted there", "next generation made there", "opened there after the last unbind"];

    [Theory]
    [MemberData(nameof(Moments))]
    public async Task Killed_BetweenTheRegistryAndTheStore_LeavesNeitherOrphanNorDouble(string moment)
    {
        using var directory = new TempDirectory();
        await using var harbor = await StartAsync("2.15.2");
        await using (var host = await StandaloneAsync(directory.Path))
        {
            await IntegrateAsync(host, "hub", harbor);
            await BindAsync(host, "hub", "team", "alpha");
            await HasStateAsync(host, "hub", "alpha", "team", "ready");
            if (moment.StartsWith("opened", StringComparison.Ordinal))
            {
                await UnbindAsync(host, "hub", "team", "alpha");
                await Eventually.TrueAsync(async () => (await harbor.RobotsAsync()).All(robot => robot["disable"]!.GetValue<bool>()), "the robot is closed", Cancellation);
            }
        }

        // What is at the registry, and what the store says of it, as a crash at this moment leaves them.
        var robot = (await harbor.RobotsAsync())[0];
        await EditAsync(directory.Path, row =>
        {
            switch (moment)
            {
                case "row made" or "account made":
                    (row.State, row.RemoteId, row.Login, row.SecretCipher, row.MadeAt) = (PullIdentityState.Making, null, null, null, null);
                    row.Spaces = [];
                    break;
                case "rights given there":
                    row.Spaces = ["alpha", "beta"];
                    break;
                case "deleted there":
                    row.State = PullIdentityState.Retiring;
                    break;
            }
        });
        switch (moment)
        {
            case "row made" or "deleted there":
                await harbor.DeleteAsync(robot);
                break;
            case "closed there":
                await harbor.ChangeAsync(robot, changed => changed["disable"] = true);
                break;
            case "next generation made there":
                await EditAsync(directory.Path, null);
                harbor.Fake.CreateRobot($"{robot["name"]!.GetValue<string>()["robot$".Length..^1]}2", null);
                break;
            case "opened there after the last unbind":
                await harbor.ChangeAsync(robot, changed => changed["disable"] = false);
                break;
        }

        await using var again = await StandaloneAsync(directory.Path);
        if (moment.StartsWith("opened", StringComparison.Ordinal))
        {
            await Eventually.TrueAsync(async () => (await harbor.RobotsAsync()).All(one => one["disable"]!.GetValue<bool>()), "the robot is closed again", Cancellation);
            return;
        }

        using var skopeo = new SkopeoClient();
        await Eventually.TrueAsync(
            async () => await IdentitiesAsync(again, "hub") is [_] && await harbor.RightsAsync() is { } rights && rights.SequenceEqual(Pull("alpha"))
                && (await skopeo.PullAsync($"{harbor.Host}/alpha/app:1", (await ConfigAsync(again)).ToJsonString(), Cancellation)).IsPulled,
            "there is one robot with exactly the rights, known as the only one, and its secret is handed out",
            Cancellation);
    }

    [Fact]
    public async Task Secret_OfARobot_IsInNoReplyLogLineAuditRowOrFile()
    {
        using var directory = new TempDirectory();
        await using var harbor = await StartAsync("2.15.2");
        await using var host = await StandaloneAsync(directory.Path);
        await IntegrateAsync(host, "hub", harbor);
        await BindAsync(host, "hub", "team", "alpha");
        await HasStateAsync(host, "hub", "alpha", "team", "ready");
        var first = await SecretAsync(host, harbor);
        await host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/registries/hub/identities/rotate");
        await Eventually.TrueAsync(async () => await SecretAsync(host, harbor) != first && await IdentitiesAsync(host, "hub") is [_], "it is renewed", Cancellation);
        var second = await SecretAsync(host, harbor);

        var replies = new StringBuilder();
        foreach (var path in new[] { "registries", "registries/hub", "registries/hub/identities", "registries/hub/spaces", "spaces", "workspaces/team/namespaces", "leaving-registries", "audit?limit=500", $"access?cluster=solo&namespace=far&image={harbor.Host}/alpha/app:1" })
            replies.AppendLine((await host.Admin.GetOkAsync($"/api/v1/{path}")).ToJsonString());
        await host.Admin.SendOkAsync(HttpMethod.Delete, "/api/v1/registries/hub");
        await Eventually.TrueAsync(async () => (await harbor.RobotsAsync()).Count == 0, "the robots are gone", Cancellation);
        replies.AppendLine((await host.Admin.GetOkAsync("/api/v1/audit?limit=500")).ToJsonString());

        var places = new List<(string Where, string Text)> { ("the replies", replies.ToString()), ("the log", string.Join('\n', host.Logs.Lines)) };
        foreach (var file in Directory.EnumerateFiles(directory.Path, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
            places.Add((file, Encoding.Latin1.GetString(await LivingFile.ReadAsync(file, Cancellation))));
        Assert.Contains("roadstead-", replies.ToString(), StringComparison.Ordinal);
        foreach (var secret in new[] { first, second, harbor.Password })
        {
            foreach (var (where, text) in places)
            {
                Assert.False(text.Contains(secret, StringComparison.Ordinal), $"a secret is in {where}");
                Assert.False(text.Contains(Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)).TrimEnd('=')[..^2], StringComparison.Ordinal), $"a secret is in {where}, in base64");
            }
        }
    }

    // A standalone cluster: what is tested here is the registry's side.
    private static async Task<RoadsteadHost> StandaloneAsync(string directory)
    {
        var host = await StartHostAsync(directory);
        await host.Admin.SendAsync(HttpMethod.Post, "/api/v1/clusters", new { name = "solo", kind = "standalone" });
        await host.Admin.SendAsync(HttpMethod.Post, "/api/v1/workspaces", new { name = "team" });
        await host.Admin.SendAsync(HttpMethod.Put, "/api/v1/workspaces/team/namespaces/solo/far");
        return host;
    }

    private static async Task<JsonObject> ConfigAsync(RoadsteadHost host) => (await host.Admin.GetOkAsync("/api/v1/namespaces/solo/far/docker-config")).AsObject();

    private static async Task<string> SecretAsync(RoadsteadHost host, RobotHarbor harbor) => Login(await ConfigAsync(host), harbor.Host)!.Split(':', 2)[1];

    // Null: adds the next generation's row, as a renewal begins.
    private static async Task EditAsync(string directory, Action<PullIdentity>? edit)
    {
        var options = new DbContextOptionsBuilder<SqliteRoadsteadDb>().UseSqlite($"Data Source={Path.Combine(directory, "roadstead.db")};Pooling=False").Options;
        await using var db = new SqliteRoadsteadDb(options);
        var row = await db.PullIdentities.SingleAsync(Cancellation);
        if (edit is not null)
        {
            edit(row);
        }
        else
        {
            db.PullIdentities.Add(new PullIdentity
            {
                RegistryId = row.RegistryId,
                WorkspaceId = row.WorkspaceId,
                Cluster = row.Cluster,
                Generation = 2,
                Name = $"{row.Name[..^1]}2",
                State = PullIdentityState.Making,
            });
        }

        await db.SaveChangesAsync(Cancellation);
    }
}
