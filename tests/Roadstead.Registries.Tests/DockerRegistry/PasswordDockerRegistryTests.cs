namespace Roadstead.Registries.Tests.DockerRegistry;

public sealed class PasswordDockerRegistryTests(PasswordDockerRegistryFixture registry) : RegistryDriverContract(registry), IClassFixture<PasswordDockerRegistryFixture>;
