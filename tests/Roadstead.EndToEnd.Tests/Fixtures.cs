using Roadstead.EndToEnd.Tests;
using Roadstead.Testing.Kubernetes;

[assembly: AssemblyFixture(typeof(SharedKubernetes))]
[assembly: TestCollectionOrderer(typeof(LongestFirst))]
