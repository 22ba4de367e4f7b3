using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Roadstead.Testing;

/// <summary>A real Docker Registry (Debian's docker-registry 2.8) on a loopback port, with storage of its own.</summary>
public sealed class DockerRegistryProcess : IAsyncDisposable
{
    private const int KeptLines = 200;
    private readonly Process process;
    private readonly TempDirectory directory;
    private readonly ConcurrentQueue<string> output = new();

    private DockerRegistryProcess(DockerRegistrySettings settings, Process process, TempDirectory directory, int port)
    {
        (Settings, this.process, this.directory) = (settings, process, directory);
        Url = new Uri($"{(settings.Certificate is null ? "http" : "https")}://127.0.0.1:{port}");
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
    }

    public DockerRegistrySettings Settings { get; }

    /// <summary>Its address: <c>http[s]://127.0.0.1:port/</c>.</summary>
    public Uri Url { get; }

    public int ProcessId => process.Id;

    /// <summary>The last lines that it wrote.</summary>
    public string Output => string.Join('\n', output);

    /// <summary>A client that pushes to it with its own login.</summary>
    public TestImages Images() => new(Url, Settings.Username, Settings.Password);

    /// <summary>Starts it and waits until it answers.</summary>
    public static async Task<DockerRegistryProcess> StartAsync(DockerRegistrySettings? settings = null, CancellationToken cancellationToken = default)
    {
        settings ??= new DockerRegistrySettings();
        var program = InstalledProgram.Find("docker-registry", "docker-registry");
        var directory = new TempDirectory();
        var port = settings.Port ?? FreePort.Next();
        var configuration = directory.File("config.yml");
        await File.WriteAllTextAsync(configuration, await ConfigureAsync(settings, directory, port, cancellationToken), cancellationToken);
        var start = new ProcessStartInfo(program, ["serve", configuration]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["OTEL_TRACES_EXPORTER"] = "none";
        var registry = new DockerRegistryProcess(settings, new Process { StartInfo = start }, directory, port);
        registry.process.Start();
        registry.process.BeginOutputReadLine();
        registry.process.BeginErrorReadLine();
        try
        {
            await registry.ReadyAsync(cancellationToken);
            return registry;
        }
        catch
        {
            await registry.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends it, as a crash would.</summary>
    public async Task StopAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        process.Dispose();
        directory.Dispose();
    }

    private async Task ReadyAsync(CancellationToken cancellationToken)
    {
        using var http = TestImages.Client();
        await Eventually.TrueAsync(
            async () =>
            {
                if (process.HasExited)
                {
                    throw new InvalidOperationException($"docker-registry ended with {process.ExitCode}:\n{Output}");
                }

                try
                {
                    using var answer = await http.GetAsync(new Uri(Url, "/v2/"), cancellationToken);
                    return true;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            $"docker-registry answers at {Url}",
            cancellationToken);
    }

    private static async Task<string> ConfigureAsync(DockerRegistrySettings settings, TempDirectory directory, int port, CancellationToken cancellationToken)
    {
        var storage = settings.StorageDirectory ?? Directory.CreateDirectory(directory.File("storage")).FullName;
        var yaml = new StringBuilder();
        yaml.Append(CultureInfo.InvariantCulture, $"""
            version: 0.1
            log:
              level: warn
              accesslog:
                disabled: true
            storage:
              filesystem:
                rootdirectory: {storage}
              delete:
                enabled: {(settings.Delete ? "true" : "false")}
            http:
              addr: 127.0.0.1:{port}

            """);
        if (settings.Certificate is { } certificate)
        {
            await File.WriteAllTextAsync(directory.File("tls.crt"), certificate.ExportCertificatePem(), cancellationToken);
            await File.WriteAllTextAsync(directory.File("tls.key"), TestCertificates.KeyPem(certificate), cancellationToken);
            yaml.Append(CultureInfo.InvariantCulture, $"  tls:\n    certificate: {directory.File("tls.crt")}\n    key: {directory.File("tls.key")}\n");
        }

        if (settings.TokenAuth is { } token)
        {
            await File.WriteAllTextAsync(directory.File("bundle.pem"), token.RootCertificatesPem, cancellationToken);
            yaml.Append(CultureInfo.InvariantCulture, $"auth:\n  token:\n    realm: {token.Realm}\n    service: {token.Service}\n    issuer: {token.Issuer}\n    rootcertbundle: {directory.File("bundle.pem")}\n");
        }
        else if (settings is { Username: { } user, Password: { } password })
        {
            await File.WriteAllTextAsync(directory.File("htpasswd"), await HtpasswdAsync(user, password, cancellationToken), cancellationToken);
            yaml.Append(CultureInfo.InvariantCulture, $"auth:\n  htpasswd:\n    realm: Test Realm\n    path: {directory.File("htpasswd")}\n");
        }

        if (settings.CatalogMaxEntries is { } most)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"catalog:\n  maxentries: {most}\n");
        }

        return yaml.Append(settings.ExtraYaml).ToString();
    }

    // bcrypt is all that the registry takes, at its lowest cost here: each request pays it anew. The password goes by standard input, where no process list shows it.
    private static async Task<string> HtpasswdAsync(string user, string password, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(InstalledProgram.Find("htpasswd", "apache2-utils"), ["-niB", "-C", "4", user])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(password);
        process.StandardInput.Close();
        var line = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 ? line : throw new InvalidOperationException(await process.StandardError.ReadToEndAsync(cancellationToken));
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
