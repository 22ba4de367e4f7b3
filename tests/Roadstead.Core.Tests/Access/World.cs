using System.Globalization;
using Roadstead.Core.Access;

namespace Roadstead.Core.Tests.Access;

/// <summary>A snapshot written in words: the World block of the files in Data/access.</summary>
internal sealed class World
{
    private readonly Dictionary<string, Guid> ids = [];
    private readonly List<ClusterRow> clusters = [];
    private readonly List<WorkspaceRow> workspaces = [];
    private readonly List<NamespaceRow> namespaces = [];
    private readonly List<RegistryRow> registries = [];
    private readonly List<SpaceRow> spaces = [];
    private readonly List<BindingRow> bindings = [];
    private readonly List<RemovedHostRow> removed = [];
    private string gateway = "";

    public AccessSnapshot Snapshot =>
        new(7, gateway, [.. clusters], [.. workspaces], [.. namespaces], [.. registries], [.. spaces], [.. bindings], [.. removed]);

    public static World Parse(IEnumerable<string> lines)
    {
        var world = new World();
        foreach (var line in lines)
        {
            if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var kind, .. var words])
                world.Add(kind, words);
        }

        return world;
    }

    /// <summary>One id per name, the same throughout the world.</summary>
    public Guid Id(string name)
    {
        if (!ids.TryGetValue(name, out var id))
            ids[name] = id = new Guid(ids.Count + 1, 0, 0, new byte[8]);
        return id;
    }

    private void Add(string kind, string[] words)
    {
        switch (kind, words)
        {
            case ("gateway", [var host]):
                gateway = host;
                break;
            case ("cluster", [var name, "unmanaged=allow" or "unmanaged=deny"]):
                clusters.Add(new ClusterRow(name, words[1] == "unmanaged=allow"));
                break;
            case ("workspace", [var name]):
                workspaces.Add(new WorkspaceRow(Id("workspace " + name), name));
                break;
            case ("namespace", [var name, "of", var workspace]):
                namespaces.Add(new NamespaceRow(name.Split('/')[0], name.Split('/')[1], Id("workspace " + workspace)));
                break;
            case ("registry", [var name, "hosts", .. var rest]):
                AddRegistry(name, rest);
                break;
            case ("space", [var name, "public" or "private", .. var rest]):
                AddSpace(name, words[1] == "public", rest);
                break;
            case ("removed", [var host, "was", var name, .. var rest]):
                removed.Add(new RemovedHostRow(host, name, rest is ["of", var workspaceOf] ? Id("workspace " + workspaceOf) : null));
                break;
            default:
                throw new FormatException($"No line of a world: {kind} {string.Join(' ', words)}");
        }
    }

    private void AddRegistry(string name, string[] rest)
    {
        var pull = Array.IndexOf(rest, "pull");
        var workspace = name.Contains(':') ? name.Split(':')[0] : null;
        registries.Add(new RegistryRow(
            Id("registry " + name), name.Split(':')[^1], workspace is null ? null : Id("workspace " + workspace),
            [.. rest[..pull].Select(Host)], rest[pull + 1], rest[^1] == "exclusive"));
    }

    private static ImageHost Host(string text)
    {
        var parts = text.Split('=');
        var port = parts[0].Split('!');
        return new ImageHost(port[0], parts.Length > 1 ? parts[1] : "", port.Length > 1 ? int.Parse(port[1], CultureInfo.InvariantCulture) : 443);
    }

    private static IEnumerable<string> After(string[] words, string word) =>
        words.SkipWhile(text => text != word).Skip(1).TakeWhile(text => text is not ("bound" or "includes" or "aliases"));

    private void AddSpace(string name, bool isPublic, string[] rest)
    {
        var registry = name[..name.IndexOf('/')];
        var space = name[(registry.Length + 1)..];
        spaces.Add(new SpaceRow(Id("space " + name), Id("registry " + registry), space, space == "*" ? "" : space, isPublic)
        {
            Includes = [.. After(rest, "includes")],
            Aliases = [.. After(rest, "aliases")],
        });
        foreach (var workspace in After(rest, "bound"))
            bindings.Add(new BindingRow(Id("space " + name), Id("workspace " + workspace)));
    }
}
