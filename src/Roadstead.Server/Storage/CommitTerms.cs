using Roadstead.Core.Errors;

namespace Roadstead.Server.Storage;

/// <summary>What must hold for a change to be committed.</summary>
/// <param name="OnlyIfUnchanged">True (If-Match): a row that somebody else changed since it was read makes the commit stale. False: the last writer wins.</param>
/// <param name="Keeps">Looks at the state after the change, within its transaction, and names what may not be so; null is fine. Rolls back on a problem. No two changes are here at once.</param>
public sealed record CommitTerms(bool OnlyIfUnchanged = false, Func<RoadsteadDb, CancellationToken, Task<Problem?>>? Keeps = null);
