using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Roadstead.Testing.Artifactory.Http;

namespace Roadstead.Testing.Artifactory;

/// <summary>The calls that a fake Artifactory received, oldest first.</summary>
internal sealed class ArtifactoryCallLog
{
    private readonly ConcurrentQueue<ArtifactoryCallRecord> calls = new();

    public IReadOnlyList<ArtifactoryCallRecord> All => [.. calls];

    public void Add(HttpContext http, ArtifactoryTarget target, int status) => calls.Enqueue(new ArtifactoryCallRecord(
        target.Template,
        target.Path,
        http.Request.QueryString.Value ?? "",
        http.Request.Headers.Authorization.ToString(),
        http.Request.Headers["X-JFrog-Art-Api"].ToString(),
        status));
}
