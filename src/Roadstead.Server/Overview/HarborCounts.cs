namespace Roadstead.Server.Overview;

/// <summary>Harbors in clusters.</summary>
/// <param name="Total">All that Roadstead made or found.</param>
/// <param name="Making">Being made, changed or deleted.</param>
/// <param name="Failing">Do not run as they should.</param>
public sealed record HarborCounts(int Total, int Making, int Failing);
