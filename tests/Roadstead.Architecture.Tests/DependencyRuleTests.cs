using Roadstead.Architecture.Tests.Code;
using Roadstead.Architecture.Tests.Rules;

namespace Roadstead.Architecture.Tests;

public sealed class DependencyRuleTests
{
    public static TheoryData<string> Namespaces => [.. DependencyRule.All.Select(rule => rule.From)];

    [Theory]
    [MemberData(nameof(Namespaces))]
    public void Product_MentionsNothingForbidden(string from) => Expect.None(RuleOf(from).Violations(Product.All));

    [Theory]
    [InlineData("Roadstead.Core", "Roadstead.Core.Access.SampleDecision uses Roadstead.Registries.Distribution.SampleClient")]
    [InlineData("Roadstead.Kubernetes", "Roadstead.Kubernetes.Objects.SampleObject uses Roadstead.Registries.Distribution.SampleClient")]
    [InlineData("Roadstead.Registries", "Roadstead.Registries.Distribution.SampleClient uses Microsoft.AspNetCore.Http.HttpContext")]
    [InlineData("Roadstead.Server.Admission", "Roadstead.Server.Admission.SampleDoor uses Roadstead.Server.Storage.SampleStore")]
    [InlineData("Roadstead.Server.Tokens", "Roadstead.Server.Tokens.SampleDoor uses Roadstead.Server.Storage.SampleStore")]
    [InlineData("Roadstead.Server.Gateway", "Roadstead.Server.Gateway.SampleDoor uses Roadstead.Server.Storage.SampleStore")]
    [InlineData("Roadstead.Server.PullSecrets", "Roadstead.Server.PullSecrets.SampleDoor uses Roadstead.Server.Storage.SampleStore")]
    [InlineData("Roadstead.Server.Console", "Roadstead.Server.Console.SamplePage uses Roadstead.Server.Storage.SampleStore")]
    public void Sample_IsCaught(string from, string violation) =>
        Assert.Contains(RuleOf(from).Violations(Product.Samples), found => found.StartsWith(violation, StringComparison.Ordinal));

    [Fact]
    public void Samples_ThereIsOneForEachRule() =>
        Assert.All(DependencyRule.All, rule => Assert.NotEmpty(rule.Violations(Product.Samples)));

    private static DependencyRule RuleOf(string from) => DependencyRule.All.Single(rule => rule.From == from);
}
