using System.Globalization;
using Roadstead.Testing;

namespace Roadstead.EndToEnd.Tests.Kills;

/// <summary>Draws changes that the server must accept, whatever the state is.</summary>
/// <param name="random">Where the draws come from.</param>
/// <param name="platform">Registries that the platform integrates.</param>
/// <param name="own">The registry that workspaces integrate.</param>
/// <param name="login">The login of all of them.</param>
internal sealed class ChangeScript(Random random, IReadOnlyList<RegistryProxy> platform, RegistryProxy own, (string User, string Password) login)
{
    private static readonly string[] Roles = ["viewer", "editor", "admin"];
    private int counter;

    /// <summary>Ids by name, as the server told them: "space r0 team-a", "token t3".</summary>
    public IReadOnlyDictionary<string, string> Ids { get; set; } = new Dictionary<string, string>();

    /// <param name="facts">What there is.</param>
    /// <param name="asksRegistry">Only a change for which a registry is asked.</param>
    public Change Next(Facts facts, bool asksRegistry = false)
    {
        while (true)
        {
            var change = random.Next(18) switch
            {
                0 => Cluster(facts),
                1 => Workspace(facts),
                2 => User(facts),
                3 or 4 => Member(facts),
                5 or 6 => Namespace(facts),
                7 or 8 or 9 or 10 => Registry(facts),
                11 => WorkspaceRegistry(facts),
                12 or 13 => Space(facts),
                14 or 15 => Bind(facts),
                16 => BindAll(facts),
                _ => Token(facts),
            };
            if (change is not null && (!asksRegistry || change.Upstream is not null))
            {
                return change;
            }
        }
    }

    private Change? Cluster(Facts facts)
    {
        if (Free("c", 3, facts.Of("cluster")) is { } name)
        {
            return new("cluster.create", HttpMethod.Post, "/api/v1/clusters", new { name, kind = "standalone" }, [], [$"cluster {name} allow"], [$"cluster.create {name}"]);
        }

        var cluster = Pick(facts.Of("cluster"))!;
        if (random.Next(3) > 0)
        {
            var next = cluster[1] == "allow" ? "deny" : "allow";
            return new("cluster.edit", HttpMethod.Patch, $"/api/v1/clusters/{cluster[0]}", new { unmanagedImages = next }, [$"cluster {cluster[0]}"], [$"cluster {cluster[0]} {next}"], [$"cluster.edit {cluster[0]}"]);
        }

        var held = facts.Of("namespace").Where(ns => ns[0] == cluster[0]).ToList();
        return new(
            "cluster.delete", HttpMethod.Delete, $"/api/v1/clusters/{cluster[0]}", null, [$"cluster {cluster[0]}", $"namespace {cluster[0]}"], [],
            [$"cluster.delete {cluster[0]}", .. held.Select(ns => $"workspace.remove-namespace {ns[2]}/{ns[0]}/{ns[1]}")]);
    }

    private Change? Workspace(Facts facts)
    {
        if (Free("w", 3, facts.Of("workspace")) is { } name)
        {
            return new("workspace.create", HttpMethod.Post, "/api/v1/workspaces", new { name, displayName = "new" }, [], [$"workspace {name} new"], [$"workspace.create {name}"]);
        }

        var workspace = Pick(facts.Of("workspace"))!;
        var inUse = facts.Of("namespace").Any(ns => ns[2] == workspace[0]) || facts.Of("bound").Any(bound => bound[2] == workspace[0]) || facts.Of("own").Any(registry => registry[0] == workspace[0]);
        if (!inUse)
        {
            return new("workspace.delete", HttpMethod.Delete, $"/api/v1/workspaces/{workspace[0]}", null, [$"workspace {workspace[0]}", $"member {workspace[0]}", $"own-removed {workspace[0]}"], [], [$"workspace.delete {workspace[0]}"]);
        }

        var next = Fresh("display");
        return new("workspace.edit", HttpMethod.Patch, $"/api/v1/workspaces/{workspace[0]}", new { displayName = next }, [$"workspace {workspace[0]}"], [$"workspace {workspace[0]} {next}"], [$"workspace.edit {workspace[0]}"]);
    }

    private Change? User(Facts facts)
    {
        if (Free("u", 3, facts.Of("user")) is { } name)
        {
            return new("user.create", HttpMethod.Post, "/api/v1/users", new { name, password = $"password of {name}", platformRole = "user" }, [], [$"user {name} user"], [$"user.create {name}"]);
        }

        var user = Pick([.. facts.Of("user").Where(user => user[0] != "admin")])!;
        if (random.Next(2) == 0)
        {
            var memberships = facts.Of("member").Where(member => member[1] == user[0]).Select(member => $"member {member[0]} {member[1]}");
            return new("user.delete", HttpMethod.Delete, $"/api/v1/users/{user[0]}", null, [$"user {user[0]}", .. memberships], [], [$"user.delete {user[0]}"]);
        }

        var role = user[1] == "user" ? "admin" : "user";
        return new("user.edit", HttpMethod.Patch, $"/api/v1/users/{user[0]}", new { platformRole = role }, [$"user {user[0]}"], [$"user {user[0]} {role}"], [$"user.edit {user[0]}"]);
    }

