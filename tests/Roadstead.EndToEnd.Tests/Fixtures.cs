using Roadstead.EndToEnd.Tests;
using Roadstead.EndToEnd.Tests.Console;
using Roadstead.Testing.Kubernetes;

[assembly: AssemblyFixture(typeof(SharedChromium))]
[assembly: AssemblyFixture(typeof(SharedKubernetes))]
[assembly: TestCollectionOrderer(typeof(LongestFirst))]
