namespace Roadstead.Core.Contracts.ManagedHarbors;

/// <summary>Something that a cluster needs before a Harbor can be made in it.</summary>
/// <param name="Name">A code: cluster, rights, harbor-operator-types, harbor-operator, cert-manager, database-operator, redis-operator, namespace, name.</param>
/// <param name="Ok">Whether it is there.</param>
/// <param name="Message">What was found; when it is missing, what to install or do.</param>
public sealed record PrerequisiteView(string Name, bool Ok, string Message);
