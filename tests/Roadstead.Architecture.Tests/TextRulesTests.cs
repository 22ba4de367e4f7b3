using Roadstead.Architecture.Tests.Code;
using Roadstead.Architecture.Tests.Rules;
using Roadstead.Core.Errors;
using Roadstead.Server.Console.Languages;
using Roadstead.Server.Identity;

namespace Roadstead.Architecture.Tests;

public sealed class TextRulesTests
{
    private const string Folder = "src/Roadstead.Server/Console";

    private static readonly (string Key, string Text)[] Sample = [("All {0}", "全部 {0}"), ("Spaces", "镜像空间")];

    // Titles and remedies of the catalogue are shown as they are, and go through T; so does the answer to a wrong password.
    private static readonly HashSet<string> Used =
    [
        .. Repository.Files(Folder, ".razor", ".cs").SelectMany(TextRules.Keys),
        .. ErrorCodes.All.SelectMany(code => new[] { code.Title, code.Remedy }),
        SignInService.WrongPassword,
    ];

    public static TheoryData<string> Languages => [.. Language.All.Where(language => language != Language.English).Select(language => language.Tag)];

    [Fact]
    public void File_OfEachLanguage_IsThereAndNoOther() =>
        Assert.Equal(Languages.Select(row => $"{Folder}/ConsoleText.{row.Data}.xml"), Repository.Files(Folder, ".xml").Select(file => file.Path));

    [Theory]
    [MemberData(nameof(Languages))]
    public void Texts_OfALanguage_AreAllThereAndNoMore(string language)
    {
        var texts = TextsOf(language);
        Expect.None([
            .. TextRules.Missing(Used, texts), .. TextRules.Unused(Used, texts), .. TextRules.Places(texts), .. TextRules.Empty(texts), .. TextRules.Order(texts),
        ]);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Texts_OfALanguage_AreThoseThatTheServerShows(string language)
    {
        var texts = TextsOf(language).ToDictionary(text => text.Key, text => text.Text);
        Assert.NotEmpty(texts);
        Assert.Equivalent(texts, LanguageTexts.Of(Language.Chosen(language)!).ToDictionary(), strict: true);
    }

    [Theory]
    [InlineData("<p>@T[\"Skip to content\"]</p>", "Skip to content")]
    [InlineData("t[\"{0} is saved.\", name]", "{0} is saved.")]
    [InlineData("Kind.Other => Key(\"None: plain http\"),", "None: plain http")]
    [InlineData("@T[\"Type \\\"yes\\\"\"]", "Type \"yes\"")]
    [InlineData("@T[Name(period)] @Set[\"other\"] MonKey(\"no\")", null)]
    public void Keys_Sample_AreFound(string text, string? key) =>
        Assert.Equal(key is null ? [] : [key], TextRules.Keys(new SourceFile("a.razor", text)));

    [Fact]
    public void Texts_MadeElsewhere_AreMarked() => Expect.None(Repository.Files(Folder, ".razor", ".cs").SelectMany(TextRules.Unmarked));

    [Theory]
    [InlineData("@T[\"Spaces\"] @T[RegistryText.Type(type)] @T[step.Title]", 0)]
    [InlineData("@T[Words(state)]", 1)]
    [InlineData("T[found.Severity switch { \"low\" => \"Low\" }]", 1)]
    public void Unmarked_Sample_IsCaught(string text, int violations) =>
        Assert.Equal(violations, TextRules.Unmarked(new SourceFile("a.razor", text)).Count());

    [Fact]
    public void Sample_WithAFault_IsCaught()
    {
        Assert.Empty(TextRules.Missing(["Spaces", "All {0}", "Spaces"], Sample));
        Assert.Contains("key=\"Gone\"", Assert.Single(TextRules.Missing(["Spaces", "All {0}", "Gone"], Sample)), StringComparison.Ordinal);
        Assert.Single(TextRules.Unused(["Spaces"], Sample));
        Assert.Empty(TextRules.Places(Sample));
        Assert.Single(TextRules.Places([("All {0}", "全部"), ("Spaces", "镜像空间")]));
        Assert.Single(TextRules.Places([("Spaces", "镜像空间 {0}")]));
        Assert.Single(TextRules.Empty([("Spaces", " ")]));
        Assert.Empty(TextRules.Order(Sample));
        Assert.Single(TextRules.Order([("Spaces", "镜像空间"), ("All {0}", "全部 {0}")]));
        Assert.Single(TextRules.Order([("Spaces", "镜像空间"), ("Spaces", "空间")]));
    }

    private static IReadOnlyList<(string Key, string Text)> TextsOf(string language) =>
        TextRules.Texts(Assert.Single(Repository.Files(Folder, $"ConsoleText.{language}.xml")));
}
