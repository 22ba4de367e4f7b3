using Roadstead.Core.Contracts.Spaces;
using Roadstead.Server.Spaces;

namespace Roadstead.Server.Console.Spaces.Choice;

/// <summary>Which workspaces a space is to have, while somebody chooses.</summary>
/// <param name="Bound">Those that it has, by name.</param>
/// <param name="Chosen">Those that it is to have, by name.</param>
public sealed record BindingChoice(IReadOnlyList<string> Bound, IReadOnlyList<string> Chosen)
{
    // Of thousands of workspaces some are shown. A form says for those which are ticked, and for all others only what was changed of them, in one field of names: a form has a limited number of fields, and
    // an address a limited length.
    internal const string ShownField = "shown";
    internal const string TickedField = "workspace";
    internal const string BindField = "bind";
    internal const string UnbindField = "unbind";

    private const char Separator = ' ';

    /// <summary>What is bound by it.</summary>
    public IReadOnlyList<string> Coming { get; } = [.. Chosen.Except(Bound, StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>What is unbound by it.</summary>
    public IReadOnlyList<string> Leaving { get; } = [.. Bound.Except(Chosen, StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    public bool IsChange => Coming.Count + Leaving.Count > 0;

    /// <summary>A space as it is.</summary>
    internal static BindingChoice Of(SpaceView space)
    {
        string[] bound = [.. SpaceReader.BoundOf(space)];
        return new(bound, bound);
    }

    /// <summary>What an open form says.</summary>
    internal static BindingChoice Read(SpaceView space, IFormCollection form, ShownTicks ticks = ShownTicks.AsTicked)
    {
        var was = Of(space);
        var chosen = was.Chosen.ToHashSet(StringComparer.Ordinal);
        var shown = Names(form[ShownField].ToString());
        chosen.UnionWith(Names(form[BindField].ToString()));
        chosen.ExceptWith(Names(form[UnbindField].ToString()));
        chosen.ExceptWith(shown);
        chosen.UnionWith(ticks switch
        {
            ShownTicks.All => shown,
            ShownTicks.None => [],
            _ => form[TickedField].OfType<string>(),
        });
        return new BindingChoice(was.Bound, [.. chosen.Order(StringComparer.Ordinal)]);
    }

    internal static string Text(IEnumerable<string> names) => string.Join(Separator, names);

    private static string[] Names(string text) => text.Split(Separator, StringSplitOptions.RemoveEmptyEntries);
}
