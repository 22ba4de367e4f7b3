using System.Text.Json;

namespace Roadstead.Registries.Tests.Harbor.Recordings;

/// <summary>What the recorder did between the exchanges that were kept: read off the ids, counts and contents of the answers that follow.</summary>
internal sealed class UnrecordedSteps(ReplayStage stage, CancellationToken cancellationToken)
{
    private readonly ReplayClient client = stage.Client;

    private string Web => stage.Recorded("v2.push.manifest.again").RequestBody!;

    private string Worker => stage.Recorded("v2.push.blobunknown").RequestBody!;

    private string Oci => stage.Recorded("readonly.manifest").RequestBody!;

    /// <summary>Does what happened before the exchange of that name.</summary>
    public Task BeforeAsync(string name) => name switch
    {
        "project.create.badregistry" => PostAsync("/projects", """{"project_name":"rec-zero","storage_limit":0}"""),
        "project.head.exists" => PutAsync("/configurations", """{"project_creation_restriction":"everyone"}"""),
        "v2.push.head.missing" => DeleteProjectsAsync(),
        "v2.push.manifest.again" => client.PushAsync("rec-app/team/web", "v1", Web, cancellationToken),
        "v2.push.index" => PushChildrenAsync(),
        "v2.push.cosign" => PushAccessoryBlobsAsync(),
        "v2.referrers" => PushImagesAsync(),
        "label.list.global" => PostAsync("/labels", """{"name":"rec-project","color":"#48960C","scope":"p","project_id":2}"""),
        // Here the ten seconds were over with 2.15.2, which is slower.
        "artifact.list.q.label" when stage.Set == "v215" => stage.FlushPullsAsync(),
        "tag.delete.again" => DeleteAsync("/projects/rec-app/repositories/team%252Fweb/artifacts/v1/tags/stable"),
        "artifact.copy.digest" => client.DoAsync("POST", "/api/v2.0/projects/rec-app/repositories/copied/artifacts?from=rec-app%2Fapi%3A1.0.1", cancellationToken: cancellationToken),
        "robot.create.dur-2" or "robot.create.upper" or "robot.create.badresource" or "robot.create.badkind" or "robot.create.disabled" or "robot.create.user" => DeleteRobotAsync("robot$rec-bad"),
        "robot.delete.padmin" => CreateRobotAsDeveloperAsync(),
        "robot.list" => PutAsync("/projects/rec-app/members/15", """{"role_id":2}"""),
        "robot.wrongsecret" => DeleteAsync("/projects/rec-byrobot"),
        "robot.get.changed" => PutAsync("/robots/1", """
            {"id":1,"name":"robot$rec-sys","level":"system","duration":-1,"description":"changed","permissions":[{"kind":"project","namespace":"rec-pub","access":[{"resource":"repository","action":"push"},{"resource":"repository","action":"pull"}]}]}
            """),
        "robot.expired.get" => stage.ExpireRobotAsync("robot$rec-app+rec-days"),
        "webhook.create.user" => DeleteAsync("/projects/rec-app/webhook/policies/6"),
        "hook.push" => PrepareWebhooksAsync(),
        "hook.push.secondtag" => PushHookedAsync("v1b", "23dffc4e"),
        "hook.push.index" => PushHookedIndexAsync(),
        "hook.push.robot" => client.PushAsync("rec-app/hook/img", "robot", Image("965bd4a8", 111), cancellationToken, "basic(robot$rec-app+rec-pusher)", digest: Digest("965bd4a8")),
        "hook.push.public" => client.PushAsync("rec-pub/hooked", "v1", Image("603485ec", 113), cancellationToken, digest: Digest("603485ec")),
        "hook.pull.tag" => PullAsync(),
        "hook.pull.anonymous" => PullAnonymouslyAsync(),
        "tag.delete.hooked" => AddTagAsync(),
        "artifact.delete.untagged" => client.PushAsync("rec-app/hook/img", "sha256:" + Digest("f00a9907"), Image("f00a9907", 116), cancellationToken, digest: Digest("f00a9907")),
        "repo.delete" => PushTwoTagsAsync(),
        "hook.quota" => client.UploadAsync("rec-quota/app", [new byte[7000]], "basic(admin)", cancellationToken),
        "scan" => Done(stage.Scanner.Hold),
        "artifact.scan.done" => Done(stage.Scanner.Release),
        "artifact.scan.clean" => ScanTwoAsync(),
        "v2.prevented" => PutAsync("/projects/rec-app", """{"metadata":{"prevent_vul":"true","severity":"high"}}"""),
        "v2.unsigned" => PutAsync("/projects/rec-app", """{"metadata":{"prevent_vul":"false","enable_content_trust_cosign":"true"}}"""),
        "scanner.delete" => PutAsync("/projects/rec-app", """{"metadata":{"enable_content_trust_cosign":"false"}}"""),
        "session.current" => client.SendAsync(stage.Recorded("login.csrf.wrong") with { Id = "x.login", RequestBody = $"principal=admin&password={Logins.RecordedAdminPassword}" }, cancellationToken),
        "retention.executions" when stage.Set == "v215" => Done(stage.SettleExecutions),
        "retention.stop" or "retention.executions.done" or "replication.execution" => Done(stage.SettleExecutions),
        "replication.execution.running" when stage.Set == "v215" => Done(stage.SettleExecutions),
        "registry.ping.new" => stage.StartRegistryAsync(cancellationToken),
        "project.get.proxy" => PostAsync("/projects", """{"project_name":"rec-proxy","registry_id":1}"""),
        "registry.delete" => DeleteAsync("/projects/rec-proxy"),
        "project.deletable.emptied" => DeleteRepositoriesAsync(),
        "users.delete.again" => DeleteAsync("/users/3"),
        "down.jobservice.health.atonce" => GoDownAsync(),
        "down.jobservice.health" => stage.RefreshHealthAsync(),
        "down.registry.health.atonce" => stage.TakeRegistryDownAsync(),
        "down.registry.health" => stage.RefreshHealthAsync(),
        "down.core.api" => Done(stage.TakeCoreDown),
        "up.health" => stage.BringUpAsync(),
        _ => Task.CompletedTask,
    };

