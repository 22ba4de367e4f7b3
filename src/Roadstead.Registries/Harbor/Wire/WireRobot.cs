namespace Roadstead.Registries.Harbor.Wire;

internal sealed record WireRobot
{
    public long? Id { get; init; }

    public string? Name { get; init; }

    public string? Description { get; init; }

    public string? Level { get; init; }

    public long? Duration { get; init; }

    public bool Disable { get; init; }

    public long? ExpiresAt { get; init; }

    public DateTimeOffset? CreationTime { get; init; }

    public IReadOnlyList<WirePermission>? Permissions { get; init; }
}

internal sealed record WirePermission(string? Kind, string? Namespace, IReadOnlyList<WireAccess>? Access);

internal sealed record WireAccess(string? Resource, string? Action, string? Effect = null);

internal sealed record WireMadeRobot(long Id, string? Name, string? Secret, DateTimeOffset? CreationTime, long? ExpiresAt);
