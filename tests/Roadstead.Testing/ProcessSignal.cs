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

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
#pragma warning disable IDE1006, CA2101, SYSLIB1054 // the C library's own name and shape; two integers need no marshalling
    private static extern int kill(int pid, int signal);
#pragma warning restore IDE1006, CA2101, SYSLIB1054
}
