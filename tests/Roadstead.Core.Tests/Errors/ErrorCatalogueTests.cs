using System.Text.RegularExpressions;
using Roadstead.Core.Errors;

namespace Roadstead.Core.Tests.Errors;

public sealed partial class ErrorCatalogueTests
{
    [Fact]
    public void Page_InTheRepository_IsTheCatalogue()
    {
        var file = Path.Combine(Root(AppContext.BaseDirectory), "docs", "errors.md");
        if (Environment.GetEnvironmentVariable("ROADSTEAD_WRITE_DOCS") == "true")
            File.WriteAllText(file, ErrorTable.ToMarkdown());

        Assert.Equal(ErrorTable.ToMarkdown(), File.ReadAllText(file).ReplaceLineEndings("\n"));
    }

    [Fact]
    public void ToMarkdown_HoldsEachCodeOnce()
    {
        var page = ErrorTable.ToMarkdown();
        Assert.All(ErrorCodes.All, code => Assert.Equal(2, page.Split($"| `{code.Code}` | {code.Status} |").Length));
    }

    [Fact]
    public void Codes_AreUniqueWellFormedAndHaveARemedy()
    {
        Assert.NotEmpty(ErrorCodes.All);
        Assert.Equal(ErrorCodes.All.Count, ErrorCodes.All.Select(code => code.Code).Distinct().Count());
        Assert.All(ErrorCodes.All, code =>
        {
            Assert.Matches(KebabCase(), code.Code);
            Assert.InRange(code.Status, 400, 599);
            Assert.NotEmpty(code.Title);
            Assert.EndsWith(".", code.Remedy, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("credentials-required", 422)]
    [InlineData("credentials-rejected", 422)]
    [InlineData("admin-required", 422)]
    [InlineData("registry-unreachable", 422)]
    [InlineData("tls-untrusted", 422)]
    [InlineData("wrong-type", 422)]
    [InlineData("address-not-allowed", 422)]
    [InlineData("own-identity", 422)]
    [InlineData("capability-missing", 422)]
    [InlineData("kubeconfig-unsupported", 422)]
    [InlineData("name-taken", 409)]
    [InlineData("host-already-integrated", 409)]
    [InlineData("host-used-by-workspaces", 409)]
    [InlineData("space-exists", 409)]
    [InlineData("workspace-in-use", 409)]
    [InlineData("namespace-in-other-workspace", 409)]
    [InlineData("impact-not-acknowledged", 409)]
    [InlineData("workspace-not-found", 404)]
    [InlineData("image-not-allowed", 403)]
    public void Codes_OfTheContract_KeepTheirStatus(string code, int status) =>
        Assert.Equal(status, Assert.Single(ErrorCodes.All, known => known.Code == code).Status);

    private static string Root(string folder) =>
        File.Exists(Path.Combine(folder, "Roadstead.slnx")) ? folder : Root(Path.GetDirectoryName(folder)!);

    [GeneratedRegex("^[a-z]+(-[a-z]+)*$")]
    private static partial Regex KebabCase();
}
