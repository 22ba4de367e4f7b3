using System.Text.Json.Nodes;
using Roadstead.Core.Contracts.ManagedHarbors;

namespace Roadstead.Server.ManagedHarbors.Objects;

/// <summary>
/// What a HarborCluster shall be, as far as it was asked for. A null stands for a field that shall not be there; fields that are not named are
/// nobody's business here, so that what others set stays.
/// </summary>
internal static class HarborSpec
{
    // Versions of the operators' own resources, not of what they run.
    private const string DatabaseOperatorVersion = "1.5.0";
    private const string RedisOperatorVersion = "1.0.0";
    private const string SmallVolume = "5Gi";

    public static JsonObject Of(string name, HarborSettings settings) => new()
    {
        ["version"] = settings.Version,
        ["externalURL"] = settings.ExternalUrl,
        ["harborAdminPasswordRef"] = HarborNames.AdminSecret(name),
        ["expose"] = new JsonObject { ["core"] = Exposed(name, settings.Access) },
        ["internalTLS"] = new JsonObject { ["enabled"] = settings.Access is not null },
        ["core"] = new JsonObject { ["replicas"] = settings.Replicas, ["tokenIssuer"] = new JsonObject { ["name"] = HarborNames.Issuer(name), ["kind"] = "Issuer" } },
        ["portal"] = new JsonObject { ["replicas"] = settings.Replicas },
        ["jobservice"] = new JsonObject { ["replicas"] = settings.Replicas },
        // A volume that one node alone may mount holds back whoever is not on that node.
        ["registry"] = new JsonObject { ["replicas"] = settings.Storage.Shared is true ? settings.Replicas : 1 },
        ["trivy"] = settings.Trivy ? new JsonObject { ["skipUpdate"] = false, ["storage"] = new JsonObject() } : null,
        ["database"] = Database(name, settings),
        ["cache"] = Cache(name, settings),
        ["storage"] = new JsonObject
        {
            ["kind"] = "FileSystem",
            ["spec"] = new JsonObject { ["fileSystem"] = new JsonObject { ["registryPersistentVolume"] = new JsonObject { ["claimName"] = HarborNames.Volume(name) } } },
        },
    };

    /// <summary>The secret that holds the certificate of the ingress; null for none.</summary>
    public static string? CertificateSecret(string name, HarborAccess? access) => access switch
    {
        null or { Tls: HarborTls.None } => null,
        { Tls: HarborTls.Secret } => access.TlsSecretName,
        _ => HarborNames.Certificate(name),
    };

    private static JsonObject Exposed(string name, HarborAccess? access) => new()
    {
        ["ingress"] = access is null ? null : new JsonObject { ["host"] = access.Host, ["ingressClassName"] = access.IngressClassName },
        ["tls"] = CertificateSecret(name, access) is { } secret ? new JsonObject { ["certificateRef"] = secret } : null,
    };

    private static JsonObject Database(string name, HarborSettings settings) => settings.Database is { } database
        ? new JsonObject
        {
            ["kind"] = "PostgreSQL",
            ["spec"] = new JsonObject
            {
                ["postgresql"] = new JsonObject
                {
                    ["hosts"] = new JsonArray(new JsonObject { ["host"] = database.Host, ["port"] = database.Port }),
                    ["username"] = database.Username,
                    ["passwordRef"] = HarborNames.DatabaseSecret(name),
                    ["sslMode"] = database.SslMode,
                },
            },
        }
        : new JsonObject
        {
            ["kind"] = "Zlando/PostgreSQL",
            ["spec"] = new JsonObject
            {
                ["zlandoPostgreSql"] = new JsonObject
                {
                    ["operatorVersion"] = DatabaseOperatorVersion, ["storage"] = SmallVolume, ["replicas"] = settings.Replicas, ["storageClassName"] = settings.Storage.ClassName,
                },
            },
        };

    private static JsonObject Cache(string name, HarborSettings settings) => settings.Redis is { } redis
        ? new JsonObject
        {
            ["kind"] = "Redis",
            ["spec"] = new JsonObject { ["redis"] = new JsonObject { ["host"] = redis.Host, ["port"] = redis.Port, ["passwordRef"] = HarborNames.RedisSecret(name) } },
        }
        : new JsonObject
        {
            ["kind"] = "RedisFailover",
            ["spec"] = new JsonObject
            {
                ["redisFailover"] = new JsonObject
                {
                    ["operatorVersion"] = RedisOperatorVersion,
                    ["server"] = new JsonObject { ["replicas"] = settings.Replicas, ["storage"] = SmallVolume, ["storageClassName"] = settings.Storage.ClassName },
                    ["sentinel"] = new JsonObject { ["replicas"] = settings.Replicas },
                },
            },
        };
}
