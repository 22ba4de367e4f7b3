using Roadstead.Core.Errors;
using Roadstead.Server.Console.Languages;
using Roadstead.Server.Console.Pulls;

namespace Roadstead.EndToEnd.Tests.Walks;

/// <summary>The guide and the walks say the same: a page for each walk in each language, every picture that a walk takes and no other, and only words that the console has.</summary>
public sealed class GuideTests
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
        Assert.Equal(AllWalks.InOrder.Select(walk => walk.Name + ".md").Order(StringComparer.Ordinal), PageOf(language, "README.md").Links.Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Languages))]
    public void Page_ShowsThePicturesOfItsWalk_InTheOrderOfItsSteps(string language)
    {
        foreach (var walk in AllWalks.InOrder)
            Assert.Equal([walk.Name, .. walk.Pictures], [walk.Name, .. PageOf(language, walk.Name + ".md").Pictures]);
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
        IReadOnlyList<string> known = [.. language == Language.Chinese.Tag ? texts.Values : texts.Keys];
        Assert.Empty(Pages.SelectMany(page => PageOf(language, page).BoldBesides(known).Select(bold => $"{page}: {bold}")));
    }

    [Fact]
    public void Codes_AreOfTheCatalogue_AndTheSameInBothLanguages()
    {
        var known = ErrorCodes.All.Select(code => code.Code).Concat(PullText.Reasons.Select(known => known.Reason)).ToHashSet();
        foreach (var page in Pages)
        {
            var codes = PageOf(Language.English.Tag, page).Codes;
            Assert.Equal([page, .. codes], [page, .. PageOf(Language.Chinese.Tag, page).Codes]);
            Assert.All(codes, code => Assert.Contains(code, known));
        }
    }

    [Fact]
    public void Sample_IsReadWhole()
    {
        var page = new GuidePage("1. Press **Edit {x}** and **Nowhere** ([a](other.md), [b](../b.md)).\n\n   ![What](pictures/a-b.png)\n\n| `not-found` | `other` |\n");
        Assert.Equal(["other.md"], page.Links);
        Assert.Equal(["a-b.png"], page.Pictures);
        Assert.Equal(["not-found"], page.Codes);
        Assert.Equal(["Nowhere"], page.BoldBesides(["Edit {0}", "Now"]));
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

    private static GuidePage PageOf(string language, string page) => new(File.ReadAllText(Path.Combine(FolderOf(language), page)));
}
