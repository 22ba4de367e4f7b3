namespace Roadstead.Registries.Tests.Harbor.Recordings;

/// <summary>
/// Which value of the fake stands for which recorded one: ids, digests, UUIDs, addresses. A pair is learned where both first appear; from then on
/// it must hold in both directions.
/// </summary>
internal sealed class Correspondence
{
    private readonly Dictionary<(string Kind, string Recorded), string> actual;
    private readonly Dictionary<(string Kind, string Actual), string> recorded;

    public Correspondence() => (actual, recorded) = ([], []);

    private Correspondence(Correspondence other) => (actual, recorded) = (new(other.actual), new(other.recorded));

    /// <summary>A copy, for a comparison that may turn out to be the wrong one.</summary>
    public Correspondence Fork() => new(this);

    /// <summary>Forgets what was learned since the copy was made.</summary>
    public void Restore(Correspondence fork)
    {
        actual.Clear();
        recorded.Clear();
        foreach (var (key, value) in fork.actual)
        {
            actual.Add(key, value);
        }

        foreach (var (key, value) in fork.recorded)
        {
            recorded.Add(key, value);
        }
    }

    /// <summary>What stands for the recorded value; itself while nothing is known.</summary>
    public string Of(string kind, string value) => actual.GetValueOrDefault((kind, value), value);

    /// <summary>From now on this stands for it, whatever did before.</summary>
    public void Set(string kind, string value, string stands)
    {
        if (actual.TryGetValue((kind, value), out var before))
        {
            recorded.Remove((kind, before));
        }

        actual[(kind, value)] = stands;
        recorded[(kind, stands)] = value;
    }

    /// <summary>False when one of the two already stands for another.</summary>
    public bool Holds(string kind, string value, string came)
    {
        if (actual.TryGetValue((kind, value), out var known))
        {
            return known == came;
        }

        if (!recorded.TryAdd((kind, came), value))
        {
            return false;
        }

        actual.Add((kind, value), came);
        return true;
    }
}
