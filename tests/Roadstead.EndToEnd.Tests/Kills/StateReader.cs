using System.Text.Json.Nodes;
using Roadstead.Testing;

namespace Roadstead.EndToEnd.Tests.Kills;

/// <summary>What the server says that it stores, through its API alone.</summary>
internal sealed class StateReader(ApiClient api)
{
    /// <summary>Ids of spaces and tokens by name.</summary>
    public Dictionary<string, string> Ids { get; private set; } = [];

    public async Task<Facts> ReadAsync(CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        foreach (var cluster in await api.ListAsync("/api/v1/clusters", cancellationToken))
        {
            lines.Add($"cluster {cluster["name"]} {cluster["unmanagedImages"]}");
            var namespaces = await api.ListAsync($"/api/v1/clusters/{cluster["name"]}/namespaces", cancellationToken);
            lines.AddRange(namespaces.Select(ns => $"namespace {cluster["name"]} {ns["namespace"]} {ns["workspace"]}"));
            Assert.Equal(namespaces.Count, cluster["namespaceCount"]!.GetValue<int>());
        }

        foreach (var workspace in await api.ListAsync("/api/v1/workspaces", cancellationToken))
        {
            lines.Add($"workspace {workspace["name"]} {workspace["displayName"]}");
            var path = $"/api/v1/workspaces/{workspace["name"]}";
            lines.AddRange((await api.ListAsync($"{path}/members", cancellationToken)).Select(member => $"member {workspace["name"]} {member["user"]} {member["role"]}"));
            lines.AddRange((await api.ListAsync($"{path}/registries", cancellationToken)).Select(registry => $"own {workspace["name"]} {Host(registry)}"));
            lines.AddRange((await api.ListAsync($"{path}/removed-hosts", cancellationToken)).Select(host => $"own-removed {workspace["name"]} {host["host"]}"));
        }

        lines.AddRange((await api.ListAsync("/api/v1/users", cancellationToken)).Select(user => $"user {user["name"]} {user["platformRole"]}"));
        lines.AddRange((await api.ListAsync("/api/v1/registries", cancellationToken)).Select(registry => $"registry {registry["name"]} {registry["displayName"]} {Host(registry)}"));
        lines.AddRange((await api.ListAsync("/api/v1/removed-hosts", cancellationToken)).Select(host => $"removed {host["host"]}"));
        lines.AddRange(await ReadNamedAsync(cancellationToken));
        return new Facts(lines);
    }

    /// <summary>Reads what has ids: spaces with their bindings, and tokens.</summary>
    public async Task<IReadOnlyList<string>> ReadNamedAsync(CancellationToken cancellationToken)
    {
        var (lines, ids) = (new List<string>(), new Dictionary<string, string>());
        foreach (var space in await api.ListAsync("/api/v1/spaces", cancellationToken))
        {
            lines.Add($"space {space["registry"]} {space["name"]} {space["visibility"]}");
            lines.AddRange(space["workspaces"]!.AsArray().Select(workspace => $"bound {space["registry"]} {space["name"]} {workspace!["name"]}"));
            ids[$"space {space["registry"]} {space["name"]}"] = space["id"]!.GetValue<string>();
        }

        foreach (var token in await api.ListAsync("/api/v1/tokens", cancellationToken))
        {
            lines.Add($"token {token["name"]}");
            ids[$"token {token["name"]}"] = token["id"]!.GetValue<string>();
        }

        Ids = ids;
        return lines;
    }

    /// <summary>The audit as "action object", sorted; who took a secret changes nothing and is left out.</summary>
    public async Task<IReadOnlyList<string>> ReadAuditAsync(CancellationToken cancellationToken) =>
        [.. (await api.ListAsync("/api/v1/audit", cancellationToken)).Select(row => $"{row["action"]} {row["object"]}").Where(line => !line.StartsWith("pull-identity.read", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private static string Host(JsonNode registry) => new Uri(registry["url"]!.GetValue<string>()).Authority;
}
