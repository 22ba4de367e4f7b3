namespace Roadstead.Registries.Tests.Artifactory;

public sealed class Artifactory6ProTests(Artifactory6ProFixture artifactory) : RegistryDriverContract(artifactory), IClassFixture<Artifactory6ProFixture>;
