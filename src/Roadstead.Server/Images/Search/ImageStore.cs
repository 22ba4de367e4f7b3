using Roadstead.Server.Images.Index;

namespace Roadstead.Server.Images.Search;

/// <summary>
/// Finds repositories in the index. SQL brings candidates, by trigrams, by ranges of paths or by age; whether a candidate may be shown is asked
/// of the visible set, row by row, so that there is no second rule that could differ from it.
/// </summary>
internal sealed class ImageStore(IndexDatabase database)
{
    /// <summary>Finds a page.</summary>
    /// <param name="scope">What may be shown.</param>
    /// <param name="text">What is looked for.</param>
    /// <param name="after">The last hit of the page before; null for the first page.</param>
    /// <param name="take">Hits of a page.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public ImagePage Find(ImageScope scope, SearchText text, ImageHit? after, int take, CancellationToken cancellationToken)
    {
        using var session = new IndexSession(database.OpenReader());
        var registries = new Dictionary<long, Guid>();
        session.ForEach("SELECT key, registry FROM crawls", row => registries[row.GetInt64(0)] = Guid.Parse(row.GetString(1)), cancellationToken);
        var candidates = new Candidates(session, scope, text, registries, after, take, cancellationToken);

        var page = text.Text.Length == 0 ? candidates.Everything() : candidates.Matches();
        return new ImagePage([.. page.Hits.Select(hit => Detail(session, registries, hit))], page.HasMore, page.Total);
    }

    private static ImageRow Detail(IndexSession session, Dictionary<long, Guid> registries, ImageHit hit) => new(
        hit,
        registries[hit.Registry],
        (int)(session.Number("SELECT tag_count FROM repositories WHERE registry = $1 AND path = $2", hit.Registry, hit.Path) ?? 0));
}
