using System.Collections.Concurrent;
using System.Diagnostics;

namespace Roadstead.Testing;

/// <summary>A program in the background: its last lines are kept, and it is killed by its own process id when it is disposed.</summary>
public sealed class RunningProgram : IAsyncDisposable
{
    private const int KeptLines = 200;
    private readonly string name;
    private readonly Process process;
    private readonly ConcurrentQueue<string> output = new();

    private RunningProgram(string name, Process process)
    {
        (this.name, this.process) = (name, process);
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
    }

    public int ProcessId => process.Id;

    public bool HasEnded => process.HasExited;

    /// <summary>The last lines that it wrote.</summary>
    public string Output => string.Join('\n', output);

    /// <summary>Starts it with an open, empty standard input, which closes when this process ends in whatever way.</summary>
    /// <param name="name">What it is called in messages.</param>
    /// <param name="program">Its full path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables that it gets besides those of this process; null for none.</param>
    public static RunningProgram Start(string name, string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (variable, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[variable] = value;
        }

        var running = new RunningProgram(name, new Process { StartInfo = start });
        running.process.Start();
        running.process.BeginOutputReadLine();
        running.process.BeginErrorReadLine();
        return running;
    }

    /// <summary>Throws with its last lines when it has ended.</summary>
    public void ThrowIfEnded()
    {
        if (process.HasExited)
        {
            throw new InvalidOperationException($"{name} ended with {process.ExitCode}:\n{Output}");
        }
    }

    /// <summary>Stops it where it is: its connections stay open and nothing answers on them.</summary>
    public void Freeze() => ProcessSignal.Freeze(process);

    /// <summary>Lets it go on.</summary>
    public void Thaw() => ProcessSignal.Send(process, ProcessSignal.Continue);

    /// <summary>Closes its standard input and waits until it has ended by itself; false when that takes longer than the time given.</summary>
    public async Task<bool> EndsWithoutInputAsync(TimeSpan within)
    {
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(within);
        try
        {
            await process.WaitForExitAsync(limit.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }

        output.Enqueue(line);
        while (output.Count > KeptLines)
        {
            output.TryDequeue(out _);
        }
    }
}
