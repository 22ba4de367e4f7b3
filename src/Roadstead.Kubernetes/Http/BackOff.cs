namespace Roadstead.Kubernetes.Http;

/// <summary>How long to wait after failures: twice as long after each, up to a bound, and a random part less, so that many who failed together do not come back together.</summary>
internal readonly record struct BackOff(TimeSpan First, TimeSpan Max)
{
    /// <summary>The wait after so many failures in a row, at least half and at most all of the full one.</summary>
    public TimeSpan After(int failures)
    {
        var full = Math.Min(Max.TotalSeconds, First.TotalSeconds * Math.Pow(2, Math.Clamp(failures - 1, 0, 30)));
        return TimeSpan.FromSeconds(full * (0.5 + (Random.Shared.NextDouble() / 2)));
    }

    /// <summary>The same, and no less than the other side asked for, within a minute.</summary>
    public TimeSpan After(int failures, TimeSpan? asked)
    {
        var own = After(failures);
        var other = asked is { } wait ? TimeSpan.FromSeconds(Math.Min(60, wait.TotalSeconds)) : TimeSpan.Zero;
        return own > other ? own : other;
    }
}