    private Change? Member(Facts facts)
    {
        if (Pick(facts.Of("workspace")) is not { } workspace || Pick([.. facts.Of("user").Where(user => user[0] != "admin")]) is not { } user)
        {
            return null;
        }

        var place = $"{workspace[0]}/{user[0]}";
        var fact = $"member {workspace[0]} {user[0]}";
        var path = $"/api/v1/workspaces/{workspace[0]}/members/{user[0]}";
        var role = facts.Of("member").FirstOrDefault(member => member[0] == workspace[0] && member[1] == user[0])?[2];
        if (role is not null && random.Next(3) == 0)
        {
            return new("workspace.remove-member", HttpMethod.Delete, path, null, [fact], [], [$"workspace.remove-member {place}"]);
        }

        var next = Pick([.. Roles.Where(other => other != role)])!;
        var action = role is null ? "workspace.add-member" : "workspace.change-role";
        return new(action, HttpMethod.Put, path, new { role = next }, [fact], [$"{fact} {next}"], [$"{action} {place}"]);
    }

    private Change? Namespace(Facts facts)
    {
        if (Pick(facts.Of("cluster")) is not { } cluster || Pick(facts.Of("workspace")) is not { } workspace)
        {
            return null;
        }

        var name = Draw("n", 4);
        if (facts.Of("namespace").FirstOrDefault(ns => ns[0] == cluster[0] && ns[1] == name) is { } held)
        {
            return new(
                "workspace.remove-namespace", HttpMethod.Delete, $"/api/v1/workspaces/{held[2]}/namespaces/{held[0]}/{held[1]}", null,
                [$"namespace {held[0]} {held[1]}"], [], [$"workspace.remove-namespace {held[2]}/{held[0]}/{held[1]}"]);
        }

        return new(
            "workspace.add-namespace", HttpMethod.Put, $"/api/v1/workspaces/{workspace[0]}/namespaces/{cluster[0]}/{name}", null,
            [], [$"namespace {cluster[0]} {name} {workspace[0]}"], [$"workspace.add-namespace {workspace[0]}/{cluster[0]}/{name}"]);
    }

    private Change? Registry(Facts facts)
    {
        var index = random.Next(platform.Count);
        var (proxy, name) = (platform[index], string.Create(CultureInfo.InvariantCulture, $"r{index}"));
        var host = proxy.Url.Authority;
        if (facts.Of("registry").FirstOrDefault(registry => registry[0] == name) is not { } known)
        {
            return new(
                "registry.integrate", HttpMethod.Post, "/api/v1/registries", Integration(name, proxy), [$"removed {host}"], [$"registry {name} new {host}", $"space {name} * private"], [$"registry.integrate {name}"], proxy);
        }

        switch (random.Next(4))
        {
            case 0:
                return new(
                    "registry.remove", HttpMethod.Delete, $"/api/v1/registries/{name}", null,
                    [$"registry {name}", $"space {name}", $"bound {name}"], [$"removed {host}"], [$"registry.remove {name}"]);
            case 1:
                var display = Fresh("display");
                return new("registry.edit", HttpMethod.Patch, $"/api/v1/registries/{name}", new { displayName = display }, [$"registry {name}"], [$"registry {name} {display} {host}"], [$"registry.edit {name}"]);
            default:
                // The same password again: what changes is that it is tried, and stored anew.
                var next = Fresh("display");
                return new(
                    "registry.edit-login", HttpMethod.Patch, $"/api/v1/registries/{name}", new { displayName = next, username = login.User, password = login.Password },
                    [$"registry {name}"], [$"registry {name} {next} {known[2]}"], [$"registry.edit {name}"], proxy);
        }
    }

    private Change? WorkspaceRegistry(Facts facts)
    {
        var host = own.Url.Authority;
        if (facts.Of("own") is [var held, ..])
        {
            return new(
                "registry.remove", HttpMethod.Delete, $"/api/v1/workspaces/{held[0]}/registries/own", null, [$"own {held[0]}"], [$"own-removed {held[0]} {host}"], [$"registry.remove {held[0]}/own"]);
        }

        return Pick(facts.Of("workspace")) is { } workspace
            ? new(
                "registry.integrate", HttpMethod.Post, $"/api/v1/workspaces/{workspace[0]}/registries", Integration("own", own),
                [$"own-removed {workspace[0]} {host}"], [$"own {workspace[0]} {host}"], [$"registry.integrate {workspace[0]}/own"], own)
            : null;
    }

