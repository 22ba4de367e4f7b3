using Roadstead.Core.Errors;

namespace Roadstead.Server.Console.ManagedHarbors;

/// <summary>The form that makes or edits a Harbor, with what was typed; never with a password.</summary>
/// <param name="Cluster">The cluster.</param>
public sealed record HarborFormModel(string Cluster)
{
    /// <summary>What the cluster has; null on the form that edits.</summary>
    public PrerequisitesModel? Prerequisites { get; init; }

    /// <summary>Namespaces that the cluster has, to choose from.</summary>
    public IReadOnlyList<string> Namespaces { get; init; } = [];

    public string? Name { get; init; }

    public string? Namespace { get; init; }

    public string? Version { get; init; }

    /// <summary>The release that is made when none is typed.</summary>
    public string DefaultVersion { get; init; } = "";

    public string? Replicas { get; init; } = "1";

    public bool Trivy { get; init; }

    public string? StorageSize { get; init; } = "100Gi";

    public string? StorageClass { get; init; }

    public bool StorageShared { get; init; }

    /// <summary>True: a database that exists; false: the operator makes one.</summary>
    public bool OwnDatabase { get; init; }

    public string? DatabaseHost { get; init; }

    public string? DatabasePort { get; init; }

    public string? DatabaseUsername { get; init; }

    public string DatabaseSslMode { get; init; } = "prefer";

    /// <summary>True: a Redis that exists; false: the operator makes one.</summary>
    public bool OwnRedis { get; init; }

    public string? RedisHost { get; init; }

    public string? RedisPort { get; init; }

    /// <summary>True: an ingress of its own; false: exposed by other means.</summary>
    public bool Ingress { get; init; } = true;

    public string? Host { get; init; }

    public string? IngressClass { get; init; }

    /// <summary>A name of <see cref="Core.Contracts.ManagedHarbors.HarborTls"/>, as on the wire.</summary>
    public string Tls { get; init; } = "self-signed";

    public string? TlsSecret { get; init; }

    public string? ExternalUrl { get; init; }

    public Problem? Problem { get; init; }

    /// <summary>True once it has an ingress: that can be changed, and not taken away.</summary>
    public bool KeepsIngress { get; init; }

    /// <summary>Fields that show their own errors.</summary>
    public static IReadOnlyList<string> Fields { get; } =
    [
        "name", "namespace", "version", "replicas", "storage.size", "storage.className", "database.host", "database.port", "database.username", "database.password", "database.sslMode",
        "redis.host", "redis.port", "redis.password", "access", "access.host", "access.ingressClassName", "access.tlsSecretName", "externalUrl", "adminPassword",
    ];

    /// <summary>The step at which the form opens: the first with something wrong. One without fields of its own to blame opens where it was sent from.</summary>
    public int FirstStep => Problem switch
    {
        null => 0,
        { Errors: null } => 2,
        { Errors: { } errors } when errors.Keys.Any(key => key is "name" or "namespace" or "version" or "replicas") => 0,
        { Errors: { } errors } when errors.Keys.Any(key => key.StartsWith("storage.", StringComparison.Ordinal) || key.StartsWith("database.", StringComparison.Ordinal) || key.StartsWith("redis.", StringComparison.Ordinal)) => 1,
        _ => 2,
    };

    /// <summary>What is to be said beside a password that has to be typed once more.</summary>
    public bool WasRefused => Problem is not null;
}
