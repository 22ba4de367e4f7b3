using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Roadstead.Server.Storage;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.Admission;

[Collection(AdmissionLabTests.Name)]
public sealed class AuditModeTests(AdmissionLab lab)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Audit_makes_the_pod_warns_the_client_and_counts()
    {
        await lab.SwitchAsync("audit");

        string[] make = ["--namespace", "red", "run", "audited", $"--image={lab.Private}"];
        var warning = $"Warning: this pod: {lab.Private} would be denied: not-bound";

        // The API server takes up a configuration in its own time; in enforce one sees that, here there are only words.
        await Eventually.TrueAsync(async () => (await lab.Cluster.KubectlAsync([.. make, "--dry-run=server"], null, Cancellation)).Output.Contains(warning, StringComparison.Ordinal), "the API server asks", Cancellation);
        var run = await lab.Cluster.KubectlAsync(make, null, Cancellation);

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Contains(warning, run.Output, StringComparison.Ordinal);
        Assert.Contains("pod/audited created", run.Output, StringComparison.Ordinal);
        await Eventually.TrueAsync(async () => await CountAsync("red", lab.Private) > 0, "it is counted", Cancellation);
    }

    [Fact]
    public async Task Enforce_counts_refusals_and_no_dry_runs()
    {
        await lab.SwitchAsync("enforce");

        // An image of its own: refusals of other tests are written up to a second after them.
        var image = $"{lab.Registry.Url.Authority}/team-a/counted:v1";

        Assert.Equal(HttpStatusCode.Forbidden, (await lab.CreateAsync("loose", AdmissionLab.Pod(null, image), dryRun: true)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await lab.CreateAsync("loose", AdmissionLab.Pod(null, image))).Status);

        await Eventually.TrueAsync(async () => await CountAsync("loose", image) == 1, "one refusal is counted", Cancellation);
    }

    private async Task<long> CountAsync(string ns, string image)
    {
        await using var db = await lab.Host.Services.GetRequiredService<IDbContextFactory<RoadsteadDb>>().CreateDbContextAsync(Cancellation);
        return await db.AccessCounts.Where(count => count.Cluster == "lab" && count.Namespace == ns && count.Image == image && count.Reason == "not-bound").SumAsync(count => count.Count, Cancellation);
    }
}
