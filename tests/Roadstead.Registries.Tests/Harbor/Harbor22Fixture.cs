namespace Roadstead.Registries.Tests.Harbor;

/// <summary>A Harbor 2.2: the first with system robots, and without much that came later.</summary>
public sealed class Harbor22Fixture() : HarborFixture("2.2.0", mayBeReal: false);
