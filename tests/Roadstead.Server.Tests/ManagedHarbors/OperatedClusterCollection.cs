namespace Roadstead.Server.Tests.ManagedHarbors;

[CollectionDefinition(OperatedCluster.Collection)]
public sealed class OperatedClusterCollection : ICollectionFixture<OperatedCluster>;
