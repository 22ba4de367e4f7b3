using Roadstead.Server.Http;

namespace Roadstead.Server.Images.Search;

/// <summary>Keeps the best hits after a place, of any number, and counts all.</summary>
internal sealed class HitCollector(ImageHit? after, int take)
{
    // The worst of the best lies on top: one comparison turns most candidates away.
    private readonly PriorityQueue<ImageHit, ImageHit> best = new(Comparer<ImageHit>.Create((a, b) => b.CompareTo(a)));

    public int Count { get; private set; }

    public bool HasMore => best.Count > take;

    public long? Total => Count > ListQuery.MaxTotal ? null : Count;

    public IReadOnlyList<ImageHit> Hits => [.. best.UnorderedItems.Select(item => item.Element).Order().Take(take)];

    public void Add(ImageHit hit)
    {
        Count++;
        if (after is { } place && hit.CompareTo(place) <= 0) return;
        if (best.Count <= take) best.Enqueue(hit, hit);
        else best.EnqueueDequeue(hit, hit);
    }
}
