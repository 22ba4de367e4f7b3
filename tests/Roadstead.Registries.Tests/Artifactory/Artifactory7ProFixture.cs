using Roadstead.Testing.Artifactory;

namespace Roadstead.Registries.Tests.Artifactory;

public sealed class Artifactory7ProFixture() : ArtifactoryFixture("7.90.5", ArtifactoryEdition.Pro, asAdmin: true);
