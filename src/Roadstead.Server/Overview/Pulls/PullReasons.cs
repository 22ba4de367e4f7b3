using Roadstead.Core.Access;

namespace Roadstead.Server.Overview.Pulls;

/// <summary>Which rules let somebody pull, and which do not, by their names in the store.</summary>
internal static class PullReasons
{
    public static readonly string[] Allowing = [AccessReason.Public.ToWire(), AccessReason.Bound.ToWire(), AccessReason.WorkspaceRegistry.ToWire()];

    public static readonly string[] Unmanaged = [AccessReason.UnmanagedAllowed.ToWire()];

    public static readonly string[] Refusing = [.. Enum.GetValues<AccessReason>().Select(reason => reason.ToWire()).Except(Allowing).Except(Unmanaged)];

    public static PullAnswer AnswerOf(string reason) => Allowing.Contains(reason) ? PullAnswer.Allowed : Unmanaged.Contains(reason) ? PullAnswer.Unmanaged : PullAnswer.Refused;

    public static string[] Of(PullAnswer answer) => answer switch { PullAnswer.Allowed => Allowing, PullAnswer.Unmanaged => Unmanaged, _ => Refusing };
}
