namespace Roadstead.Registries.Tests.Artifactory;

public sealed class Artifactory7ProTests(Artifactory7ProFixture artifactory) : RegistryDriverContract(artifactory), IClassFixture<Artifactory7ProFixture>;
