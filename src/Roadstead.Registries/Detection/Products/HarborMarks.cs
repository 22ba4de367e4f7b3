using Roadstead.Core.Contracts.Registries;

namespace Roadstead.Registries.Detection.Products;

/// <summary>Harbor: its challenge, which other products copy (Tencent's), and its own API, which they do not.</summary>
internal sealed class HarborMarks : ProductMarks
{
    private const string Ping = "/api/v2.0/ping";
    private const string System = "/api/v2.0/systeminfo";
    private const string FirstSystem = "/api/systeminfo";

    public override Finding? ByAnswer(VersionAnswer answer)
    {
        var service = answer.Challenge?.Service == "harbor-registry";
        var evidence = service ? "its challenge names the service harbor-registry"
            : answer.Realm == "harbor" ? "its challenge names the realm harbor"
            : answer.Header("X-Harbor-CSRF-Token") is not null ? "header X-Harbor-CSRF-Token" : null;
        return evidence is null ? null : new Finding(RegistryType.Harbor, "Harbor", null, [evidence]);
    }

    public override async Task<Finding> ConfirmAsync(Finding finding, Interview interview, CancellationToken cancellationToken)
    {
        // The ping is there from 2.2 on; before, only the description.
        var (ping, described) = (interview.AskOkAsync(Ping, cancellationToken), interview.InDetail ? interview.AskOkAsync(System, cancellationToken) : null);
        var pong = (await ping)?.Body.Contains("Pong", StringComparison.Ordinal) == true;
        var system = described is not null || !pong ? await (described ?? interview.AskOkAsync(System, cancellationToken)) : null;
        var mode = system?.Text("auth_mode") is not null;
        if (pong || mode)
        {
            var evidence = pong ? $"GET {Ping} answers Pong" : $"GET {System} names its auth_mode";
            return finding.With(evidence) with { Version = interview.InDetail ? VersionOf(system) ?? "2.x" : null };
        }

        return await interview.AskOkAsync(FirstSystem, cancellationToken) is { } first && first.Text("harbor_version") is { } version
            ? finding.With($"GET {FirstSystem} tells its version", $"GET {System} is not there") with
            {
                Type = null,
                Product = "Harbor",
                Version = VersionOf(first) ?? version,
                Remedy = "Roadstead integrates Harbor 2.0 and later: upgrade it first.",
            }
            : finding.With($"GET {Ping} does not answer Pong") with { Type = null, Product = "a registry that resembles Harbor" };
    }

    // Up to 2.12 it tells everybody: v2.9.5-1a2b3c4d.
    private static string? VersionOf(VersionAnswer? system) => system?.Text("harbor_version")?.TrimStart('v').Split('-', '+')[0] is { Length: > 0 } version && char.IsAsciiDigit(version[0]) ? version : null;
}
