namespace Roadstead.Registries.Tests.Artifactory;

public sealed class ArtifactoryJcrTests(ArtifactoryJcrFixture artifactory) : RegistryDriverContract(artifactory), IClassFixture<ArtifactoryJcrFixture>;