    private Task<Answer> PostAsync(string path, string body) => client.DoAsync("POST", "/api/v2.0" + path, body, cancellationToken: cancellationToken);

    private Task<Answer> PutAsync(string path, string body) => client.DoAsync("PUT", "/api/v2.0" + path, body, cancellationToken: cancellationToken);

    private Task<Answer> DeleteAsync(string path) => client.DoAsync("DELETE", "/api/v2.0" + path, cancellationToken: cancellationToken);

    private string Digest(string first) => stage.Images.Digest(first);

    private string Image(string first, int layer) => RecordedImages.DockerImage(Digest(first), layer);

    private static Task Done(Action action)
    {
        action();
        return Task.CompletedTask;
    }

    // From here on the recordings know only library, rec-app, rec-pub and rec-quota; 9 and 13 were taken by creates that failed or were not kept.
    private async Task DeleteProjectsAsync()
    {
        foreach (var id in new[] { 5, 7, 8, 11, 12, 14, 15, 16 })
        {
            await DeleteAsync($"/projects/{id}");
        }

        await DeleteAsync("/projects/rec-zero");
    }

    // The list of findings is sorted by digest among others: the arm64 child comes first, as it did there.
    private async Task PushChildrenAsync()
    {
        var digest = Digest("4535f1e0");
        var manifest = Enumerable.Range(0, 100).Select(take => RecordedImages.DockerImage(digest, 114, 488, take))
            .First(text => string.CompareOrdinal(RecordedImages.Hex(stage.Images.Manifest(text, digest).Manifest), stage.Correspondence.Of("digest", Digest("513ad820"))) < 0);
        await client.PushAsync("rec-app/team/web", "sha256:" + digest, manifest, cancellationToken, digest: digest);
        await client.PushAsync("rec-app/team/web", "v2", Worker, cancellationToken);
        stage.Arm64 = manifest;
    }

