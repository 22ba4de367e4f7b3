namespace Roadstead.Kubernetes.Watching;

/// <summary>Reads whole lists, page by page, with a bound.</summary>
internal sealed class ListReader<T>(KubernetesClient client, ListScope scope, InformerOptions options, Func<T, T> keep, Action heard)
    where T : class, IKubernetesResource<T>
{
    private const int MaxRestarts = 3;
    private const int MaxEmptyPages = 10;
    private int limit = options.PageSize;
    private bool fromCache = options.FirstFromCache;

    /// <summary>All objects, and where a watch goes on.</summary>
    public async Task<(Dictionary<ResourceKey, T> Items, string ResourceVersion)> ReadAsync(CancellationToken cancellationToken)
    {
        for (var restart = 0; ; restart++)
        {
            try
            {
                var list = await ReadOnceAsync(cancellationToken);
                fromCache = false;
                return list;
            }
            catch (KubernetesException e) when (e.Code == KubernetesErrorCode.Gone && restart < MaxRestarts)
            {
                // The snapshot that the pages come from has been compacted: begin a new one.
                continue;
            }
            catch (KubernetesException e) when (e.Code == KubernetesErrorCode.TooLarge && fromCache)
            {
                // Such a list comes whole.
                fromCache = false;
            }
            catch (KubernetesException e) when (e.Code == KubernetesErrorCode.TooLarge && limit > 1)
            {
                limit = Math.Max(1, limit / 4);
            }
        }
    }

    private async Task<(Dictionary<ResourceKey, T> Items, string ResourceVersion)> ReadOnceAsync(CancellationToken cancellationToken)
    {
        var items = new Dictionary<ResourceKey, T>();
        var (seen, empty) = (0, 0);
        var page = new ListPage(limit) { FromCache = fromCache };
        while (true)
        {
            var list = await client.ListAsync<T>(scope, page, cancellationToken);
            heard();
            foreach (var item in list.Items)
            {
                var kept = keep(item);
                items[ResourceKey.Of(kept.Metadata)] = kept;
            }

            if (list.Continue is null)
            {
                return (items, list.ResourceVersion);
            }

            seen += list.Items.Count;
            empty = list.Items.Count == 0 ? empty + 1 : 0;
            if (seen > options.MaxObjects || empty > MaxEmptyPages || list.Continue == page.Continue)
            {
                throw new KubernetesException(KubernetesErrorCode.InvalidAnswer, $"The list of {T.Resource.Plural} does not end: {seen} objects so far.");
            }

            page = page with { Continue = list.Continue };
        }
    }
}
