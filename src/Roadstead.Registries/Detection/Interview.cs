using System.Collections.Concurrent;
using System.Net;
using Roadstead.Registries.Distribution;

namespace Roadstead.Registries.Detection;

/// <summary>
/// The questions about one address, each asked once however many products want to know, never with credentials. A question only sharpens the picture:
/// one that fails, or is not answered before the deadline, leaves it as it is.
/// </summary>
/// <param name="connection">To the address.</param>
/// <param name="first">What <c>GET /v2/</c> said.</param>
/// <param name="deadline">Until when answers are waited for.</param>
internal sealed class Interview(DistributionConnection connection, VersionAnswer first, CancellationToken deadline)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<VersionAnswer?>>> asked = new(StringComparer.Ordinal);

    public VersionAnswer First => first;

    /// <summary>Where Artifactory's own API may be, the likeliest first: paths without a slash at the end, empty for the root.</summary>
    public IReadOnlyList<string> Bases { get; init; } = ["/artifactory"];

    /// <summary>True when everything is wanted that a product tells; false when it is enough to know which it is, as in the checks that run all day.</summary>
    public bool InDetail { get; init; }

    /// <summary>The answer to <c>GET</c> of this path; null when there is none.</summary>
    public Task<VersionAnswer?> AskAsync(string path, CancellationToken cancellationToken) =>
        asked.GetOrAdd(path, key => new Lazy<Task<VersionAnswer?>>(() => AskOnceAsync(key, cancellationToken))).Value;

    /// <summary>The answer to <c>GET</c> of this path when it is a 200; else null.</summary>
    public async Task<VersionAnswer?> AskOkAsync(string path, CancellationToken cancellationToken) => await AskAsync(path, cancellationToken) is { Status: HttpStatusCode.OK } answer ? answer : null;

    private async Task<VersionAnswer?> AskOnceAsync(string path, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline, cancellationToken);
        try
        {
            return await VersionAnswer.AskAsync(connection, path, either.Token);
        }
        catch (RegistryException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
