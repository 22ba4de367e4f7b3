using Roadstead.Architecture.Tests.Code;
using Roadstead.Architecture.Tests.Rules;

namespace Roadstead.Architecture.Tests;

public sealed class DocsRulesTests
{
    [Fact]
    public void Links_Everywhere_LeadSomewhere()
    {
        var documents = Repository.Files(".", ".md");

        Assert.Contains(documents, document => document.Path == "README.md");
        Expect.None(documents.SelectMany(document => DocsRules.Links(document, Exists)));
    }

    [Theory]
    [InlineData("[a](present.md), [b](present.md#part), ![c](present.md \"title\"), [d](https://example.org/x), [e](#part)", 0)]
    [InlineData("[a](absent.md)", 1)]
    [InlineData("![picture](images/absent.png)", 1)]
    public void Links_Sample_IsCaught(string text, int violations) =>
        Assert.Equal(violations, DocsRules.Links(new SourceFile("docs/a.md", text), path => path == "docs/present.md").Count());

    [Fact]
    public void Unlisted_Decisions_None()
    {
        var files = Repository.Files("docs/decisions", ".md");
        var index = Assert.Single(files, file => file.Name == "README.md");

        Expect.None(DocsRules.Unlisted(index, files.Where(file => file != index).Select(file => file.Name)));
    }

    [Fact]
    public void Unlisted_Sample_IsCaught() => Assert.Equal(
        ["docs/decisions/README.md does not list 0002-b.md"],
        DocsRules.Unlisted(new SourceFile("docs/decisions/README.md", "[A](0001-a.md)"), ["0001-a.md", "0002-b.md"]));

    [Fact]
    public void Decisions_NamedInSources_Exist() =>
        Expect.None(Repository.Files(".", ".cs", ".csproj", ".props", ".razor", ".sh")
            .Where(file => file.Name != "DocsRulesTests.cs")
            .SelectMany(file => DocsRules.Decisions(file, Exists)));

    [Fact]
    public void Decisions_Sample_IsCaught() => Assert.Equal(
        ["a.cs: there is no docs/decisions/0099-absent.md"],
        DocsRules.Decisions(new SourceFile("a.cs", "// docs/decisions/0001-a.md, docs/decisions/0099-absent.md"), path => path == "docs/decisions/0001-a.md"));

    [Fact]
    public void Tests_NamedInDocuments_Exist()
    {
        var documents = Repository.Files("docs", ".md");
        var sources = Repository.Files("tests", "Tests.cs");

        Assert.Contains(documents, document => document.Path == "docs/threat-model.md");
        Expect.None(documents.SelectMany(document => DocsRules.Tests(document, sources)));
    }

    [Fact]
    public void Threats_EachNamesATest() => Expect.None(DocsRules.Unproven(Assert.Single(Repository.Files("docs", ".md"), document => document.Path == "docs/threat-model.md")));

    [Fact]
    public void Tests_Sample_IsCaught() => Assert.Equal(
        ["docs/a.md: there is no test OneTests.Absent", "docs/a.md: there is no test TwoTests.Present"],
        DocsRules.Tests(new SourceFile("docs/a.md", "`OneTests.Present`, `OneTests.Absent` and `TwoTests.Present`"), [new SourceFile("tests/OneTests.cs", "public void Present() { } // Absent")]));

    [Fact]
    public void Unproven_Sample_IsCaught() => Assert.Equal(
        ["docs/a.md: no test is named for 'Second'"],
        DocsRules.Unproven(new SourceFile("docs/a.md", "# A\n## B\n### First\n`OneTests.Present`\n### Second\nnone\n## C\n`OneTests.Present`\n")));

    private static bool Exists(string path) => Path.Exists(Path.Combine(Repository.Root, path));
}
