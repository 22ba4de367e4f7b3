using Roadstead.Core.Contracts.ManagedHarbors;
using Roadstead.Core.Errors;

namespace Roadstead.Server.Console.ManagedHarbors;

/// <summary>Whether a cluster has what a Harbor needs.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Checks">Each of them, in the order in which they are mended.</param>
/// <param name="Problem">Why nobody could look.</param>
public sealed record PrerequisitesModel(string Cluster, IReadOnlyList<PrerequisiteView> Checks, Problem? Problem = null)
{
    // What somebody may bring themselves is no reason not to begin.
    private const string DatabaseOperator = "database-operator";
    private const string RedisOperator = "redis-operator";

    /// <summary>True when a Harbor can be made there.</summary>
    public bool IsFit => Problem is null && Checks.All(check => check.Ok || check.Name is DatabaseOperator or RedisOperator);

    public bool HasDatabaseOperator => Holds(DatabaseOperator);

    public bool HasRedisOperator => Holds(RedisOperator);

    public int Missing => Checks.Count(check => !check.Ok);

    private bool Holds(string name) => Checks.Any(check => check.Name == name && check.Ok);
}
