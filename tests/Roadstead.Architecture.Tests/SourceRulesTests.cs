using Roadstead.Architecture.Tests.Code;
using Roadstead.Architecture.Tests.Rules;

namespace Roadstead.Architecture.Tests;

public sealed class SourceRulesTests
{
    private static readonly IReadOnlyList<SourceFile> Source = Repository.Files("src", ".cs");

    private static readonly IReadOnlyList<SourceFile> Tests = Repository.Files("tests", ".cs");

    private static readonly IReadOnlyList<SourceFile> Pages = Repository.Files("src", ".razor");

    [Fact]
    public void Namespace_Everywhere_EqualsTheFolder() => Expect.None(Source.Concat(Tests).SelectMany(SourceRules.Namespace));

    [Theory]
    [InlineData("src/Roadstead.Server/Http/Paging.cs", "namespace Roadstead.Server.Http;", 0)]
    [InlineData("src/Roadstead.Server/Http/Paging.cs", "namespace Roadstead.Server;", 1)]
    public void Namespace_Sample_IsCaught(string path, string text, int violations) =>
        Assert.Equal(violations, SourceRules.Namespace(new SourceFile(path, text)).Count());

    [Fact]
    public void FileName_Everywhere_EqualsTheType() => Expect.None(Source.Concat(Tests).SelectMany(SourceRules.FileName));

    [Theory]
    [InlineData("public sealed record Paging(int Limit);", 0)]
    [InlineData("internal static partial class Paging\n{\n}\n\ninternal enum Direction\n{\n}\n", 0)]
    [InlineData("public sealed class Pages\n{\n}\n", 1)]
    [InlineData("public sealed class Paging\n{\n}\n\npublic enum Direction\n{\n}\n", 1)]
    public void FileName_Sample_IsCaught(string text, int violations) =>
        Assert.Equal(violations, SourceRules.FileName(new SourceFile("src/Roadstead.Server/Http/Paging.cs", text)).Count());

    [Fact]
    public void Length_Everywhere_IsBounded() => Expect.None(Source.Concat(Tests).Concat(Pages).SelectMany(SourceRules.Length));

    [Theory]
    [InlineData("src/Roadstead.Core/Long.cs", 400, 0)]
    [InlineData("src/Roadstead.Core/Long.cs", 401, 1)]
    [InlineData("tests/Roadstead.Core.Tests/LongTests.cs", 500, 0)]
    [InlineData("tests/Roadstead.Core.Tests/LongTests.cs", 501, 1)]
    public void Length_Sample_IsCaught(string path, int lines, int violations) =>
        Assert.Equal(violations, SourceRules.Length(new SourceFile(path, new string('\n', lines))).Count());

    [Fact]
    public void EmptyCatch_Everywhere_None() => Expect.None(Source.Concat(Tests).SelectMany(SourceRules.EmptyCatch));

    [Theory]
    [InlineData("catch { Log(); }", 0)]
    [InlineData("catch (IOException e) when (e.HResult == 1)\n{\n    // Gone already, which is what was wanted.\n}", 0)]
    [InlineData("catch (IOException e) when (Read(e, of(1)) is { } failure)\n{\n    return failure;\n}", 0)]
    [InlineData("cat" + "ch { }", 1)]
    [InlineData("cat" + "ch (IOException e) when (e.HResult == 1)\n{\n}", 1)]
    public void EmptyCatch_Sample_IsCaught(string text, int violations) =>
        Assert.Equal(violations, SourceRules.EmptyCatch(new SourceFile("a.cs", text)).Count());

    [Fact]
    public void WaitingByTheClock_InTests_None() => Expect.None(Tests.SelectMany(SourceRules.WaitingByTheClock));

    [Theory]
    [InlineData("await Eventually.TrueAsync(() => ready);", 0)]
    [InlineData("// Task" + ".Delay(1) would race", 0)]
    [InlineData("await Task" + ".Delay(100);", 1)]
    [InlineData("Thread" + ".Sleep(100);", 1)]
    public void WaitingByTheClock_Sample_IsCaught(string text, int violations) =>
        Assert.Equal(violations, SourceRules.WaitingByTheClock(new SourceFile("tests/a.cs", text)).Count());

    [Fact]
    public void InlineScript_InPages_None() => Expect.None(Pages.SelectMany(SourceRules.InlineScript));

    [Theory]
    [InlineData("<script src=\"/lib/htmx.js\" defer></script><button hx-post=\"/a\" content=\"x\">", 0)]
    [InlineData("<script>alert(1)</script>", 1)]
    [InlineData("<button onclick=\"alert(1)\">", 1)]
    [InlineData("<button hx-on:click=\"alert(1)\">", 1)]
    [InlineData("<a href=\"javascript:alert(1)\">", 1)]
    public void InlineScript_Sample_IsCaught(string text, int violations) =>
        Assert.Equal(violations, SourceRules.InlineScript(new SourceFile("a.razor", text)).Count());

    [Fact]
    public void LeftUndone_Everywhere_None() =>
        Expect.None(Source.Concat(Tests).Concat(Pages).Concat(Repository.Files("eng", ".sh")).SelectMany(SourceRules.LeftUndone));

    [Theory]
    [InlineData("// The list is TO" + "DO.", 1)]
    [InlineData("throw new NotImplemented" + "Exception();", 1)]
    [InlineData("// Nothing left.", 0)]
    public void LeftUndone_Sample_IsCaught(string text, int violations) =>
        Assert.Equal(violations, SourceRules.LeftUndone(new SourceFile("a.cs", text)).Count());
}
