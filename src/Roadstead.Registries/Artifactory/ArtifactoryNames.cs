using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using Roadstead.Registries.Distribution;

namespace Roadstead.Registries.Artifactory;

/// <summary>
/// Reads lists of names page by page. Of Artifactory's links only the query is right: they lose the repository key, and may name another host. Their <c>last</c> is the
/// last name or a count of names, by version; where a version gives none, both are tried.
/// </summary>
internal sealed class ArtifactoryNames(DistributionConnection connection, ArtifactorySession session)
{
    // Old versions cap pages at a hundred, and some caps are a multiple of it: a page of that size need not be the last.
    private const int Cap = 100;
    private const int MaxErrorBytes = 64 * 1024;

    /// <summary>The pages of a list; each name once. <see cref="RegistryErrorCode.NotFound"/> when there is no such list.</summary>
    /// <param name="path">Path of the list, as the specification has it.</param>
    /// <param name="member">Member of the answer that holds the names.</param>
    /// <param name="pageSize">Names asked for by a page.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async IAsyncEnumerable<IReadOnlyList<string>> ReadAsync(string path, string member, int pageSize, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var tries = new Queue<string>([""]);
        var promised = false;
        for (var pages = 0; tries.TryDequeue(out var last); pages++)
        {
            if (pages >= connection.Options.MaxPages || seen.Count > connection.Options.MaxNames)
            {
                throw new RegistryException(RegistryErrorCode.InvalidAnswer, $"{path} lists more than Roadstead reads ({connection.Options.MaxPages} pages, {connection.Options.MaxNames} names).");
            }

            if (await ReadPageAsync($"{path}?n={pageSize}{(last.Length > 0 ? "&last=" + last : "")}", member, first: last.Length == 0, cancellationToken) is not var (names, next))
            {
                continue; // it does not take this `last`
            }

            var fresh = names.Where(seen.Add).ToArray();
            if (names.Count == 0)
            {
                yield break;
            }

            if (fresh.Length == 0)
            {
                continue; // the same again: it reads `last` the other way, or not at all
            }

            yield return fresh;
            promised = next is not null;
            var more = promised || names.Count >= pageSize || names.Count % Cap == 0;
            tries = new Queue<string>(more ? new[] { next ?? Uri.EscapeDataString(names[^1]), seen.Count.ToString(CultureInfo.InvariantCulture) }.Distinct() : []);
        }

        if (promised)
        {
            // A list that ends here would have the rest look deleted.
            throw new RegistryException(RegistryErrorCode.InvalidAnswer, $"{path} names a next page and gives the same one again after {seen.Count} names.");
        }
    }

    // Null when it does not take the query of a further page.
    private async Task<(IReadOnlyList<string> Names, string? Next)?> ReadPageAsync(string path, string member, bool first, CancellationToken cancellationToken)
    {
        using var answer = await session.SendAsync(new RegistryRequest(HttpMethod.Get, connection.Url(path)) { Accept = ["application/json"] }, cancellationToken);
        if (answer.Status == HttpStatusCode.OK)
        {
            var body = await answer.ReadBytesAsync(connection.Options.MaxPageBytes, cancellationToken);
            return (NameListReader.Names(body, member, answer.Where), LinkHeader.NextValue(answer.Header("Link"), "last"));
        }

        if (answer.Status == HttpStatusCode.BadRequest && !first)
        {
            return null;
        }

        throw ArtifactoryError.From(
            new ArtifactoryAnswer(answer.Status, answer.Where, answer.ContentType, await answer.ReadBeginningAsync(MaxErrorBytes, cancellationToken), answer.RetryAfter), $"a list of {member}");
    }
}
