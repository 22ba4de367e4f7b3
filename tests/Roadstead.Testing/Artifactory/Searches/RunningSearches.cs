namespace Roadstead.Testing.Artifactory.Searches;

/// <summary>How many searches run now.</summary>
internal sealed class RunningSearches
{
    private int running;

    /// <summary>False when there are too many already.</summary>
    /// <param name="most">How many may run; null for any number.</param>
    public bool Begin(int? most)
    {
        if (Interlocked.Increment(ref running) <= (most ?? int.MaxValue))
        {
            return true;
        }

        End();
        return false;
    }

    public void End() => Interlocked.Decrement(ref running);
}