    private Change? Space(Facts facts)
    {
        if (Pick(facts.Of("registry")) is not { } registry)
        {
            return null;
        }

        var name = Draw("team-", 4);
        if (facts.Of("space").FirstOrDefault(space => space[0] == registry[0] && space[1] == name) is not { } known)
        {
            return new(
                "space.create", HttpMethod.Post, $"/api/v1/registries/{registry[0]}/spaces", new { name, visibility = "private" },
                [], [$"space {registry[0]} {name} private"], [$"space.create {registry[0]}/{name}"]);
        }

        var (place, path) = ($"{known[0]}/{known[1]}", $"/api/v1/spaces/{IdOf(known)}");
        if (random.Next(4) == 0)
        {
            return new("space.delete", HttpMethod.Delete, path, null, [$"space {known[0]} {known[1]}", $"bound {known[0]} {known[1]}"], [], [$"space.delete {place}"]);
        }

        var next = known[2] == "private" ? "public" : "private";
        return new("space.edit", HttpMethod.Patch, path, new { visibility = next }, [$"space {known[0]} {known[1]}"], [$"space {known[0]} {known[1]} {next}"], [$"space.edit {place}"]);
    }

    private Change? Bind(Facts facts)
    {
        if (Pick(facts.Of("space")) is not { } space || Pick(facts.Of("workspace")) is not { } workspace)
        {
            return null;
        }

        var (fact, path) = ($"bound {space[0]} {space[1]} {workspace[0]}", $"/api/v1/spaces/{IdOf(space)}/workspaces/{workspace[0]}");
        return facts.Of("bound").Any(bound => $"bound {string.Join(' ', bound)}" == fact)
            ? new("space.unbind", HttpMethod.Delete, path, null, [fact], [], [$"space.unbind {space[0]}/{space[1]} {workspace[0]}"])
            : new("space.bind", HttpMethod.Put, path, null, [], [fact], [$"space.bind {space[0]}/{space[1]} {workspace[0]}"]);
    }

    private Change? BindAll(Facts facts)
    {
        if (Pick(facts.Of("space")) is not { } space)
        {
            return null;
        }

        var before = facts.Of("bound").Where(bound => bound[0] == space[0] && bound[1] == space[1]).Select(bound => bound[2]).ToList();
        var after = facts.Of("workspace").Select(workspace => workspace[0]).Where(_ => random.Next(2) == 0).ToList();
        var place = $"{space[0]}/{space[1]}";
        return before.ToHashSet().SetEquals(after)
            ? null
            : new(
                "space.bind-list", HttpMethod.Put, $"/api/v1/spaces/{IdOf(space)}/workspaces", new { workspaces = after },
                [$"bound {space[0]} {space[1]}"], [.. after.Select(workspace => $"bound {space[0]} {space[1]} {workspace}")],
                [.. after.Except(before).Select(workspace => $"space.bind {place} {workspace}"), .. before.Except(after).Select(workspace => $"space.unbind {place} {workspace}")]);
    }

    private Change? Token(Facts facts)
    {
        if (facts.Of("token").Where(token => token[0] != "main").ToList() is { Count: > 0 } tokens && (tokens.Count > 3 || random.Next(2) == 0))
        {
            var token = Pick(tokens)![0];
            return new("token.delete", HttpMethod.Delete, $"/api/v1/tokens/{Ids[$"token {token}"]}", null, [$"token {token}"], [], [$"token.delete admin/{token}"]);
        }

        var name = Fresh("t");
        return new("token.create", HttpMethod.Post, "/api/v1/tokens", new { name, expiresInDays = 1 }, [], [$"token {name}"], [$"token.create admin/{name}"]);
    }

    private object Integration(string name, RegistryProxy proxy) =>
        new { name, displayName = "new", type = "docker-registry", url = proxy.Url.GetLeftPart(UriPartial.Authority), username = login.User, password = login.Password };

    private string IdOf(string[] space) => Ids[$"space {space[0]} {space[1]}"];

    private string Fresh(string what) => string.Create(CultureInfo.InvariantCulture, $"{what}{++counter}");

    private string Draw(string prefix, int count) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{random.Next(count)}");

    // A name that is drawn and not taken; null when it is, so that what exists is edited.
    private string? Free(string prefix, int count, IReadOnlyList<string[]> taken) =>
        Draw(prefix, count) is var name && taken.All(fact => fact[0] != name) ? name : null;

    private T? Pick<T>(IReadOnlyList<T> from)
        where T : class => from.Count == 0 ? null : from[random.Next(from.Count)];
}
