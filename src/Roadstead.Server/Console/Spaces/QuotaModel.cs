using Roadstead.Core.Contracts.Spaces;
using Roadstead.Core.Errors;

namespace Roadstead.Server.Console.Spaces;

/// <summary>What a space may hold, to set anew.</summary>
/// <param name="Space">The space.</param>
/// <param name="Quota">In GiB, as it was typed or is; empty for no limit.</param>
/// <param name="Problem">Why the last try failed.</param>
public sealed record QuotaModel(SpaceView Space, string? Quota, Problem? Problem = null)
{
    public string Action => ConsolePaths.SpaceQuota(Space.Id);

    public string Back => ConsolePaths.SpacesOf(Space.Registry);
}
