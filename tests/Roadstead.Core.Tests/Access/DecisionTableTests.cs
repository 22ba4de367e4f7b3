using Roadstead.Core.Access;

namespace Roadstead.Core.Tests.Access;

/// <summary>The tables of Data/access, whose expectations are written by hand.</summary>
public sealed class DecisionTableTests
{
    private static readonly IReadOnlyList<DecisionTable> Tables =
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Data", "access"), "*.md").Order(StringComparer.Ordinal).Select(DecisionTable.Read)];

    public static TheoryData<string, string, string, string> Rows()
    {
        var rows = new TheoryData<string, string, string, string>();
        foreach (var table in Tables)
        {
            foreach (var row in table.Rows)
                rows.Add(table.Name, row.Section, row.Asker, row.Image);
        }

        return rows;
    }

    [Fact]
    public void Tables_AreWhole()
    {
        var rows = Tables.SelectMany(table => table.Rows).ToList();
        Assert.InRange(rows.Count, 150, 2000);
        Assert.Equal(
            Enum.GetValues<AccessReason>().Select(reason => reason.ToWire()).Order(StringComparer.Ordinal),
            rows.Select(row => row.Expected.Reason).Distinct().Order(StringComparer.Ordinal));
        Assert.All(Enumerable.Range(1, 7), rule => Assert.Contains(rows, row => row.Section.StartsWith($"Rule {rule}:", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Decide_RowOfATable_IsAsWritten(string table, string section, string asker, string image)
    {
        var read = Tables.Single(candidate => candidate.Name == table);
        var row = read.Rows.Single(candidate => candidate.Section == section && candidate.Asker == asker && candidate.Image == image);

        var verdict = read.Decide(asker, image);

        Assert.Equal(row.Expected, Outcome.Of(verdict));
        Assert.Equal(row.Expected.Verdict == "allowed" || row.Expected.Reason == "unmanaged-allowed", verdict.IsAllowed);
        Assert.Equal(image, verdict.Image);
        Assert.Equal(7, verdict.MapVersion);
    }

    [Fact]
    public void Decide_AllowedRowsUnderTheGateway_AreTheSameWhenTheGatewayAsks()
    {
        foreach (var table in Tables)
        {
            var under = table.Map.GatewayHost + "/";
            foreach (var row in table.Rows.Where(row => row.Image.StartsWith(under, StringComparison.Ordinal) && !row.Asker.StartsWith("person:", StringComparison.Ordinal)))
            {
                var name = row.Image[under.Length..].Split(':', '@')[0];
                var asker = row.Asker.Split('/');
                Assert.Equal(row.Expected, Outcome.Of(table.Map.DecideGateway(asker[0], asker[1], name)));
            }
        }
    }
}
