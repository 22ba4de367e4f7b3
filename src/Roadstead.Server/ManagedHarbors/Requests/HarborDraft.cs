using System.Text.RegularExpressions;
using Roadstead.Core.Contracts.ManagedHarbors;
using Roadstead.Core.Errors;
using Roadstead.Server.Http;
using Roadstead.Server.ManagedHarbors.Objects;

namespace Roadstead.Server.ManagedHarbors.Requests;

/// <summary>A request to make a Harbor, checked field by field and in its one form. Its text shows no password.</summary>
internal sealed partial record HarborDraft(string Cluster, string Namespace, string Name, HarborSettings Settings, HarborSecrets Secrets)
{
    /// <summary>Every problem is told at once.</summary>
    /// <param name="request">The body.</param>
    /// <param name="defaultVersion">The release when none is asked for.</param>
    /// <param name="newPassword">Makes a password when none is given.</param>
    public static Outcome<HarborDraft> Read(CreateManagedHarbor request, string defaultVersion, Func<string> newPassword)
    {
        var errors = new FieldErrors()
            .Require(Names.IsLabel(request.Cluster), "cluster", "cluster is the name of a connected cluster.")
            .Require(Names.IsLabel(request.Namespace), "namespace", $"A namespace's name is {Names.LabelShape}.")
            .Require(request.Name is not null && Name40().IsMatch(request.Name), "name", "A Harbor's name is 1-40 characters of a-z, 0-9 and '-', beginning with a letter and not ending with '-'.")
            .Require(request.ExternalUrl is not null || request.Access is not null, "access", "Give access, for an ingress, or externalUrl when you expose it by other means.");
        HarborFields.CheckVersion(request.Version, errors);
        HarborFields.CheckReplicas(request.Replicas, errors);
        HarborFields.CheckPassword(request.AdminPassword, errors);
        var access = HarborFields.ReadAccess(request.Access, errors);
        var url = HarborFields.ReadUrl(request.ExternalUrl, errors);
        var storage = HarborFields.ReadStorage(request.Storage, errors);
        var database = HarborFields.ReadDatabase(request.Database, errors);
        var redis = HarborFields.ReadRedis(request.Redis, errors);
        if (errors.ToProblem() is { } problem) return problem;

        var settings = new HarborSettings(
            request.Version ?? defaultVersion,
            url ?? UrlOf(access!),
            access,
            request.Replicas ?? 1,
            storage!,
            database is null ? null : database with { Password = null },
            redis is null ? null : redis with { Password = null },
            request.Trivy ?? false);
        var secrets = new HarborSecrets { AdminPassword = request.AdminPassword ?? newPassword(), DatabasePassword = database?.Password, RedisPassword = redis?.Password ?? "" };
        return new HarborDraft(request.Cluster!, request.Namespace!, request.Name!, settings, secrets);
    }

    /// <summary>What settings become by an edit. An ingress whose host changes moves the address that followed from it.</summary>
    public static Outcome<HarborSettings> Edit(HarborSettings settings, EditManagedHarbor request)
    {
        var errors = new FieldErrors();
        HarborFields.CheckVersion(request.Version, errors);
        HarborFields.CheckReplicas(request.Replicas, errors);
        HarborFields.CheckPassword(request.AdminPassword, errors);
        var access = HarborFields.ReadAccess(request.Access, errors);
        var url = HarborFields.ReadUrl(request.ExternalUrl, errors);
        if (errors.ToProblem() is { } problem) return problem;

        var followed = settings.Access is { } before && settings.ExternalUrl == UrlOf(before);
        return settings with
        {
            Version = request.Version ?? settings.Version,
            Access = access ?? settings.Access,
            ExternalUrl = url ?? (access is not null && followed ? UrlOf(access) : settings.ExternalUrl),
            Replicas = request.Replicas ?? settings.Replicas,
            Trivy = request.Trivy ?? settings.Trivy,
        };
    }

    public override string ToString() => $"{Cluster}/{Namespace}/{Name}";

    private static string UrlOf(HarborAccess access) => $"{(access.Tls is HarborTls.None ? "http" : "https")}://{access.Host}";

    // The operator's own objects are named after it, and have at most 63 characters.
    [GeneratedRegex(@"\A[a-z]([a-z0-9-]{0,38}[a-z0-9])?\z")]
    private static partial Regex Name40();
}
