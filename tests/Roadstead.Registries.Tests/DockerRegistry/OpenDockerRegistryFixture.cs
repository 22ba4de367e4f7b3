using Roadstead.Testing;

namespace Roadstead.Registries.Tests.DockerRegistry;

/// <summary>Without a password. Its small catalog pages make every list one of several pages.</summary>
public sealed class OpenDockerRegistryFixture() : DockerRegistryFixture(new DockerRegistrySettings { CatalogMaxEntries = 3 });
