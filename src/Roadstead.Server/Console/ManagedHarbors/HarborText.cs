using Roadstead.Core.Contracts.ManagedHarbors;

namespace Roadstead.Server.Console.ManagedHarbors;

/// <summary>Text keys of what a Harbor in a cluster is and needs.</summary>
internal static class HarborText
{
    internal static string Source(ManagedHarborView harbor) => harbor switch
    {
        { MadeHere: true } => "Made by Roadstead",
        { Source: HarborSource.Operator } => "Found, of the operator",
        _ => "Found, of Helm",
    };

    internal static string Prerequisite(string name) => name switch
    {
        "cluster" => "Connection",
        "rights" => "Rights in the cluster",
        "harbor-operator-types" => "Types of the Harbor operator",
        "harbor-operator" => "Harbor operator",
        "cert-manager" => "cert-manager",
        "database-operator" => "Operator for databases",
        "redis-operator" => "Operator for Redis",
        "namespace" => "Namespace",
        "name" => "Name",
        _ => name,
    };

    internal static string Part(string name) => name switch
    {
        "database" => "Database",
        "cache" => "Redis",
        "storage" => "Storage",
        "service" => "Harbor itself",
        _ => name,
    };

    internal static string Certificate(HarborTls? tls) => tls switch
    {
        HarborTls.None => "None: plain http",
        HarborTls.Secret => "That of a secret",
        _ => "Self-signed",
    };
}
