using System.Diagnostics;

namespace Roadstead.Benchmarks.Images;

/// <summary>Milliseconds of a call that is made again and again.</summary>
internal sealed record Percentiles(double P50, double P99)
{
    public static Percentiles Of(int calls, Action<int> call)
    {
        for (var i = 0; i < calls / 10; i++)
            call(i);
        var times = new List<double>();
        for (var i = 0; i < calls; i++)
        {
            var start = Stopwatch.GetTimestamp();
            call(i);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return Of(times);
    }

    public static Percentiles Of(List<double> times)
    {
        times.Sort();
        return new Percentiles(times[times.Count / 2], times[times.Count * 99 / 100]);
    }
}
