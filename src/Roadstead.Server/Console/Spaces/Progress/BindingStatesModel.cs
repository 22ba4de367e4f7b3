using Roadstead.Core.Contracts.Spaces;
using Roadstead.Core.Contracts.Workspaces;
using Roadstead.Server.Console.Components;

namespace Roadstead.Server.Console.Spaces.Progress;

/// <summary>How far the bindings of a space are.</summary>
/// <param name="Space">The space, with all its bindings.</param>
/// <param name="Url">Search and filter, as an address of the page.</param>
/// <param name="Found">The bindings that these find: what fails first, what is ready last.</param>
public sealed record BindingStatesModel(SpaceView Space, ListUrl Url, IReadOnlyList<BindingView> Found)
{
    private const int MaxShown = 100;

    /// <summary>What was just done; null where somebody only looks.</summary>
    public string? Done { get; init; }

    public IEnumerable<BindingView> Shown => Found.Take(MaxShown);

    public int Hidden => Math.Max(0, Found.Count - MaxShown);

    public bool IsNarrowed => Url["q"] is not null || Url["state"] is not null;

    /// <summary>The part that changes by itself.</summary>
    public string LivePath => (Url with { Path = ConsolePaths.SpaceBindingsLive(Space.Id) }).ToString();

    /// <summary>When htmx asks again: soon while something is under way, now and then while something fails, and no more once all is in force.</summary>
    public string? Trigger =>
        Space.Workspaces.Any(binding => binding.State is DeliveryState.Pending or DeliveryState.Removing) ? "every 2s"
        : Space.Workspaces.Any(binding => binding.State is DeliveryState.Failing) ? "every 10s"
        : null;

    internal static BindingStatesModel Of(SpaceView space, string? q, string? state)
    {
        var text = string.IsNullOrWhiteSpace(q) ? null : q.Trim();
        var wanted = WireName.Read<DeliveryState>(state);
        var url = new ListUrl(ConsolePaths.SpaceBindingStates(space.Id)).With("q", text).With("state", wanted is null ? null : state);
        return new(space, url, [.. space.Workspaces
            .Where(binding => (wanted is null || binding.State == wanted) && (text is null || binding.Name.Contains(text, StringComparison.OrdinalIgnoreCase)))
            .OrderBy(binding => Rank(binding.State)).ThenBy(binding => binding.Name, StringComparer.Ordinal)]);
    }

    internal int Count(DeliveryState state) => Space.Workspaces.Count(binding => binding.State == state);

    private static int Rank(DeliveryState state) => state switch { DeliveryState.Failing => 0, DeliveryState.Pending => 1, DeliveryState.Removing => 2, _ => 3 };
}
