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
    public Task<SkopeoResult> PullAsync(string image, string? dockerConfig, CancellationToken cancellationToken) =>
        CopyAsync($"docker://{image}", $"dir:{directory.File(Guid.NewGuid().ToString("N"))}", dockerConfig, cancellationToken);

    /// <summary>Pulls an image and pushes it under another name.</summary>
    /// <param name="from">The name to pull by.</param>
    /// <param name="to">The name to push as.</param>
    /// <param name="dockerConfig">A docker <c>config.json</c> for both.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task<SkopeoResult> PushAsync(string from, string to, string dockerConfig, CancellationToken cancellationToken) =>
        CopyAsync($"docker://{from}", $"docker://{to}", dockerConfig, cancellationToken);

    public void Dispose() => directory.Dispose();

    private async Task<SkopeoResult> CopyAsync(string from, string to, string? dockerConfig, CancellationToken cancellationToken)
    {
        var authfile = directory.File($"auth-{Guid.NewGuid():N}.json");
        await File.WriteAllTextAsync(authfile, dockerConfig ?? """{"auths":{}}""", cancellationToken);
        string[] arguments =
        [
            "--debug", "--insecure-policy", "copy", "--authfile", authfile, "--src-tls-verify=false", "--dest-tls-verify=false",
            from, to,
        ];
        var start = new ProcessStartInfo(InstalledProgram.Find("skopeo", "skopeo"), arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return new SkopeoResult(process.ExitCode, await output + await errors);
    }
}
