namespace Roadstead.Registries.Tests.DockerRegistry;

public sealed class OpenDockerRegistryTests(OpenDockerRegistryFixture registry) : RegistryDriverContract(registry), IClassFixture<OpenDockerRegistryFixture>;
