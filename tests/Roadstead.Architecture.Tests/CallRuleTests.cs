using Roadstead.Architecture.Tests.Code;
using Roadstead.Architecture.Tests.Rules;

namespace Roadstead.Architecture.Tests;

public sealed class CallRuleTests
{
    [Fact]
    public void Time_Product_ComesFromTimeProvider() => Expect.None(CallRule.Time.Violations(Product.All));

    [Fact]
    public void Http_Product_ComesFromDistribution() => Expect.None(CallRule.Http.Violations(Product.All));

    [Fact]
    public void Save_Product_IsChangeServicesAlone() => Expect.None(CallRule.Save.Violations(Product.All));

    [Fact]
    public void Bulk_Product_IsStoragesAlone() => Expect.None(CallRule.Bulk.Violations(Product.All));

    [Fact]
    public void Time_Sample_IsCaught() => Assert.Equal(["Roadstead.Server.Spaces.SampleSpaces"], Culprits(CallRule.Time));

    // The client of Registries.Distribution is where it belongs.
    [Fact]
    public void Http_Sample_IsCaught() => Assert.Equal(["Roadstead.Server.Spaces.SampleSpaces"], Culprits(CallRule.Http).Distinct());

    // The users of Identity are where they belong.
    [Fact]
    public void Save_Sample_IsCaught() => Assert.Equal(["Roadstead.Server.Spaces.SampleSpaces"], Culprits(CallRule.Save));

    [Fact]
    public void Bulk_Sample_IsCaught() => Assert.Equal(["Roadstead.Server.Spaces.SampleSpaces"], Culprits(CallRule.Bulk));

    private static IEnumerable<string> Culprits(CallRule rule) => rule.Violations(Product.Samples).Select(violation => violation.Split(' ')[0]);
}
