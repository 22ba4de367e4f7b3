using System.Text.Json.Nodes;
using Roadstead.Testing.Harbor.Http;
using Roadstead.Testing.Harbor.Repositories;

namespace Roadstead.Testing.Harbor.Scanners;

/// <summary>Scans of artifacts and what they found.</summary>
internal sealed class ScansArea : IHarborArea
{
    public void Map(HarborRoutes routes)
    {
        routes.Map("POST", ArtifactArea.One + "/scan", Scan);
        routes.Map("POST", ArtifactArea.One + "/scan/stop", Stop);
        routes.Map("GET", ArtifactArea.One + "/scan/{report_id}/log", Log, produces: ["text/plain"]);
        routes.Map("GET", ArtifactArea.One + "/additions/vulnerabilities", Vulnerabilities);
        routes.Map("GET", "/scans/all/metrics", Metrics);
    }

    private static HarborAnswer Scan(HarborCall call)
    {
        var artifact = ArtifactArea.Find(call, "create", "scan");
        if (call.State.Area<ScannerStore>().Default is not { } scanner)
        {
            // A scanner that a test only speaks of has its results already.
            return call.State.HasScanner ? new HarborAnswer(202) : throw HarborException.Precondition($"no available scanner for project: {artifact.Repository.Project.Id}");
        }

        var parts = ArtifactScan.Parts(artifact);
        if (artifact.Type != "IMAGE" || parts.FirstOrDefault(part => !scanner.Metadata.Consumes(part.ManifestMediaType)) is not null)
        {
            throw HarborException.BadRequest($"the configured scanner {scanner.Name} does not support scanning artifact with mime type {artifact.ManifestMediaType}");
        }

        if (call.State.Components.IsDown("jobservice"))
        {
            throw HarborException.Internal();
        }

        var running = call.State.Area<ScannerStore>().Reports.Find(report => !report.IsOver && parts.Any(part => part.Digest == report.Digest));
        if (running is not null)
        {
            throw HarborException.Conflict($"a previous scan process is {running.Status}");
        }

        var tag = call.Path("reference").Contains(':', StringComparison.Ordinal) ? null : call.Path("reference");
        var jobs = parts.Select(part => new ScanJob(call.State, scanner, part, tag)).ToList();
        jobs.ForEach(job => job.Begin());
        _ = RunAsync(call.State, artifact, tag, jobs, call.Identity.Name);
        return new HarborAnswer(202);
    }

    // One event for the artifact that was asked for, when all its parts are done.
    private static async Task RunAsync(HarborState state, ArtifactState artifact, string? tag, List<ScanJob> jobs, string by)
    {
        await Task.WhenAll(jobs.Select(job => Task.Run(job.RunAsync)));
        lock (state.Gate)
        {
            var isGood = ArtifactScan.Of(state, artifact, ScannerStore.Vulnerabilities)?.Status == "Success";
            state.Tell(new HarborEvent(isGood ? "SCANNING_COMPLETED" : "SCANNING_FAILED", by, artifact.Repository.Project.Id, artifact.Repository, artifact.Digest, tag)
            {
                Data = ScanOverviews.Told(state, artifact, tag),
            });
        }
    }

    private static HarborAnswer Stop(HarborCall call)
    {
        if (call.Features.Sbom)
        {
            call.Body("scanType", "ScanType");
        }

        var artifact = ArtifactArea.Find(call, "stop", "scan");
        return call.State.Area<ScannerStore>().Reports.Any(report => report.Digest == artifact.Digest && !report.IsOver)
            ? new HarborAnswer(202)
            : throw HarborException.BadRequest($"no scan job for artifact digest={artifact.Digest}");
    }

    private static HarborAnswer Log(HarborCall call)
    {
        ArtifactArea.Find(call, "read", "scan");
        var id = call.Path("report_id");
        var report = call.State.Area<ScannerStore>().Reports.Find(report => report.Uuid == id) ?? throw HarborException.NotFound($"report with uuid {id} does not exist");
        return HarborAnswer.Text(report.Log);
    }

    // Never scanned, or failed: an empty object.
    private static HarborAnswer Vulnerabilities(HarborCall call)
    {
        var artifact = ArtifactArea.Find(call, "read", "artifact-addition");
        var store = call.State.Area<ScannerStore>();
        if (store.Default is null)
        {
            return call.State.Scans.GetValueOrDefault(artifact.Digest)?.Report is { } told
                ? HarborAnswer.Text(new JsonObject { [ScannerStore.Vulnerabilities] = told.DeepClone() }.ToJsonString(HarborJson.Options), "application/json")
                : throw HarborException.NotFound($"no scanner registration configured for project: {artifact.Repository.Project.Id}");
        }

        var found = ScannerStore.Types.Select(type => store.Report(artifact.Digest, type)).FirstOrDefault(report => report?.Report is not null);
        var reports = found is null ? new JsonObject() : new JsonObject { [found.Type] = found.Report!.DeepClone() };
        return HarborAnswer.Text(reports.ToJsonString(HarborJson.Options), "application/json");
    }

    private static HarborAnswer Metrics(HarborCall call)
    {
        call.RequireSystem("read", "scan-all");
        return call.State.Area<ScannerStore>().Default is null
            ? throw HarborException.Precondition("no scanner is configured, it's not possible to scan")
            : HarborAnswer.Json(new JsonObject { ["ongoing"] = false });
    }
}
