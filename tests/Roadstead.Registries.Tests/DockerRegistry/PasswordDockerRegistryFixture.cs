using Roadstead.Testing;

namespace Roadstead.Registries.Tests.DockerRegistry;

/// <summary>With a password.</summary>
public sealed class PasswordDockerRegistryFixture() : DockerRegistryFixture(new DockerRegistrySettings { Username = "robot", Password = "s3cret: with a colon" });
