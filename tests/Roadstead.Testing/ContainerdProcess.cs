using System.Collections.Concurrent;
using System.Diagnostics;

namespace Roadstead.Testing;

/// <summary>A real containerd (Debian's), with a socket and storage of its own.</summary>
public sealed class ContainerdProcess : IAsyncDisposable
{
    private readonly TempDirectory directory;
    private readonly Process process;
    private readonly ConcurrentQueue<string> output = new();

    private ContainerdProcess(TempDirectory directory, Process process)
    {
        (this.directory, this.process) = (directory, process);
        process.OutputDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
    }

    private string Socket => directory.File("containerd.sock");

    public static async Task<ContainerdProcess> StartAsync(CancellationToken cancellationToken)
    {
        var program = InstalledProgram.Find("containerd", "containerd");
        var directory = new TempDirectory();
        var config = directory.File("config.toml");
        await File.WriteAllTextAsync(
            config,
            $"""
            version = 2
            root = "{directory.File("root")}"
            state = "{directory.File("state")}"
            disabled_plugins = ["io.containerd.grpc.v1.cri", "io.containerd.internal.v1.opt"]
            [grpc]
              address = "{directory.File("containerd.sock")}"
            [ttrpc]
              address = "{directory.File("containerd.sock.ttrpc")}"
            """,
            cancellationToken);
        var start = new ProcessStartInfo(program, ["--config", config]) { RedirectStandardOutput = true, RedirectStandardError = true };
        var containerd = new ContainerdProcess(directory, new Process { StartInfo = start });
        containerd.process.Start();
        containerd.process.BeginOutputReadLine();
        containerd.process.BeginErrorReadLine();
        try
        {
            await Eventually.TrueAsync(
                async () => containerd.process.HasExited
                    ? throw new InvalidOperationException($"containerd ended:\n{string.Join('\n', containerd.output)}")
                    : (await containerd.RunAsync(["version"], cancellationToken)).ExitCode == 0,
                "containerd answers",
                cancellationToken);
            return containerd;
        }
        catch
        {
            await containerd.DisposeAsync();
            throw;
        }
    }

    /// <summary>Pulls over plain HTTP, as <c>ctr images pull</c> does.</summary>
    /// <param name="image">The image.</param>
    /// <param name="login"><c>user:secret</c>; null for none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<ProgramRun> PullAsync(string image, string? login, CancellationToken cancellationToken) =>
        RunAsync(["images", "pull", "--plain-http", "--snapshotter", "native", .. login is null ? Array.Empty<string>() : ["--user", login], image], cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        await process.WaitForExitAsync();
        process.Dispose();
        directory.Dispose();
    }

    private Task<ProgramRun> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        ProgramRun.OfAsync("ctr", "containerd", ["--address", Socket, .. arguments], cancellationToken);
}
