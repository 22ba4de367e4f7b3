namespace Roadstead.Registries.Tests.Harbor;

/// <summary>Harbor 2.15.2, the newer of the two releases that were measured; or the real Harbor that the environment names, whatever its release.</summary>
public sealed class Harbor215Fixture() : HarborFixture("2.15.2", mayBeReal: true);
