using System.Text.RegularExpressions;
using Roadstead.Core.Errors;
using Roadstead.Server.Console.Languages;
using Roadstead.Server.Console.Pulls;

namespace Roadstead.EndToEnd.Tests.Walks;

/// <summary>The guide and the walks say the same: a page for each walk in each language, every picture that a walk takes and no other, and only words that the console has.</summary>
public sealed partial class GuideTests
{
    private const long MaxPictureBytes = 8_000_000;

    public static TheoryData<string> Languages => [.. Language.All.Select(language => language.Tag)];

    private static IReadOnlyList<string> Pages => [.. AllWalks.InOrder.Select(walk => walk.Name + ".md"), "README.md"];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Pages_AreThoseOfTheWalks(string language) =>
        Assert.Equal(Pages.Order(StringComparer.Ordinal), Directory.GetFiles(FolderOf(language), "*.md").Select(Path.GetFileName).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Languages))]
    public void Index_LeadsToEachPage(string language) =>
        Assert.Equal(AllWalks.InOrder.Select(walk => walk.Name + ".md").Order(StringComparer.Ordinal), Link().Matches(TextOf(language, "README.md")).Select(link => link.Groups[1].Value).Where(link => !link.Contains('/', StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Languages))]
    public void Page_ShowsThePicturesOfItsWalk_InTheOrderOfItsSteps(string language)
    {
        foreach (var walk in AllWalks.InOrder)
            Assert.Equal([walk.Name, .. walk.Pictures], [walk.Name, .. Picture().Matches(TextOf(language, walk.Name + ".md")).Select(picture => picture.Groups[1].Value)]);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Pictures_AreThoseOfTheWalks(string language) => Assert.Equal(
        AllWalks.InOrder.SelectMany(walk => walk.Pictures).Order(StringComparer.Ordinal),
        Directory.GetFiles(Path.Combine(FolderOf(language), "pictures")).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    [Fact]
    public void Pictures_AreSmall() =>
        Assert.InRange(Directory.GetFiles(Root, "*.png", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length), 1, MaxPictureBytes);

    // What a page sets in bold is to be found on the screen: a text of the console, in its language.
    [Theory]
    [MemberData(nameof(Languages))]
    public void BoldWords_AreTheConsoles(string language)
    {
        var texts = LanguageTexts.Of(Language.Chinese);
        var known = (language == Language.Chinese.Tag ? texts.Values : texts.Keys).Select(Pattern).ToList();
        var strange = Pages.SelectMany(page => Bold().Matches(TextOf(language, page)).Select(bold => (Page: page, Text: bold.Groups[1].Value)))
            .Where(bold => !known.Any(pattern => pattern.IsMatch(bold.Text))).Select(bold => $"{bold.Page}: {bold.Text}");
        Assert.Empty(strange);
    }

    [Fact]
    public void Codes_AreOfTheCatalogue_AndTheSameInBothLanguages()
    {
        var known = ErrorCodes.All.Select(code => code.Code).Concat(PullText.Reasons.Select(known => known.Reason)).ToHashSet();
        foreach (var page in Pages)
        {
            var codes = CodesOf(Language.English.Tag, page);
            Assert.Equal([page, .. codes], [page, .. CodesOf(Language.Chinese.Tag, page)]);
            Assert.All(codes, code => Assert.Contains(code, known));
        }
    }

    [Fact]
    public void Walks_HaveNamesOfTheirOwn()
    {
        Assert.Distinct(AllWalks.InOrder.Select(walk => walk.Name));
        Assert.All(AllWalks.InOrder, walk => Assert.Distinct(walk.Steps.Select(step => step.Name)));
    }

    private static string Root { get; } = RootFrom(AppContext.BaseDirectory);

    private static string RootFrom(string folder) =>
        File.Exists(Path.Combine(folder, "Roadstead.slnx")) ? Path.Combine(folder, "docs", "guide") : RootFrom(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("There is no repository around the tests."));

    private static string FolderOf(string language) => language == Language.English.Tag ? Root : Path.Combine(Root, language);

    private static string TextOf(string language, string page) => File.ReadAllText(Path.Combine(FolderOf(language), page));

    // The first column of the table of what can go wrong.
    private static IReadOnlyList<string> CodesOf(string language, string page) => [.. Code().Matches(TextOf(language, page)).Select(code => code.Groups[1].Value)];

    private static Regex Pattern(string text) => new("^" + Place().Replace(Regex.Escape(text.Trim()), ".+") + "$", RegexOptions.CultureInvariant);

    [GeneratedRegex(@"\]\(([a-z-]+\.md)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"!\[[^\]]+\]\(pictures/([a-z0-9-]+\.png)\)")]
    private static partial Regex Picture();

    [GeneratedRegex(@"\*\*([^*]+)\*\*")]
    private static partial Regex Bold();

    [GeneratedRegex(@"^\| `([a-z-]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Code();

    [GeneratedRegex(@"\\\{\d}")]
    private static partial Regex Place();
}
