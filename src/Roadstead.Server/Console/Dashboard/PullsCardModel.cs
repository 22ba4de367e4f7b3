using Roadstead.Server.Overview.Pulls;

namespace Roadstead.Server.Console.Dashboard;

/// <summary>What the doors answered over time.</summary>
/// <param name="Period">How far back, in what steps.</param>
/// <param name="Steps">Oldest first.</param>
public sealed record PullsCardModel(PullPeriod Period, IReadOnlyList<PullCount> Steps)
{
    public PullCount Total { get; } = PullCount.Sum(Steps);

    public bool IsEmpty => Total.Allowed + Total.Refused + Total.Unmanaged == 0;
}
