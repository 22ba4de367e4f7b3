using System.Net;
using Roadstead.Registries.Artifactory.Wire;

namespace Roadstead.Registries.Artifactory;

/// <summary>
/// Finds out whose a login is. No call says that; what an administrator alone may read tells all three: 200, 403 to other users, 401 to wrong logins, which
/// <see cref="ArtifactorySession.AskAsync"/> throws for.
/// </summary>
internal static class ArtifactoryProof
{
    private const string Licences = "/api/system/licenses";
    private const string Storage = "/api/storageinfo";
    private const string Version = "/api/system/version";

    /// <summary>The login, and the edition as far as it is told.</summary>
    public static Task<(ArtifactoryLogin Login, ArtifactoryEdition Edition)> FindAsync(ArtifactorySession session, ArtifactoryLoginKind kind, CancellationToken cancellationToken) =>
        kind == ArtifactoryLoginKind.Nobody ? AsNobodyAsync(session, cancellationToken) : WhoAsync(session, kind, cancellationToken);

    private static async Task<(ArtifactoryLogin Login, ArtifactoryEdition Edition)> AsNobodyAsync(ArtifactorySession session, CancellationToken cancellationToken)
    {
        var answer = await session.AskAsync(Version, cancellationToken);
        return answer.IsSuccess || answer.Status == HttpStatusCode.Forbidden
            ? (new ArtifactoryLogin(ArtifactoryLoginKind.Nobody, false, "it answers without a login"), ArtifactoryEdition.Unknown)
            : throw ArtifactoryError.From(answer, "its version");
    }

    private static async Task<(ArtifactoryLogin Login, ArtifactoryEdition Edition)> WhoAsync(ArtifactorySession session, ArtifactoryLoginKind kind, CancellationToken cancellationToken)
    {
        var licences = await session.AskAsync(Licences, cancellationToken);
        if (licences.IsSuccess)
        {
            return (await AdministratorAsync(session, kind, Licences, cancellationToken), EditionOf(licences));
        }

        if (licences.Status == HttpStatusCode.Forbidden)
        {
            return (await UserAsync(session, kind, Licences, cancellationToken), ArtifactoryEdition.Unknown);
        }

        if (!licences.IsProOnly && !licences.IsAbsent)
        {
            throw ArtifactoryError.From(licences, "the login");
        }

        // An edition that has no licences to show.
        var storage = await session.AskAsync(Storage, cancellationToken);
        var login = storage.IsSuccess ? await AdministratorAsync(session, kind, Storage, cancellationToken)
            : storage.Status == HttpStatusCode.Forbidden ? await UserAsync(session, kind, Storage, cancellationToken)
            : throw ArtifactoryError.From(storage, "the login");
        return (login, ArtifactoryEdition.Free);
    }

    private static async Task<ArtifactoryLogin> AdministratorAsync(ArtifactorySession session, ArtifactoryLoginKind kind, string asked, CancellationToken cancellationToken)
    {
        if (session.Version is null)
        {
            NoteVersion(session, await session.AskAsync(Version, cancellationToken));
        }

        return new ArtifactoryLogin(kind, true, $"GET {asked} answers it");
    }

    // 403 is also what somebody hears who is shut out for wrong tries, be they somebody else's: then every call answers so.
    private static async Task<ArtifactoryLogin> UserAsync(ArtifactorySession session, ArtifactoryLoginKind kind, string asked, CancellationToken cancellationToken)
    {
        var answer = await session.AskAsync(Version, cancellationToken);
        if (answer.Status == HttpStatusCode.Forbidden)
        {
            throw session.Suspended();
        }

        if (!answer.IsSuccess)
        {
            throw ArtifactoryError.From(answer, "its version");
        }

        NoteVersion(session, answer);
        return new ArtifactoryLogin(kind, false, $"GET {asked} answers 403, as to every user who is no administrator");
    }

    private static void NoteVersion(ArtifactorySession session, ArtifactoryAnswer answer)
    {
        if (answer.IsSuccess && session.Version is null && ArtifactoryVersion.TryParse(answer.Read(ArtifactoryJson.Default.WireVersion).Version, out var found))
        {
            session.Note(found);
        }
    }

    private static ArtifactoryEdition EditionOf(ArtifactoryAnswer answer)
    {
        var read = answer.Read(ArtifactoryJson.Default.WireLicense);
        var types = read.Licenses is { Count: > 0 } several ? several.Select(licence => licence?.Type) : [read.Type];
        var known = types.Where(type => !string.IsNullOrWhiteSpace(type)).ToList();
        return known.Count == 0 ? ArtifactoryEdition.Unknown
            : known.All(IsFree) ? ArtifactoryEdition.Free
            : ArtifactoryEdition.Pro;
    }

    private static bool IsFree(string? type) =>
        string.Equals(type, "OSS", StringComparison.OrdinalIgnoreCase)
        || type!.StartsWith("JCR", StringComparison.OrdinalIgnoreCase)
        || type.StartsWith("Community", StringComparison.OrdinalIgnoreCase);
}
