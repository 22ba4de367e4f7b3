using System.Net;
using Roadstead.Core.Contracts.Registries;

namespace Roadstead.Registries.Detection.Products;

/// <summary>
/// JFrog Artifactory, by its headers, its challenge, or its ping. Whether <c>/v2/</c> at the root leads to it depends on the proxy before it;
/// its own API is below a path, most often <c>/artifactory</c>.
/// </summary>
internal sealed class ArtifactoryMarks : ProductMarks
{
    private const string Product = "JFrog Artifactory";
    private const string RestRealm = "Artifactory Realm";
    private const string DockerPath = "/api/docker/";
    private const string VersionPrefix = "Artifactory/";

    public override Finding? ByAnswer(VersionAnswer answer)
    {
        string[] evidence =
        [
            .. HeadersOf(answer),
            .. answer.RealmPath.Contains(DockerPath, StringComparison.Ordinal) ? [$"its token realm holds {DockerPath}"] : Array.Empty<string>(),
            .. answer.Realm == RestRealm ? [$"its challenge names the {RestRealm}"] : Array.Empty<string>(),
            .. answer.LeadsTo?.AbsolutePath.Contains(DockerPath, StringComparison.Ordinal) == true ? [$"GET /v2/ leads on to {DockerPath} at {answer.LeadsTo.Authority}"] : Array.Empty<string>(),
        ];
        return evidence.Length == 0 ? null : new Finding(RegistryType.Artifactory, Product, VersionOf(answer), evidence);
    }

    public override async Task<Finding> ConfirmAsync(Finding finding, Interview interview, CancellationToken cancellationToken)
    {
        if (!interview.InDetail)
        {
            return finding;
        }

        if (await PingAsync(interview, Bases(interview), cancellationToken) is not { } found)
        {
            var elsewhere = interview.First.LeadsTo is { } target && BaseOf(target.AbsolutePath) is { } path ? target.GetLeftPart(UriPartial.Authority) + path : null;
            return elsewhere is null ? finding : finding with { Remedy = $"Give the address of its own API, which is likely {elsewhere}." };
        }

        return await WithVersionAsync(finding.With(found.Evidence) with { BasePath = found.Base, Version = finding.Version ?? found.Version }, interview, cancellationToken);
    }

    public override async Task<Finding?> SearchAsync(Interview interview, CancellationToken cancellationToken) =>
        !interview.First.Speaks && await PingAsync(interview, interview.Bases, cancellationToken) is { } found
            ? await WithVersionAsync(new Finding(RegistryType.Artifactory, Product, found.Version, [found.Evidence]) { BasePath = found.Base }, interview, cancellationToken)
            : null;

    // The realm names the path too, wherever it may be at: the place is this host's all the same.
    private static IEnumerable<string> Bases(Interview interview) =>
        BaseOf(interview.First.Challenge?.TokenRealm?.AbsolutePath ?? "") is { } path ? interview.Bases.Append(path).Distinct(StringComparer.Ordinal) : interview.Bases;

    private static string? BaseOf(string path) => path.IndexOf(DockerPath, StringComparison.Ordinal) is >= 0 and var at ? path[..at] : null;

    private static async Task<(string Base, string Evidence, string? Version)?> PingAsync(Interview interview, IEnumerable<string> bases, CancellationToken cancellationToken)
    {
        // An Artifactory may refuse every path in the same words: the one that answers is the place, and only without one the likeliest that was refused.
        var asked = bases.Select(path => (Base: path, Answer: interview.AskAsync($"{path}/api/system/ping", cancellationToken))).ToList();
        await Task.WhenAll(asked.Select(question => question.Answer));
        foreach (var shows in new Func<VersionAnswer, VersionAnswer, string?>[] { Answers, Refuses })
        {
            foreach (var (path, answering) in asked)
            {
                if (await answering is { } answer && shows(answer, interview.First) is { } how)
                {
                    return (path, $"GET {path}/api/system/ping {how}", VersionOf(answer));
                }
            }
        }

        return null;
    }

    // Somebody else's health page may say OK to every address; then it says so at /v2/ too.
    private static string? Answers(VersionAnswer ping, VersionAnswer first) => ping.Status == HttpStatusCode.OK && ping.Body.Trim() == "OK" && first.Body.Trim() != "OK" ? "answers OK" : null;

    private static string? Refuses(VersionAnswer ping, VersionAnswer first) =>
        ping.Status is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden) ? null
        : ping.Realm == RestRealm ? $"names the {RestRealm}"
        : HeadersOf(ping).FirstOrDefault() is { } header ? $"has the {header}" : null;

    // Told to nobody unless anonymous access is on.
    private static async Task<Finding> WithVersionAsync(Finding finding, Interview interview, CancellationToken cancellationToken) =>
        finding.Version is null && interview.InDetail && (await interview.AskOkAsync($"{finding.BasePath}/api/system/version", cancellationToken))?.Text("version") is { } version
            ? finding.With($"GET {finding.BasePath}/api/system/version tells its version") with { Version = version }
            : finding;

    private static IEnumerable<string> HeadersOf(VersionAnswer answer)
    {
        if (answer.Header("X-JFrog-Version") is not null)
        {
            yield return "header X-JFrog-Version";
        }

        if (answer.Header("X-Artifactory-Id") is not null || answer.Header("X-Artifactory-Node-Id") is not null)
        {
            yield return "header X-Artifactory-Id";
        }

        if (answer.Header("Server")?.StartsWith(VersionPrefix, StringComparison.OrdinalIgnoreCase) == true)
        {
            yield return "header Server: Artifactory";
        }
    }

    private static string? VersionOf(VersionAnswer answer) =>
        new[] { answer.Header("X-JFrog-Version"), answer.Header("Server") }.FirstOrDefault(text => text?.StartsWith(VersionPrefix, StringComparison.OrdinalIgnoreCase) == true) is { } named
        && named[VersionPrefix.Length..].Split(' ')[0] is { Length: > 0 } version
            ? VersionAnswer.Short(version)
            : null;
}
