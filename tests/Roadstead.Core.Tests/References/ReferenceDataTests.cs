using System.Text.Json;
using Roadstead.Core.References;

namespace Roadstead.Core.Tests.References;

/// <summary>The outcomes that distribution/reference itself computed (Data/references.jsonl), field by field and word by word.</summary>
public sealed class ReferenceDataTests
{
    private const int Rows = 136;

    public static TheoryData<int> Lines() => [.. Enumerable.Range(0, Rows)];

    [Fact]
    public void Data_IsWhole() => Assert.Equal(Rows, ReferenceRow.All.Count);

    [Theory]
    [MemberData(nameof(Lines))]
    public void TryParse_RowOfTheLibrary_GivesTheSame(int line)
    {
        var row = ReferenceRow.All[line];

        var ok = ImageReference.TryParse(row.Input, out var reference, out var error);

        Assert.Equal(row.Error, error);
        Assert.Equal(row.Ok, ok);
        if (!ok)
            return;
        Assert.NotNull(reference);
        Assert.Equal(row.Domain ?? "", reference.Domain);
        Assert.Equal(row.Path, reference.Path);
        Assert.Equal(row.Name, reference.Name);
        Assert.Equal(row.Tag, reference.Tag?.Value);
        Assert.Equal(row.Digest, reference.Digest?.Value);
        Assert.Equal(row.TagNameOnly, reference.TagNameOnly);
        Assert.Equal(row.Familiar, reference.Familiar);
    }

    [Theory]
    [InlineData("A_B.com/c", "repository name must be lowercase")]
    [InlineData("reg.io/x:t@SHA256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "invalid checksum digest format")]
    [InlineData("a_b:5000/c", "invalid reference format")]
    [InlineData("[]/c", "invalid reference format")]
    [InlineData("reg.io/x@", "invalid reference format")]
    [InlineData("reg.io/x@sha256+:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "invalid reference format")]
    [InlineData("reg.io/x@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaag", "invalid reference format")]
    public void TryParse_FurtherEdges_SayWhatTheLibrarySays(string text, string expected)
    {
        Assert.False(ImageReference.TryParse(text, out _, out var error));
        Assert.Equal(expected, error);
    }

    [Fact]
    public void TryParse_Null_IsNoReference()
    {
        Assert.False(ImageReference.TryParse(null, out var reference, out var error));
        Assert.Null(reference);
        Assert.Equal("invalid reference format", error);
    }

    private sealed record ReferenceRow(
        string Input, bool Ok, string? Domain, string? Path, string? Name, string? Tag, string? Digest, string? TagNameOnly, string? Familiar, string? Error)
    {
        public static IReadOnlyList<ReferenceRow> All { get; } =
        [
            .. File.ReadLines(System.IO.Path.Combine(AppContext.BaseDirectory, "Data", "references.jsonl"))
                .Where(line => line.Length > 0)
                .Select(line => JsonSerializer.Deserialize<ReferenceRow>(line, JsonSerializerOptions.Web)!),
        ];
    }
}
