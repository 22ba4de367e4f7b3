using Roadstead.Core.Access;

namespace Roadstead.Core.Tests.Access;

/// <summary>One file of Data/access: a world and what is decided in it.</summary>
internal sealed record DecisionTable(string Name, AccessMap Map, World World, IReadOnlyList<DecisionRow> Rows)
{
    private static readonly string[] Columns = ["asker", "image", "verdict", "reason", "registry", "space", "path"];

    public static DecisionTable Read(string file)
    {
        var lines = File.ReadAllLines(file);
        var fences = lines.Index().Where(line => line.Item.StartsWith("```", StringComparison.Ordinal)).Select(line => line.Index).ToList();
        var world = World.Parse(lines[(fences[0] + 1)..fences[1]]);
        var rows = new List<DecisionRow>();
        var section = "";
        foreach (var line in lines[(fences[1] + 1)..])
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
                section = line[3..];
            if (!line.StartsWith('|') || line.StartsWith("|--", StringComparison.Ordinal))
                continue;
            var cells = line.Trim('|').Split('|', StringSplitOptions.TrimEntries);
            if (cells.SequenceEqual(Columns))
                continue;
            if (cells.Length != Columns.Length)
                throw new FormatException($"{file}: {line}");
            rows.Add(new DecisionRow(section, cells[0], cells[1], new Outcome(cells[2], cells[3], cells[4], cells[5], cells[6])));
        }

        return new DecisionTable(Path.GetFileName(file), AccessMap.Build(world.Snapshot), world, rows);
    }

    public Verdict Decide(string asker, string image)
    {
        if (!asker.StartsWith("person:", StringComparison.Ordinal))
            return Map.Decide(asker.Split('/')[0], asker.Split('/')[1], image);
        var workspace = asker["person:".Length..].TrimEnd('+');
        return Map.DecideFor(workspace == "-" ? null : World.Id("workspace " + workspace), asker.EndsWith('+'), image);
    }
}

/// <summary>One row.</summary>
internal sealed record DecisionRow(string Section, string Asker, string Image, Outcome Expected);

/// <summary>A verdict in the words of the tables; '-' for nothing.</summary>
internal sealed record Outcome(string Verdict, string Reason, string Registry, string Space, string Path)
{
    public static Outcome Of(Verdict verdict) => new(
        verdict.Kind.ToWire(), verdict.Reason.ToWire(), verdict.Registry?.Name ?? "-", verdict.Space?.Name ?? "-", verdict.PathInRegistry() ?? "-");
}
