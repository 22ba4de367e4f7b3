using Roadstead.Architecture.Tests.Code;
using Roadstead.Architecture.Tests.Rules;

namespace Roadstead.Architecture.Tests;

public sealed class TypeRulesTests
{
    [Fact]
    public void Sealed_Product_Holds() => Expect.None(TypeRules.Sealed(Product.All));

    [Fact]
    public void Sealed_Sample_IsCaught() =>
        Assert.Equal(["Roadstead.Server.Http.SampleOpen is not sealed, and nothing derives from it"], TypeRules.Sealed(Product.Samples));

    [Fact]
    public void Suffixes_Product_Holds() => Expect.None(TypeRules.Suffixes(Product.All));

    [Fact]
    public void Suffixes_Sample_IsCaught() =>
        Assert.Equal(["Roadstead.Server.Http.SampleSpaceHelper ends in Helper, which says nothing: name its role"], TypeRules.Suffixes(Product.Samples));

    [Fact]
    public void CancellationLast_Product_Holds() => Expect.None(TypeRules.CancellationLast(Product.All));

    [Fact]
    public void CancellationLast_Sample_IsCaught() => Assert.Equal(
        [
            "Roadstead.Server.Http.SampleOpen.LoadAsync takes no CancellationToken as its last parameter",
            "Roadstead.Server.Http.ISampleLoader.ReadAllAsync takes no CancellationToken as its last parameter",
        ],
        TypeRules.CancellationLast(Product.Samples));

    [Fact]
    public void Vendor_Product_KeepsItsWireToItself() => Expect.None(VendorRule.Violations(Product.All));

    [Fact]
    public void Vendor_Sample_IsCaught() => Assert.Equal(
        [
            "Roadstead.Registries.Harbor.SampleProject is a shape of the vendor's wire and must not be public",
            "Roadstead.Registries.Harbor.SampleRobot is a shape of the vendor's wire and must not be public",
            "Roadstead.Registries.SampleReader uses Roadstead.Registries.Harbor.SampleLabel, which belongs to Roadstead.Registries.Harbor alone",
        ],
        VendorRule.Violations(Product.Samples));
}
