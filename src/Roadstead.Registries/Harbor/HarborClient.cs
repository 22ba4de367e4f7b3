using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Roadstead.Registries.Distribution;

namespace Roadstead.Registries.Harbor;

/// <summary>Harbor's API with a proven login. Safe for any number of threads.</summary>
internal sealed class HarborClient(HarborConnection connection, HarborSession session)
{
    // More is refused, with 422.
    private const int PageSize = 100;
    private const int MaxWalks = 3;

    public HarborSession Session => session;

    public DistributionOptions Options => connection.Options;

    public DateTimeOffset Now => connection.Time.GetUtcNow();

    /// <summary>Reads; any status is an answer.</summary>
    public Task<HarborAnswer> GetAsync(string path, CancellationToken cancellationToken) => SendAsync(HttpMethod.Get, path, null, cancellationToken);

    /// <summary>Reads one thing; null when it is not there.</summary>
    public async Task<T?> FindAsync<T>(string path, JsonTypeInfo<T> type, string what, CancellationToken cancellationToken)
        where T : class
    {
        var answer = await GetAsync(path, cancellationToken);
        return answer.IsSuccess ? answer.Read(type) : answer.IsAbsent ? null : throw HarborError.From(answer, what);
    }

    /// <summary>Changes something; any status is an answer.</summary>
    public Task<HarborAnswer> ChangeAsync<T>(HttpMethod method, string path, T body, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        SendAsync(method, path, JsonSerializer.SerializeToUtf8Bytes(body, type), cancellationToken);

    /// <summary>Sends what has no body; any status is an answer.</summary>
    public Task<HarborAnswer> ChangeAsync(HttpMethod method, string path, CancellationToken cancellationToken) => SendAsync(method, path, null, cancellationToken);

    /// <summary>
    /// The whole of a list, a page at a time, each thing once. Pages are counted here: the links that Harbor gives cannot be followed as they are.
    /// What goes meanwhile shifts the rest to the front, so that something is missed: then the list is walked again.
    /// </summary>
    public async IAsyncEnumerable<IReadOnlyList<T>> ListAsync<T>(
        string path, string query, JsonTypeInfo<List<T>> type, Func<T, object?> key, string what, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = new HashSet<object>();
        for (var walk = 0; walk < MaxWalks; walk++)
        {
            long? first = null;
            var (read, shrank) = (0, false);
            for (var page = 1; ; page++)
            {
                if (page > connection.Options.MaxPages || seen.Count > connection.Options.MaxNames)
                {
                    throw new RegistryException(RegistryErrorCode.InvalidAnswer, $"Harbor lists more of {what} than Roadstead reads ({connection.Options.MaxPages} pages, {connection.Options.MaxNames} entries).");
                }

                var answer = await GetAsync($"{path}?{query}{(query.Length > 0 ? "&" : "")}page={page}&page_size={PageSize}", cancellationToken);
                if (!answer.IsSuccess)
                {
                    throw HarborError.From(answer, what);
                }

                // Harbor says null of some lists that are empty.
                var rows = answer.Body is [] or [(byte)'n', ..] ? [] : answer.Read(type);
                if (rows.Where(row => row is not null && key(row) is { } id && seen.Add(id)).ToList() is { Count: > 0 } fresh)
                {
                    yield return fresh;
                }

                read += rows.Count;
                first ??= answer.Total;
                shrank |= answer.Total < first;
                if (rows.Count == 0 || (answer.Total is { } total ? read >= total : rows.Count < PageSize))
                {
                    break;
                }
            }

            if (!shrank)
            {
                yield break;
            }
        }
    }

    private async Task<HarborAnswer> SendAsync(HttpMethod method, string path, byte[]? json, CancellationToken cancellationToken)
    {
        await session.ProveAsync(cancellationToken);
        var answer = await connection.SendAsync(method, path, json, cancellationToken);
        if (answer.Status != HttpStatusCode.Unauthorized)
        {
            return answer;
        }

        // To whom Harbor knows it says 403: it took the caller for nobody, and nothing was done. If the login is good after all, somebody else's wrong try had it refused.
        await session.ConfirmAsync(cancellationToken);
        return await connection.SendAsync(method, path, json, cancellationToken);
    }
}
