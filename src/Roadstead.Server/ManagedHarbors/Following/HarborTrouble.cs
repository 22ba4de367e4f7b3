using Roadstead.Core.Errors;
using Roadstead.Kubernetes;

namespace Roadstead.Server.ManagedHarbors.Following;

/// <summary>What stands in the way.</summary>
/// <param name="Reason">Kebab-case.</param>
/// <param name="Message">What is the matter and how to mend it.</param>
internal sealed record HarborTrouble(string Reason, string Message)
{
    public static HarborTrouble Of(KubernetesException e) => new(e.Reason, e.Message);

    public static HarborTrouble Of(Problem problem) => new(problem.Code.Code, problem.Detail ?? problem.Code.Remedy);

    public static HarborTrouble Foreign(string kind, string name) =>
        new(HarborReason.ForeignObject, $"There is a {kind} '{name}' in the namespace that was not made for this Harbor, and it is left alone. Delete it, or make the Harbor under another name.");
}
