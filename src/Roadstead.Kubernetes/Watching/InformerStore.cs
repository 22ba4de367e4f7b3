using System.Collections.Concurrent;

namespace Roadstead.Kubernetes.Watching;

/// <summary>The objects that an informer knows. One writer, any number of readers; tells what differs.</summary>
internal sealed class InformerStore<T>(Action<InformerChange<T>> changed)
    where T : class, IKubernetesResource<T>
{
    private readonly ConcurrentDictionary<ResourceKey, T> items = new();

    public IReadOnlyCollection<T> Items => (IReadOnlyCollection<T>)items.Values;

    public T? Find(ResourceKey key) => items.GetValueOrDefault(key);

    public void Put(T item)
    {
        var key = ResourceKey.Of(item.Metadata);
        var before = items.GetValueOrDefault(key);
        if (before is not null && before.Metadata.Uid == item.Metadata.Uid && before.Metadata.ResourceVersion == item.Metadata.ResourceVersion)
        {
            return;
        }

        // The same name and another object: what was known of the first one does not go over to the second.
        if (before is not null && before.Metadata.Uid != item.Metadata.Uid)
        {
            Remove(before);
            before = null;
        }

        items[key] = item;
        changed(new InformerChange<T>(before, item));
    }

    public void Remove(T item)
    {
        var key = ResourceKey.Of(item.Metadata);
        if (items.TryGetValue(key, out var before) && before.Metadata.Uid == item.Metadata.Uid && items.TryRemove(key, out _))
        {
            changed(new InformerChange<T>(before, null));
        }
    }

    /// <summary>Everything there is now; whatever is not in it is gone.</summary>
    public void Replace(IReadOnlyDictionary<ResourceKey, T> all)
    {
        foreach (var (key, item) in items)
        {
            if (!all.ContainsKey(key))
            {
                Remove(item);
            }
        }

        foreach (var item in all.Values)
        {
            Put(item);
        }
    }
}
