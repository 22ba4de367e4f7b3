using Roadstead.Testing.Kubernetes;

[assembly: AssemblyFixture(typeof(SharedKubernetes))]
