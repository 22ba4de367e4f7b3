using System.Globalization;
using Roadstead.Core.Contracts.ManagedHarbors;

namespace Roadstead.Server.Console.ManagedHarbors;

/// <summary>From the posted form to the API's requests, and to the form again.</summary>
internal static class HarborForm
{
    internal static CreateManagedHarbor ToCreate(string cluster, IFormCollection form) => new(
        cluster,
        form.Text("namespace"),
        form.Text("name"),
        form.Text("version"),
        form.Text("externalUrl"),
        IsIngress(form) ? Access(form) : null,
        Number(form, "replicas"),
        new HarborVolume(form.Text("storage.size"), form.Text("storage.className"), form["storage.shared"] == "true"),
        form["database"] == "own" ? new HarborDatabase(form.Text("database.host"), Number(form, "database.port"), form.Text("database.username"), Password(form, "database.password"), form.Text("database.sslMode")) : null,
        form["redis"] == "own" ? new HarborRedis(form.Text("redis.host"), Number(form, "redis.port"), Password(form, "redis.password")) : null,
        form["trivy"] == "true",
        Password(form, "adminPassword"));

    /// <summary>An address that was left as it was shown is none that was asked for: it goes on following the ingress.</summary>
    internal static EditManagedHarbor ToEdit(IFormCollection form, ManagedHarborView harbor) => new(
        form.Text("version"),
        form.Text("externalUrl") is { } url && url != harbor.ExternalUrl ? url : null,
        harbor.Settings?.Access is not null || IsIngress(form) ? Access(form) : null,
        Number(form, "replicas"),
        form["trivy"] == "true",
        Password(form, "adminPassword"));

    /// <summary>The form of a Harbor as it is.</summary>
    internal static HarborFormModel Of(ManagedHarborView harbor) => new(harbor.Cluster)
    {
        Name = harbor.Name,
        Namespace = harbor.Namespace,
        Version = harbor.Version,
        Replicas = harbor.Settings?.Replicas.ToString(CultureInfo.InvariantCulture),
        Trivy = harbor.Settings?.Trivy is true,
        Ingress = harbor.Settings?.Access is not null,
        KeepsIngress = harbor.Settings?.Access is not null,
        Host = harbor.Settings?.Access?.Host,
        IngressClass = harbor.Settings?.Access?.IngressClassName,
        Tls = WireName.Of(harbor.Settings?.Access?.Tls ?? HarborTls.SelfSigned),
        TlsSecret = harbor.Settings?.Access?.TlsSecretName,
        ExternalUrl = harbor.ExternalUrl,
    };

    /// <summary>The form again, with what was typed.</summary>
    internal static HarborFormModel Again(HarborFormModel before, IFormCollection form) => before with
    {
        Name = form.Text("name") ?? before.Name,
        Namespace = form.Text("namespace") ?? before.Namespace,
        Version = form.Text("version"),
        Replicas = form.Text("replicas"),
        Trivy = form["trivy"] == "true",
        StorageSize = form.Text("storage.size"),
        StorageClass = form.Text("storage.className"),
        StorageShared = form["storage.shared"] == "true",
        OwnDatabase = form["database"] == "own",
        DatabaseHost = form.Text("database.host"),
        DatabasePort = form.Text("database.port"),
        DatabaseUsername = form.Text("database.username"),
        DatabaseSslMode = form.Text("database.sslMode") ?? before.DatabaseSslMode,
        OwnRedis = form["redis"] == "own",
        RedisHost = form.Text("redis.host"),
        RedisPort = form.Text("redis.port"),
        Ingress = before.KeepsIngress || IsIngress(form),
        Host = form.Text("access.host"),
        IngressClass = form.Text("access.ingressClassName"),
        Tls = form.Text("access.tls") ?? before.Tls,
        TlsSecret = form.Text("access.tlsSecretName"),
        ExternalUrl = form.Text("externalUrl"),
    };

    private static bool IsIngress(IFormCollection form) => form["expose"] != "other";

    // A secret's name is of no meaning where its field is not shown.
    private static HarborAccess Access(IFormCollection form)
    {
        var tls = WireName.Read<HarborTls>(form["access.tls"]) ?? HarborTls.SelfSigned;
        return new HarborAccess(HarborAccessType.Ingress, form.Text("access.host"), form.Text("access.ingressClassName"), tls, tls is HarborTls.Secret ? form.Text("access.tlsSecretName") : null);
    }

    private static string? Password(IFormCollection form, string field) => form[field].ToString() is { Length: > 0 } password ? password : null;

    // What is no number is out of every range, so that the service says what a number is wanted for.
    private static int? Number(IFormCollection form, string field) =>
        form.Text(field) is not { } text ? null : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
}
