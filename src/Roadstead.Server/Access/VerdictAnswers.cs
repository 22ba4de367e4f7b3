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
        steps);

    public static Problem NotAllowed(in Verdict verdict) => new(
        ErrorCodes.ImageNotAllowed,
        VerdictText.Message(verdict),
        Extensions: new Dictionary<string, object?> { ["verdict"] = View(verdict, []) });
}
