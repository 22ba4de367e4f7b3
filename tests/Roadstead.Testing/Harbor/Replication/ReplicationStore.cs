namespace Roadstead.Testing.Harbor.Replication;

/// <summary>The replication policies and their executions.</summary>
internal sealed class ReplicationStore
{
    private long lastId;

    /// <summary>Where Harbor's core would listen for its own parts.</summary>
    public const string CoreUrl = "http://127.0.0.1:8081";

    public List<ReplicationPolicyState> Policies { get; } = [];

    public List<ReplicationExecution> Executions { get; } = [];

    public long NextId() => ++lastId;
}
