namespace Roadstead.Server.Tests.Admission;

/// <summary>Tests that share the lab take turns: admission is one switch for the whole cluster.</summary>
[CollectionDefinition(Name)]
public sealed class AdmissionLabTests : ICollectionFixture<AdmissionLab>
{
    public const string Name = "admission lab";
}
