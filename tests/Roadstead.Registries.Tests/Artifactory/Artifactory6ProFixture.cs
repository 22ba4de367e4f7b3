using Roadstead.Testing.Artifactory;

namespace Roadstead.Registries.Tests.Artifactory;

public sealed class Artifactory6ProFixture() : ArtifactoryFixture("6.23.42", ArtifactoryEdition.Pro, asAdmin: true);
