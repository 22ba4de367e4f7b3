namespace Roadstead.Registries.Tests.Harbor;

/// <summary>Harbor 2.9.5, the older of the two releases that were measured.</summary>
public sealed class Harbor29Fixture() : HarborFixture("2.9.5", mayBeReal: false);
