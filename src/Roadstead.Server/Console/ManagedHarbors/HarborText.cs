using Roadstead.Core.Contracts.ManagedHarbors;
using static Roadstead.Server.Console.ConsoleText;

namespace Roadstead.Server.Console.ManagedHarbors;

/// <summary>Text keys of what a Harbor in a cluster is and needs.</summary>
internal static class HarborText
{
    internal static string Source(ManagedHarborView harbor) => harbor switch
    {
        { MadeHere: true } => Key("Made by Roadstead"),
        { Source: HarborSource.Operator } => Key("Found, of the operator"),
        _ => Key("Found, of Helm"),
    };

    internal static string Prerequisite(string name) => name switch
    {
        "cluster" => Key("Connection"),
        "rights" => Key("Rights in the cluster"),
        "harbor-operator-types" => Key("Types of the Harbor operator"),
        "harbor-operator" => Key("Harbor operator"),
        "cert-manager" => Key("cert-manager"),
        "database-operator" => Key("Operator for databases"),
        "redis-operator" => Key("Operator for Redis"),
        "namespace" => Key("Namespace"),
        "name" => Key("Name"),
        _ => name,
    };

    internal static string Part(string name) => name switch
    {
        "database" => Key("Database"),
        "cache" => Key("Redis"),
        "storage" => Key("Storage"),
        "service" => Key("Harbor itself"),
        _ => name,
    };

    internal static string Certificate(HarborTls? tls) => tls switch
    {
        HarborTls.None => Key("None: plain http"),
        HarborTls.Secret => Key("That of a secret"),
        _ => Key("Self-signed"),
    };
}
