using System.Diagnostics;

namespace Roadstead.Benchmarks;

/// <summary>Times a piece of work over batches that are each used once. The median counts: a neighbour on the machine spoils single batches.</summary>
/// <param name="NanosecondsPerOperation">Median over the batches.</param>
/// <param name="Fastest">The best batch.</param>
/// <param name="BytesPerOperation">Allocated by the measuring thread, over all batches.</param>
internal sealed record Measurement(double NanosecondsPerOperation, double Fastest, double BytesPerOperation)
{
    /// <summary>Runs <paramref name="work"/> once for each batch; the first batches warm up and do not count.</summary>
    /// <typeparam name="T">What a batch is made of.</typeparam>
    public static Measurement Of<T>(IReadOnlyList<T[]> batches, int warmUp, Func<T[], long> work)
    {
        var times = new List<double>();
        long operations = 0, bytes = 0, sum = 0;
        for (var i = 0; i < batches.Count; i++)
        {
            var batch = batches[i];
            var before = GC.GetAllocatedBytesForCurrentThread();
            var start = Stopwatch.GetTimestamp();
            sum += work(batch);
            var elapsed = Stopwatch.GetElapsedTime(start);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (i < warmUp)
                continue;
            times.Add(elapsed.TotalNanoseconds / batch.Length);
            operations += batch.Length;
            bytes += allocated;
        }

        // The sum keeps the work from being optimised away.
        if (sum < 0)
            throw new InvalidOperationException("A count below zero.");
        times.Sort();
        return new Measurement(times[times.Count / 2], times[0], (double)bytes / operations);
    }
}