    // An artifact was pushed and deleted again: it had the id 5, and the audit log counts it.
    private async Task PushAccessoryBlobsAsync()
    {
        await client.PushAsync("rec-app/team/web", "gone", RecordedImages.DockerImage("gone", 110), cancellationToken, digest: "gone");
        await DeleteAsync("/projects/rec-app/repositories/team%252Fweb/artifacts/gone");
        await client.UploadAsync("rec-app/team/web", [.. stage.Images.Manifest(stage.Recorded("v2.push.cosign").RequestBody!).Blobs, .. stage.Images.Manifest(stage.Recorded("v2.push.referrer").RequestBody!).Blobs], "basic(admin)", cancellationToken);
    }

    private async Task PushImagesAsync()
    {
        await client.PushAsync("rec-app/api", "1.0.0", Worker, cancellationToken);
        await client.PushAsync("rec-app/api", "1.0.1", Web, cancellationToken);
        await client.PushAsync("rec-app/api", "1.1.0", Oci, cancellationToken, type: RecordedImages.OciType);
        await client.PushAsync("rec-app/deep/a/b/c", "t", stage.Arm64, cancellationToken, digest: Digest("4535f1e0"));
        await client.PushAsync("rec-app/team/worker", "v1", Worker, cancellationToken);
        await client.PushAsync("rec-pub/app", "v1", Web, cancellationToken);
        await client.PushAsync("rec-pub/app", "latest", Web, cancellationToken);
        await client.PushAsync("rec-pub/lib/tool", "v1", RecordedImages.DockerImage("tool", 117), cancellationToken, digest: "tool");
        await client.PushAsync("rec-app/charts/chart", "0.1.0", stage.Images.Chart(), cancellationToken, type: RecordedImages.OciType, digest: Digest("32b5662a"));
        await client.PushAsync("rec-app/thing", "v1", RecordedImages.Thing(), cancellationToken, type: RecordedImages.OciType, digest: Digest("463ac6c5"));
    }

    private async Task DeleteRobotAsync(string name)
    {
        if (client.Logins.RobotOf(stage.Names.Rename(name)) is { } id)
        {
            await client.DoAsync("DELETE", $"/api/v2.0/robots/{id}", cancellationToken: cancellationToken);
            client.Logins.ForgetRobot(id);
        }
    }

    private async Task CreateRobotAsDeveloperAsync()
    {
        await PutAsync("/projects/rec-app/members/15", """{"role_id":1}""");
        var created = await client.DoAsync("POST", "/api/v2.0/robots", Robot("rec-u", "pull"), "basic(rec-dev)", 201, cancellationToken: cancellationToken);
        stage.Correspondence.Set("robot", stage.Recorded("robot.delete.padmin").Target.Split('/')[^1], created.Header("Location")!.Split('/')[^1]);
    }

    private static string Robot(string name, params IEnumerable<string> actions) =>
        $$"""{"name":"{{name}}","level":"project","duration":-1,"permissions":[{"kind":"project","namespace":"rec-app","access":[{{string.Join(',', actions.Select(action => $$"""{"resource":"repository","action":"{{action}}"}"""))}}]}]}""";

    private async Task PrepareWebhooksAsync()
    {
        await PostAsync("/projects/rec-pub/webhook/policies", $$"""{"name":"rec-pub-hook","enabled":true,"event_types":["PUSH_ARTIFACT","PULL_ARTIFACT"],"targets":[{"type":"http","address":"{{stage.Listener.Url}}pub","skip_cert_verify":false}]}""");
        await PostAsync("/projects/rec-quota/webhook/policies", $$"""{"name":"rec-quota-hook","enabled":true,"event_types":["QUOTA_EXCEED"],"targets":[{"type":"http","address":"{{stage.Listener.Url}}quota","skip_cert_verify":false}]}""");
        await PostAsync("/robots", Robot("rec-pusher", "push", "pull"));
        await stage.FlushPullsAsync();
        await PushHookedAsync("v1", "23dffc4e");
    }

    private Task PushHookedAsync(string tag, string first) => client.PushAsync("rec-app/hook/img", tag, Image(first, 115), cancellationToken, digest: Digest(first));

