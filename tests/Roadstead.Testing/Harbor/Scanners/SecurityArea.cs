using System.Text.Json.Nodes;
using Roadstead.Testing.Harbor.Http;
using Roadstead.Testing.Harbor.Queries;
using Roadstead.Testing.Harbor.Repositories;

namespace Roadstead.Testing.Harbor.Scanners;

/// <summary>Findings of all projects.</summary>
internal sealed class SecurityArea : IHarborArea
{
    private const int Worst = 5;

    private static readonly Columns<Finding> Columns = new()
    {
        ["cve_id"] = finding => finding.Text("id"),
        ["severity"] = finding => finding.Text("severity"),
        ["digest"] = finding => finding.Artifact.Digest,
        ["repository_name"] = finding => finding.Artifact.Repository.FullName,
        ["project_id"] = finding => finding.Artifact.Repository.Project.Id,
        ["package"] = finding => finding.Text("package"),
        ["cvss_score_v3"] = finding => finding.Score,
        ["report"] = finding => finding.Report.Uuid,
    };

    public void Map(HarborRoutes routes)
    {
        routes.Map("GET", "/security/summary", Summary, f => f.SecurityHub);
        routes.Map("GET", "/security/vul", List, f => f.SecurityHub);
    }

    // Every report counts, and there are two of each artifact.
    private static HarborAnswer Summary(HarborCall call)
    {
        call.RequireSystem("read", "security-hub");
        var store = call.State.Area<ScannerStore>();
        if (store.Reports.Count == 0 && !call.Features.NewWording)
        {
            return new HarborAnswer(500);
        }

        var artifacts = store.Default is null ? [] : Artifacts(call.State).ToList();
        var findings = Findings(call.State).ToList();
        var json = new JsonObject
        {
            ["critical_cnt"] = Count("Critical"),
            ["fixable_cnt"] = findings.Count(finding => finding.IsFixable),
            ["low_cnt"] = Count("Low"),
            ["medium_cnt"] = Count("Medium"),
            ["scanned_cnt"] = artifacts.Count(artifact => !artifact.IsAccessory && store.Report(artifact.Digest, ScannerStore.Vulnerabilities) is not null),
            ["total_artifact"] = artifacts.Count,
            ["total_vuls"] = findings.Count,
        }.WithNumber("high_cnt", Count("High"));
        return HarborAnswer.Json(json
            .With(call.QueryFlag("with_dangerous_artifact") == true, "dangerous_artifacts", HarborJson.Array(Dangerous(findings).Take(Worst), found => found))
            .With(call.QueryFlag("with_dangerous_cve") == true, "dangerous_cves", HarborJson.Array(findings.DistinctBy(finding => finding.Text("id")).OrderByDescending(finding => finding.Score).Take(Worst), Cve)));

        int Count(string severity) => findings.Count(finding => finding.Text("severity") == severity);
    }

    private static HarborAnswer List(HarborCall call)
    {
        call.RequireSystem("list", "security-hub");
        return ListQuery.From(call).Answer(Findings(call.State), Columns, "-cvss_score_v3,cve_id,digest,report,repository_name", finding => View(call, finding));
    }

    private static IEnumerable<ArtifactState> Artifacts(HarborState state) => state.Projects.All.SelectMany(project => project.Repositories).SelectMany(repository => repository.Artifacts);

    private static IEnumerable<Finding> Findings(HarborState state) =>
        from artifact in Artifacts(state)
        from type in ScannerStore.Types
        let report = state.Area<ScannerStore>().Report(artifact.Digest, type)
        where report is not null
        from finding in report.Findings
        select new Finding(artifact, report, finding);

    private static IEnumerable<JsonObject> Dangerous(IEnumerable<Finding> findings) =>
        from finding in findings
        where finding.Report.Type == ScannerStore.Vulnerabilities
        group finding by finding.Artifact into found
        let critical = found.Count(finding => finding.Text("severity") == "Critical")
        let high = found.Count(finding => finding.Text("severity") == "High")
        let medium = found.Count(finding => finding.Text("severity") == "Medium")
        orderby critical descending, high descending, medium descending, found.Key.Digest descending, found.Key.Repository.FullName
        select new JsonObject
        {
            ["critical_cnt"] = critical, ["digest"] = found.Key.Digest, ["high_cnt"] = high, ["medium_cnt"] = medium,
            ["project_id"] = found.Key.Repository.Project.Id, ["repository_name"] = found.Key.Repository.FullName,
        };

    private static JsonObject Cve(Finding finding) => new()
    {
        ["cve_id"] = finding.Text("id"), ["cvss_score_v3"] = finding.ScoreNode, ["package"] = finding.Text("package"), ["severity"] = finding.Text("severity"), ["version"] = finding.Text("version"),
    };

    private static JsonObject View(HarborCall call, Finding finding) => new JsonObject
    {
        ["cve_id"] = finding.Text("id"),
        ["cvss_v3_score"] = finding.ScoreNode,
        ["desc"] = finding.Text("description"),
        ["digest"] = finding.Artifact.Digest,
        ["links"] = finding.Links,
        ["package"] = finding.Text("package"),
        ["project_id"] = finding.Artifact.Repository.Project.Id,
        ["repository_name"] = finding.Artifact.Repository.FullName,
        ["severity"] = finding.Text("severity"),
        ["version"] = finding.Text("version"),
    }
        .WithText("fixed_version", finding.Text("fix_version"))
        .With(call.QueryFlag("with_tag") == true, "tags", HarborJson.Strings(finding.Artifact.Tags.Select(tag => tag.Name)));
}
