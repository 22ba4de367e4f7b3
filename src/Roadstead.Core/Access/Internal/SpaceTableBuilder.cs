using System.Collections.Immutable;

namespace Roadstead.Core.Access.Internal;

/// <summary>Makes the table of one registry's spaces: their further names, what they include, and the parts that come of it.</summary>
internal sealed class SpaceTableBuilder
{
    private readonly Dictionary<string, (SpaceRow Row, SpaceNode Node)> rows = new(StringComparer.Ordinal);

    /// <summary>False when a space of this prefix is there.</summary>
    public bool TryAdd(SpaceRow row, SpaceNode node) => rows.TryAdd(row.Prefix, (row, node));

    public SpaceTable Build()
    {
        var spaces = rows.ToDictionary(entry => entry.Key, entry => entry.Value.Node, StringComparer.Ordinal);
        var parts = spaces;
        if (rows.Values.Any(entry => !entry.Row.Aliases.IsDefaultOrEmpty || !entry.Row.Includes.IsDefaultOrEmpty))
        {
            AddAliases(spaces);
            AddMembers(spaces);
            parts = Parts(spaces);
        }

        return new SpaceTable(spaces, Nest(parts));
    }

    // A further name is what the space is, with all that is nested in it. Where a space has that prefix itself, it is no further name of another.
    private void AddAliases(Dictionary<string, SpaceNode> spaces)
    {
        var known = new PrefixList(rows.Keys);
        foreach (var (row, _) in rows.Values.Where(entry => !entry.Row.Aliases.IsDefaultOrEmpty).OrderBy(entry => entry.Row.Prefix, StringComparer.Ordinal))
        {
            // Of a part of a space that includes others nobody can say what it gives under another name.
            if (row.Prefix.Length == 0 || Around(row.Prefix).Any(prefix => prefix.Length < row.Prefix.Length && Includes(prefix)))
                continue;
            foreach (var alias in row.Aliases.Where(alias => alias.Length > 0 && !spaces.ContainsKey(alias)))
            {
                foreach (var nested in known.Within(alias))
                    spaces.Remove(nested);
                foreach (var prefix in known.Within(row.Prefix))
                    spaces[alias + prefix[row.Prefix.Length..]] = rows[prefix].Node;
            }
        }
    }

    private void AddMembers(Dictionary<string, SpaceNode> spaces)
    {
        var includes = rows.Values.Where(entry => Includes(entry.Row.Prefix)).ToDictionary(entry => entry.Node, entry => entry.Row.Includes);
        var known = new PrefixList(rows.Keys);
        foreach (var (including, named) in includes)
        {
            var members = new Dictionary<string, Member>(StringComparer.Ordinal);
            var names = new Queue<string>(named);
            while (names.TryDequeue(out var name))
            {
                // Itself, by whichever detour, adds nothing.
                var node = spaces.GetValueOrDefault(name);
                if (node == including || !members.TryAdd(name, new Member(name, node)) || node is null || !includes.TryGetValue(node, out var further))
                    continue;
                foreach (var next in further)
                    names.Enqueue(next);
            }

            including.Include([.. members.Values]);
            foreach (var prefix in known.Within(including.Fact.Prefix))
                rows[prefix].Node.LieWithin(including);
        }
    }

    // What divides a member divides the space that includes it.
    private static Dictionary<string, SpaceNode> Parts(Dictionary<string, SpaceNode> spaces)
    {
        var parts = new Dictionary<string, SpaceNode>(spaces, StringComparer.Ordinal);
        var known = new PrefixList(spaces.Keys);
        var table = new SpaceTable(spaces, []);
        foreach (var (prefix, space) in spaces.Where(entry => entry.Value.Members.Length > 0))
        {
            foreach (var member in space.Members.Where(member => member.Space is not null))
            {
                foreach (var nested in known.Within(member.Prefix).Where(nested => nested.Length > member.Prefix.Length))
                {
                    var part = prefix.Length == 0 ? nested[(member.Prefix.Length + 1)..] : prefix + nested[member.Prefix.Length..];
                    if (!parts.ContainsKey(part))
                        parts[part] = table.Find(part)!;
                }
            }
        }

        return parts;
    }

    private static ImmutableArray<SpacePart> Nest(Dictionary<string, SpaceNode> parts)
    {
        var nested = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var prefix in parts.Keys)
        {
            if (Around(prefix).FirstOrDefault(around => around.Length < prefix.Length && parts.ContainsKey(around)) is not { } holder)
                continue;
            if (!nested.TryGetValue(holder, out var list))
                nested[holder] = list = [];
            list.Add(prefix);
        }

        return [.. parts.Select(part => new SpacePart(part.Key, part.Value, nested.TryGetValue(part.Key, out var below) ? [.. below.Order(StringComparer.Ordinal)] : []))];
    }

    private bool Includes(string prefix) => rows.TryGetValue(prefix, out var entry) && !entry.Row.Includes.IsDefaultOrEmpty;

    // The prefix, then each shorter one, the root's last.
    private static IEnumerable<string> Around(string prefix)
    {
        yield return prefix;
        while (prefix.Length > 0)
            yield return prefix = prefix[..Math.Max(prefix.LastIndexOf('/'), 0)];
    }
}
