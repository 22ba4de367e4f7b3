namespace Roadstead.Testing;

/// <summary>
/// A part of the one docker-registry of this process that stores for all fakes: repositories under a name of its own, which nobody in front sees. The registry starts with the first call that
/// needs it, and ends with the last fake that used it.
/// </summary>
internal sealed class StoragePart : IAsyncDisposable
{
    private static readonly Lock Gate = new();
    private static Task<DockerRegistryProcess>? process;
    private static int users;
    private static int parts;
    private readonly string name = $"part-{Interlocked.Increment(ref parts)}";
    private bool isUsed;

    /// <summary>Where the registry keeps what is asked for by this path and query, <c>/v2/...</c>; the repository that a blob is mounted from is one of this part too.</summary>
    public async Task<Uri> AddressAsync(string path)
    {
        var own = path.Replace("?from=", $"?from={name}%2F", StringComparison.Ordinal).Replace("&from=", $"&from={name}%2F", StringComparison.Ordinal);
        return new Uri((await StartedAsync()).Url, own.Insert("/v2/".Length, name + '/'));
    }

    /// <summary>An address of the registry, as who is in front is to see it.</summary>
    public Uri? Outside(Uri? address) => address is null ? null : new Uri(address.OriginalString.Replace($"/v2/{name}/", "/v2/", StringComparison.Ordinal), UriKind.RelativeOrAbsolute);

    public async ValueTask DisposeAsync()
    {
        Task<DockerRegistryProcess>? ending = null;
        lock (Gate)
        {
            if (isUsed && --users == 0)
            {
                (ending, process) = (process, null);
            }

            isUsed = false;
        }

        await StartedPart.DisposeAsync(ending);
    }

    private Task<DockerRegistryProcess> StartedAsync()
    {
        lock (Gate)
        {
            users += isUsed ? 0 : 1;
            isUsed = true;

            // What one call waited for in vain, the next may get.
            return process is null or { IsFaulted: true } ? process = DockerRegistryProcess.StartAsync(new DockerRegistrySettings { Delete = true }) : process;
        }
    }
}
