using System.Text.Json.Nodes;
using Roadstead.Testing.Harbor.Http;
using Roadstead.Testing.Harbor.Text;

namespace Roadstead.Testing.Harbor.Retention;

/// <summary>The part of a run that is about one repository.</summary>
/// <param name="Id">Its number.</param>
/// <param name="ExecutionId">The run.</param>
/// <param name="Repository">Name without the project.</param>
/// <param name="FullName">Name with the project.</param>
/// <param name="Candidates">What was looked at, newest first, and whether it was kept.</param>
/// <param name="DryRun">Whether nothing was deleted.</param>
/// <param name="Algorithm">How the rules are joined.</param>
/// <param name="Time">When.</param>
internal sealed record RetentionTask(
    long Id, long ExecutionId, string Repository, string FullName, IReadOnlyList<(RetentionCandidate Candidate, bool IsKept)> Candidates, bool DryRun, string Algorithm, DateTimeOffset Time)
{
    private static readonly string[] Headings = ["Digest", "Tag", "Kind", "Labels", "PushedTime", "PulledTime", "CreatedTime", "Retention"];

    public int Kept => Candidates.Count(candidate => candidate.IsKept);

    public JsonObject View() => new()
    {
        ["end_time"] = HarborJson.Seconds(Time),
        ["execution_id"] = ExecutionId,
        ["id"] = Id,
        ["job_id"] = $"{Id:x24}",
        ["repository"] = Repository,
        ["retained"] = Kept,
        ["start_time"] = HarborJson.Seconds(Time),
        ["status"] = "Success",
        ["status_code"] = 3,
        ["total"] = Candidates.Count,
    };

    public string Log()
    {
        var time = HarborJson.Seconds(Time);
        var rows = Candidates.Select(candidate => (IReadOnlyList<string>)
        [
            candidate.Candidate.Digest, string.Join(',', candidate.Candidate.Tags), "image", "", GoTime.Slashes(candidate.Candidate.Pushed), candidate.Candidate.Pulled is { } pulled ? GoTime.Slashes(pulled) : "",
            GoTime.Slashes(candidate.Candidate.Pushed), candidate.IsKept ? "RETAIN" : "DEL",
        ]);
        return $"{time} [INFO] [/pkg/retention/job.go:86]: Run retention process.\n Repository: {FullName} \n Rule Algorithm: {Algorithm} \n Dry Run: {(DryRun ? "true" : "false")}\n"
            + $"{time} [INFO] [/pkg/retention/job.go:101]: Load {Candidates.Count} candidates from repository {FullName}\n"
            + $"{time} [INFO] [/pkg/retention/job.go:212]: \n{TextTable.Write(Headings, [.. rows])}";
    }
}
