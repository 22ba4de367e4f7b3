using System.Net;

namespace Roadstead.Kubernetes;

/// <summary>Bounds of what is asked of one API server, and of what is read from it.</summary>
public sealed record KubernetesClientOptions
{
    /// <summary>Name of the cluster in metrics; empty by default.</summary>
    public string Cluster { get; init; } = "";

    /// <summary>Who owns the fields that are applied or patched. Default <c>roadstead</c>.</summary>
    public string FieldManager { get; init; } = "roadstead";

    /// <summary>
    /// Opens a TCP connection to a host and port, after whatever checks the caller makes of the address; null connects without any.
    /// A <see cref="KubernetesException"/> from it reaches the caller of the client as it is.
    /// </summary>
    public Func<DnsEndPoint, CancellationToken, ValueTask<Stream>>? ConnectCallback { get; init; }

    /// <summary>Time for a connection, TLS included. Default 5 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Time for one call from the first byte sent to the last byte read. Default 15 s.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Connections for calls; watches and leases have their own. Default 8.</summary>
    public int MaxConnections { get; init; } = 8;

    /// <summary>Calls a second in the long run; leases have their own budget. Default 1,000.</summary>
    public double CallsPerSecond { get; init; } = 1_000;

    /// <summary>Calls that may come at once after a pause. Default 4,000.</summary>
    public int CallBurst { get; init; } = 4_000;

    /// <summary>How often a call is repeated that the server answered with 429, or with 503 and Retry-After: it did not do anything then. Default 4.</summary>
    public int MaxRepeats { get; init; } = 4;

    /// <summary>The longest Retry-After that a call waits for; with a longer one it fails at once and says so. Default 5 s.</summary>
    public TimeSpan MaxRetryAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Largest single object. Default 8 MiB; etcd stores 1.5 MiB.</summary>
    public int MaxObjectBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>Largest page of a list. Default 64 MiB.</summary>
    public int MaxPageBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>
    /// How long the server is asked to keep a watch open; each watch asks for three quarters to all of it, so that they do not come back together.
    /// Default 44 s: short, because with <see cref="WatchGrace"/> it bounds how long a dead connection goes unnoticed.
    /// </summary>
    public TimeSpan WatchTimeout { get; init; } = TimeSpan.FromSeconds(44);

    /// <summary>How much later than asked for the server may end a watch before the connection is taken for dead. Default 10 s.</summary>
    public TimeSpan WatchGrace { get; init; } = TimeSpan.FromSeconds(10);
}
