namespace Roadstead.Server.Clusters.Connections;

/// <summary>Waits between attempts: twice as long after each failure, up to a bound, and up to half of it less by chance, so that many who failed together do not come back together.</summary>
internal readonly record struct RetryWait(TimeSpan First, TimeSpan Longest)
{
    public TimeSpan After(int failures)
    {
        var full = Math.Min(Longest.TotalSeconds, First.TotalSeconds * Math.Pow(2, Math.Clamp(failures - 1, 0, 30)));
        return TimeSpan.FromSeconds(full * (1 - (Random.Shared.NextDouble() / 2)));
    }
}
