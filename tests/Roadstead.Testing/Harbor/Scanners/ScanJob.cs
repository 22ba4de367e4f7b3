using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Roadstead.Testing.Harbor.Audit;
using Roadstead.Testing.Harbor.Http;
using Roadstead.Testing.Harbor.Replication;
using Roadstead.Testing.Harbor.Repositories;
using Roadstead.Testing.Harbor.Robots;
using Roadstead.Testing.Harbor.Scans;
using Roadstead.Testing.Harbor.Text;

namespace Roadstead.Testing.Harbor.Scanners;

/// <summary>Has one artifact scanned, in the background.</summary>
internal sealed class ScanJob(HarborState state, ScannerRegistration scanner, ArtifactState artifact, string? tag)
{
    private const string JobService = "harbor-jobservice";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    /// <summary>Asks the scanner and keeps its reports; what goes wrong is the state of the scan.</summary>
    public async Task RunAsync()
    {
        var reports = Begin();
        var robot = NewRobot();
        try
        {
            var scan = await ScannerLink.Shared.ScanAsync(scanner.Url, Request(robot), CancellationToken.None);
            lock (state.Gate)
            {
                reports.ForEach(report => (report.Status, report.Started) = ("Running", state.Now));
                Publish(reports);
            }

            foreach (var report in reports)
            {
                var content = await ScannerLink.Shared.ReadReportAsync(scanner.Url, scan, report.Type, CancellationToken.None);
                lock (state.Gate)
                {
                    report.Report = content;
                }
            }

            End(reports, "Success");
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or JsonException)
        {
            End(reports, "Error");
        }
        finally
        {
            DeleteRobot(robot);
        }
    }

    /// <summary>Puts the reports there that are to come.</summary>
    public List<ScanReport> Begin()
    {
        lock (state.Gate)
        {
            var store = state.Area<ScannerStore>();
            var pending = ScannerStore.Types.Select(type => store.Reports.Find(report => report.Digest == artifact.Digest && report.Type == type)).ToList();
            if (pending.All(report => report is { Status: "Pending" } && report.Scanner == scanner))
            {
                return pending!;
            }

            var reports = ScannerStore.Types.Select(type => new ScanReport { Digest = artifact.Digest, Type = type, Scanner = scanner }).ToList();
            store.Replace(artifact.Digest, reports);
            Publish(reports);
            return reports;
        }
    }

    private void End(List<ScanReport> reports, string status)
    {
        lock (state.Gate)
        {
            foreach (var report in reports)
            {
                (report.Status, report.Ended, report.Log) = (status, state.Now, Log(report));
                report.Report = status == "Success" ? report.Report : null;
            }

            Publish(reports);
        }
    }

    // What pulls are decided by.
    private void Publish(List<ScanReport> reports)
    {
        var report = reports.Find(report => report.Type == ScannerStore.Vulnerabilities)!;
        state.Scans[artifact.Digest] = new ScanState
        {
            Status = report.Status,
            Counts = report.Findings.CountBy(finding => finding["severity"]!.GetValue<string>()).ToDictionary(),
            Fixable = report.Findings.Count(ScanReport.IsFixable),
            ReportId = report.Uuid,
            StartedAt = report.Started,
            EndedAt = report.Ended,
            Report = report.Report,
        };
    }

    // The scanner pulls as a robot of the project that lives as long as the scan.
    private RobotState NewRobot()
    {
        lock (state.Gate)
        {
            var robot = new RobotState(state.Robots.NextId(), $"scanpref-{scanner.Name}-{Guid.NewGuid()}", artifact.Repository.Project, RobotStore.NewSecret(), state.Now)
            {
                Permissions = [new RobotPermission("project", artifact.Repository.Project.Name, [("repository", "pull"), ("repository", "scanner-pull")])],
            };
            robot.SetDuration(-1);
            state.Robots.Add(robot);
            state.Area<AuditStore>().Add(state, "create", "robot", state.Robots.FullName(robot), JobService, artifact.Repository.Project.Id);
            return robot;
        }
    }

    private void DeleteRobot(RobotState robot)
    {
        lock (state.Gate)
        {
            state.Robots.Remove(robot);
            state.Area<AuditStore>().Add(state, "delete", "robot", state.Robots.FullName(robot), JobService, artifact.Repository.Project.Id);
        }
    }

    private JsonObject Request(RobotState robot)
    {
        return new JsonObject { ["registry"] = new JsonObject { ["url"] = state.ExternalUrl, ["authorization"] = new HarborCredentials(state.Robots.FullName(robot), robot.Secret).Basic }, ["artifact"] = Described() }
            .With(state.Features.Sbom, "enabled_capabilities", Capabilities());
    }

    private JsonObject Described() => new JsonObject
    {
        ["namespace_id"] = artifact.Repository.Project.Id,
        ["repository"] = artifact.Repository.FullName,
    }.WithText("tag", tag).With(true, "digest", artifact.Digest).With(true, "mime_type", artifact.ManifestMediaType).With(state.Features.Sbom, "size", artifact.Size);

    private static JsonArray Capabilities() =>
        [new JsonObject { ["type"] = "vulnerability", ["produces_mime_types"] = new JsonArray(ScannerStore.Vulnerabilities), ["parameters"] = null }];

    private string Log(ScanReport report)
    {
        var time = HarborJson.Seconds(report.Started ?? state.Now);
        var about = scanner.Metadata.Scanner;
        var registration = new JsonObject
        {
            ["uuid"] = scanner.Uuid, ["name"] = scanner.Name, ["description"] = scanner.Description, ["url"] = scanner.Url.OriginalString, ["disabled"] = scanner.Disabled,
            ["is_default"] = scanner.IsDefault, ["health"] = "healthy", ["auth"] = scanner.Auth, ["access_credential"] = "[HIDDEN]", ["skip_certVerify"] = scanner.SkipCertVerify,
            ["use_internal_addr"] = scanner.UseInternalAddress, ["adapter"] = about["name"]?.DeepClone(), ["vendor"] = about["vendor"]?.DeepClone(), ["version"] = about["version"]?.DeepClone(),
            ["create_time"] = GoTime.Fine(scanner.Created), ["update_time"] = GoTime.Fine(scanner.Updated),
        };
        var registry = new JsonObject { ["url"] = ReplicationStore.CoreUrl, ["authorization"] = "[HIDDEN]" }.With(state.Features.Sbom, "insecure", false);
        var request = new JsonObject { ["registry"] = registry, ["artifact"] = Described() }.With(state.Features.Sbom, "enabled_capabilities", Capabilities());
        return $"""
            {time} [INFO] [/pkg/scan/job.go:396]: {registration.ToJsonString(Indented)}
            {time} [INFO] [/pkg/scan/job.go:396]: {request.ToJsonString(Indented)}
            {time} [INFO] [/pkg/scan/job.go:172]: Report mime types: [{string.Join(' ', ScannerStore.Types)}]
            {time} [INFO] [/pkg/scan/job.go:229]: Get report for mime type: {ScannerStore.OlderVulnerabilities}
            {time} [INFO] [/pkg/scan/job.go:229]: Get report for mime type: {ScannerStore.Vulnerabilities}

            """;
    }
}
