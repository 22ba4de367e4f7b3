using System.Diagnostics;

namespace Roadstead.Testing;

/// <summary>Debian's skopeo, a real client that pulls.</summary>
public sealed class SkopeoClient : IDisposable
{
    private readonly TempDirectory directory = new();

    /// <summary>Pulls an image whole into a directory of its own, and says everything that it did.</summary>
    /// <param name="image">The name to pull by.</param>
    /// <param name="dockerConfig">A docker <c>config.json</c>; null pulls as nobody.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<SkopeoResult> PullAsync(string image, string? dockerConfig, CancellationToken cancellationToken)
    {
        var authfile = directory.File($"auth-{Guid.NewGuid():N}.json");
        await File.WriteAllTextAsync(authfile, dockerConfig ?? """{"auths":{}}""", cancellationToken);
        string[] arguments =
        [
            "--debug", "--insecure-policy", "copy", "--authfile", authfile, "--src-tls-verify=false",
            $"docker://{image}", $"dir:{directory.File(Guid.NewGuid().ToString("N"))}",
        ];
        var start = new ProcessStartInfo(InstalledProgram.Find("skopeo", "skopeo"), arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return new SkopeoResult(process.ExitCode, await output + await errors);
    }

    public void Dispose() => directory.Dispose();
}
