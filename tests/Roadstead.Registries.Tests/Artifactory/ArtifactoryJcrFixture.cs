using Roadstead.Testing.Artifactory;

namespace Roadstead.Registries.Tests.Artifactory;

public sealed class ArtifactoryJcrFixture() : ArtifactoryFixture("7.46.11", ArtifactoryEdition.Jcr, asAdmin: true);
