using Roadstead.Server.Overview;

namespace Roadstead.Server.Console.Dashboard;

/// <summary>What is not as it should be, or not yet: what an open dashboard asks for again and again.</summary>
/// <param name="PendingBindings">Decided, not in force everywhere yet.</param>
/// <param name="FailingBindings">Something stands in the way.</param>
/// <param name="RemovingBindings">Taken away, still in force somewhere.</param>
/// <param name="EndingIdentities">Pull identities whose renewal is overdue.</param>
/// <param name="FirstEnd">When the first of them ends.</param>
/// <param name="Harbors">Harbors in clusters.</param>
public sealed record AttentionModel(int PendingBindings, int FailingBindings, int RemovingBindings, int EndingIdentities, DateTimeOffset? FirstEnd, HarborCounts Harbors)
{
    public bool IsEmpty => PendingBindings + FailingBindings + RemovingBindings + EndingIdentities + Harbors.Making + Harbors.Failing == 0;
}