    private async Task PushHookedIndexAsync()
    {
        await client.PushAsync("rec-app/hook/img", "sha256:" + Digest("ad258fd6"), RecordedImages.DockerImage(Digest("ad258fd6"), 112, 488), cancellationToken, digest: Digest("ad258fd6"));
        var index = stage.Images.IndexOf((Digest("23dffc4e"), "amd64"), (Digest("ad258fd6"), "arm64"));
        await client.PushAsync("rec-app/hook/img", "multi", index, cancellationToken, type: "application/vnd.oci.image.index.v1+json", digest: Digest("e17acba5"));
    }

    private async Task PullAsync()
    {
        await client.SendAsync(stage.Recorded("v2.manifest.tag") with { Id = "x.pull", Target = "/v2/rec-app/hook/img/manifests/v1", RequestHeaders = Accepting("basic(rec-dev)") }, cancellationToken);
        await client.SendAsync(stage.Recorded("v2.manifest.tag") with { Id = "x.pull", Target = $"/v2/rec-app/hook/img/manifests/sha256:{Digest("23dffc4e")}", RequestHeaders = Accepting("basic(robot$rec-app+rec-pusher)") }, cancellationToken);
    }

    private async Task PullAnonymouslyAsync()
    {
        await client.DoAsync("GET", "/service/token?service=harbor-registry&scope=repository:rec-pub/hooked:pull", login: "none", name: "x.token", cancellationToken: cancellationToken);
        await client.SendAsync(stage.Recorded("v2.manifest.tag") with { Id = "x.pull", Target = "/v2/rec-pub/hooked/manifests/v1", RequestHeaders = Accepting("bearer(x.token)") }, cancellationToken);
    }

    private Dictionary<string, string> Accepting(string login) => new(stage.Recorded("v2.manifest.tag").RequestHeaders) { ["Authorization"] = login };

    private async Task AddTagAsync()
    {
        await PostAsync("/projects/rec-app/repositories/hook%252Fimg/artifacts/v1/tags", """{"name":"added"}""");
        await stage.FlushPullsAsync();
    }

    private async Task PushTwoTagsAsync()
    {
        await PushHookedAsync("a", "23dffc4e");
        await client.PushAsync("rec-app/hook/img", "b", Image("965bd4a8", 111), cancellationToken, digest: Digest("965bd4a8"));
    }

    private async Task ScanTwoAsync()
    {
        await client.PushAsync("rec-app/clean", "v1", Image("7a9254da", 120), cancellationToken, digest: Digest("7a9254da"));
        await client.PushAsync("rec-app/fail", "v1", Image("8b0099f8", 119), cancellationToken, digest: Digest("8b0099f8"));
        await client.DoAsync("POST", "/api/v2.0/projects/rec-app/repositories/clean/artifacts/v1/scan", cancellationToken: cancellationToken);
        await client.DoAsync("POST", "/api/v2.0/projects/rec-app/repositories/fail/artifacts/v1/scan", cancellationToken: cancellationToken);
    }

    private async Task DeleteRepositoriesAsync()
    {
        var list = await client.DoAsync("GET", "/api/v2.0/projects/rec-app/repositories?page_size=100", cancellationToken: cancellationToken);
        using var repositories = JsonDocument.Parse(list.Body);
        foreach (var repository in repositories.RootElement.EnumerateArray())
        {
            var name = repository.GetProperty("name").GetString()!;
            await DeleteAsync($"/projects/rec-app/repositories/{name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..].Replace("/", "%252F", StringComparison.Ordinal)}");
        }
    }

    // These exchanges were recorded apart from the others, with one image in a new rec-app. With 2.15.2 the background check had just run.
    private async Task GoDownAsync()
    {
        await PostAsync("/projects", """{"project_name":"rec-app"}""");
        await client.PushAsync("rec-app/team/web", "v1", Web, cancellationToken);
        stage.TakeJobServiceDown();
        if (stage.Set == "v215")
        {
            await stage.RefreshHealthAsync();
        }
    }
}
