using Roadstead.Testing.Artifactory;

namespace Roadstead.Registries.Tests.Artifactory;

public sealed class Artifactory7ProUserFixture() : ArtifactoryFixture("7.90.5", ArtifactoryEdition.Pro, asAdmin: false);
