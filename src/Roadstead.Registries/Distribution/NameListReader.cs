using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Roadstead.Registries.Distribution;

/// <summary>Reads lists of names page by page: repositories and tags.</summary>
internal sealed partial class NameListReader(DistributionConnection connection, ILogger logger)
{
    /// <summary>The pages of a list; each name once.</summary>
    /// <param name="path">Path of the list.</param>
    /// <param name="member">Member of the answer that holds the names.</param>
    /// <param name="scope">The scope that a token needs.</param>
    /// <param name="absentIsEmpty">True reads 404 as an empty list; false as <see cref="RegistryErrorCode.Unsupported"/>.</param>
    /// <param name="pageSize">Names asked for by a page.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async IAsyncEnumerable<IReadOnlyList<string>> ReadAsync(string path, string member, string scope, bool absentIsEmpty, int pageSize, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var options = connection.Options;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var visited = new HashSet<string>(StringComparer.Ordinal);
        Uri? url = connection.Url($"{path}?n={pageSize}");
        while (url is not null)
        {
            if (visited.Count >= options.MaxPages || seen.Count > options.MaxNames)
            {
                throw new RegistryException(RegistryErrorCode.InvalidAnswer, $"{Redact.Url(url)} lists more than Roadstead reads ({options.MaxPages} pages, {options.MaxNames} names).");
            }

            visited.Add(url.AbsoluteUri);
            var (names, links, status) = await ReadPageAsync(url, member, scope, sized: url.Query == $"?n={pageSize}", cancellationToken);
            if (status == HttpStatusCode.NotFound)
            {
                if (!absentIsEmpty)
                {
                    throw new RegistryException(RegistryErrorCode.Unsupported, $"{Redact.Url(url)} is not there: the registry has no list of {member}.");
                }

                yield break;
            }

            if (status == HttpStatusCode.BadRequest)
            {
                // The registry grants smaller pages only (catalog.maxentries): its own default is always right.
                url = connection.Url(path);
                continue;
            }

            var fresh = names.Where(seen.Add).ToArray();
            if (fresh.Length > 0)
            {
                yield return fresh;
            }

            var next = LinkHeader.Next(url, links);
            if (next is not null && (fresh.Length == 0 || visited.Contains(next.AbsoluteUri)))
            {
                Log.LoopEnded(logger, Redact.Url(url), visited.Count);
                next = null;
            }

            url = next;
        }
    }

    private async Task<(IReadOnlyList<string> Names, IReadOnlyList<string> Links, HttpStatusCode Status)> ReadPageAsync(
        Uri url, string member, string scope, bool sized, CancellationToken cancellationToken)
    {
        using var answer = await connection.SendAsync(new RegistryRequest(HttpMethod.Get, url) { Accept = ["application/json"] }, [scope], cancellationToken);
        if (answer.Status == HttpStatusCode.BadRequest && sized)
        {
            return ([], [], HttpStatusCode.BadRequest);
        }

        if (answer.Status == HttpStatusCode.NotFound)
        {
            return ([], [], HttpStatusCode.NotFound);
        }

        if (answer.Status != HttpStatusCode.OK)
        {
            throw await AnswerError.ReadAsync(answer, "a list", cancellationToken);
        }

        var body = await answer.ReadBytesAsync(connection.Options.MaxPageBytes, cancellationToken);
        return (Names(body, member, answer.Where), [.. answer.Header("Link")], HttpStatusCode.OK);
    }

    /// <summary>The names in a page.</summary>
    /// <exception cref="RegistryException">It is no page of such a list.</exception>
    public static List<string> Names(byte[] body, string member, string where)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(member, out var list))
            {
                // null, not [], is what distribution 2.x says of a repository without tags.
                if (list.ValueKind is JsonValueKind.Null)
                {
                    return [];
                }

                if (list.ValueKind == JsonValueKind.Array)
                {
                    return [.. list.EnumerateArray().Where(name => name.ValueKind == JsonValueKind.String).Select(name => name.GetString()!)];
                }
            }
        }
        catch (JsonException)
        {
            // Said below: the cause is the same as for JSON of another shape.
        }

        throw new RegistryException(RegistryErrorCode.InvalidAnswer, $"{where} answered with what is no list of {member}.");
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{List} names a next page that leads nowhere new; the list ends after {Pages} pages.")]
        public static partial void LoopEnded(ILogger logger, string list, int pages);
    }
}
