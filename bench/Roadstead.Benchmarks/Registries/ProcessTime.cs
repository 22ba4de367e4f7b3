using System.Diagnostics;

namespace Roadstead.Benchmarks.Registries;

/// <summary>What a process has used of the processors, and how much memory it holds.</summary>
internal sealed class ProcessTime(int processId)
{
    private readonly Process process = Process.GetProcessById(processId);
    private TimeSpan used;
    private long at = Stopwatch.GetTimestamp();

    public long MegaBytes
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64 / 1_000_000;
        }
    }

    /// <summary>Cores used on average since the last call.</summary>
    public double Cores()
    {
        process.Refresh();
        var (now, time) = (process.TotalProcessorTime, Stopwatch.GetTimestamp());
        var cores = (now - used) / Stopwatch.GetElapsedTime(at, time);
        (used, at) = (now, time);
        return cores;
    }
}
