using Roadstead.Core.Access;
using Roadstead.Core.Contracts.Access;
using Roadstead.Core.Errors;

namespace Roadstead.Server.Access;

/// <summary>A verdict as the API tells it: by itself, and as the refusal of a call.</summary>
internal static class VerdictAnswers
{
    public static AccessView View(in Verdict verdict, IReadOnlyList<AccessStep> steps) => new(
        verdict.IsAllowed,
        verdict.Kind.ToWire(),
        verdict.Reason.ToWire(),
        VerdictText.Message(verdict),
        VerdictText.Remedy(verdict),
        verdict.Registry?.Name,
        verdict.Space?.Name,
        verdict.Workspace?.Name,
        verdict.MapVersion,
        steps)
    {
        RegistryWorkspace = verdict.Registry?.WorkspaceName,
        Mend = Mend(verdict),
    };

    /// <summary>Where the verdict can be changed, as <see cref="VerdictText.Remedy"/> says in words; null when it is allowed.</summary>
    public static AccessMend? Mend(in Verdict verdict) => verdict.Reason switch
    {
        AccessReason.Unparseable or AccessReason.ImageId => AccessMend.ImageName,
        AccessReason.NotBound => verdict.Workspace is null ? AccessMend.Workspace : AccessMend.Binding,
        AccessReason.UnknownSpace when verdict.Circumstance == AccessCircumstance.GatewayName => AccessMend.ImageName,
        AccessReason.UnknownSpace when verdict.Included is not null => AccessMend.Registry,
        AccessReason.UnknownSpace => AccessMend.Space,
        AccessReason.RegistryRemoved => AccessMend.RemovedHost,
        AccessReason.UnmanagedDenied => verdict.Circumstance switch
        {
            AccessCircumstance.UnknownCluster => AccessMend.Cluster,
            AccessCircumstance.ExclusiveClaim => AccessMend.OtherImage,
            _ => AccessMend.Integration,
        },
        _ => null,
    };

    public static Problem NotAllowed(in Verdict verdict) => new(
        ErrorCodes.ImageNotAllowed,
        VerdictText.Message(verdict),
        Extensions: new Dictionary<string, object?> { ["verdict"] = View(verdict, []) });
}
