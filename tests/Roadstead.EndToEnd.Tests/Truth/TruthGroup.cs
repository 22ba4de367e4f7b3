namespace Roadstead.EndToEnd.Tests.Truth;

/// <summary>The tests that share <see cref="TruthWorld"/>, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class TruthGroup : ICollectionFixture<TruthWorld>
{
    public const string Name = "truth";
}
