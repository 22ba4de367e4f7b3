using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Roadstead.Testing;

/// <summary>Signals that <see cref="Process"/> cannot send.</summary>
internal static class ProcessSignal
{
    public const int Terminate = 15;
    public const int Continue = 18;
    public const int Stop = 19;

    public static void Send(Process process, int signal)
    {
        if (kill(process.Id, signal) != 0)
        {
            throw new InvalidOperationException($"Signal {signal} could not be sent to process {process.Id} (errno {Marshal.GetLastPInvokeError()}).");
        }
    }

    /// <summary>Stops a process where it is; the last of its threads stands still when this returns.</summary>
    public static void Freeze(Process process)
    {
        Send(process, Stop);
        if (!SpinWait.SpinUntil(() => Directory.GetDirectories($"/proc/{process.Id}/task").All(StandsStill), TimeSpan.FromSeconds(30)))
        {
            throw new InvalidOperationException($"Process {process.Id} does not stand still.");
        }
    }

    // "42 (name of the thread) T ...": the name may hold anything.
    private static bool StandsStill(string thread)
    {
        try
        {
            var line = File.ReadAllText($"{thread}/stat");
            return line[line.LastIndexOf(')') + 2] is 'T' or 'X' or 'Z';
        }
        catch (IOException)
        {
            return true; // it has just ended
        }
    }

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
#pragma warning disable IDE1006, CA2101, SYSLIB1054 // the C library's own name and shape; two integers need no marshalling
    private static extern int kill(int pid, int signal);
#pragma warning restore IDE1006, CA2101, SYSLIB1054
}
