namespace Roadstead.Registries.Tests.Artifactory;

public sealed class Artifactory7ProUserTests(Artifactory7ProUserFixture artifactory) : RegistryDriverContract(artifactory), IClassFixture<Artifactory7ProUserFixture>;
