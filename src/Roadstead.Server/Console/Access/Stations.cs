using Roadstead.Core.Contracts.Access;
using Roadstead.Server.Console.Components;
using Roadstead.Server.Console.Images;
using static Roadstead.Server.Console.ConsoleText;

namespace Roadstead.Server.Console.Access;

/// <summary>Puts the steps of an explanation where they belong on the way: namespace, workspace, binding, space, registry, delivery, pods.</summary>
internal static class Stations
{
    internal static IReadOnlyList<Station> Of(AccessView answer, NamespaceChoice choice, Reader reader)
    {
        var (cluster, ns) = (choice.Cluster!, choice.Namespace!);
        var workspace = answer.Workspace;
        Station[] way =
        [
            new("namespace", Key("Namespace"), IconName.Box, $"{cluster} / {ns}", NamespacePage(cluster, workspace, reader), []) { Ok = answer.Mend == AccessMend.Cluster ? false : true },
            new("workspace", Key("Workspace"), IconName.UsersGroup, workspace ?? Key("none"), workspace is not null && reader.MayLookInto(workspace) ? ConsolePaths.Workspace(workspace) : null, Take(answer, "workspace")) { IsWord = workspace is null },
            new("binding", Key("Binding"), IconName.Link, BindingWord(answer), reader.IsPlatformAdmin && answer.SpaceId is { } id ? ConsolePaths.SpaceBindings(id) : null, Take(answer, "binding", "includes")) { IsWord = true },
            new("space", Key("Space"), IconName.Folders, answer.Space ?? Key("none"), reader is { IsPlatformAdmin: true } && answer is { Space: not null, Registry: { } of } ? ConsolePaths.SpacesOf(of) : null, Take(answer, "space")) { IsWord = answer.Space is null },
            new("registry", Key("Registry"), IconName.Database, answer.Registry ?? Key("none"), reader.RegistryPage(answer), Take(answer, "reference", "registry", "registry-healthy", "image")) { IsWord = answer.Registry is null },
            new("delivery", Key("Delivery"), IconName.Key, null, workspace is not null && reader.MayLookInto(workspace) ? ConsolePaths.Namespaces(workspace) : null, Take(answer, "identity", "secret", "service-account", "admission")),
            new("pods", Key("Pods"), IconName.Rocket, null, answer.Steps.Any(step => step.Check == "pods") ? ConsolePaths.DeploymentsOf(cluster, ns) : null, [.. Take(answer, "pods"), .. Unplaced(answer)]),
        ];
        var stop = Array.FindIndex(way, station => station.Ok == false);
        if (stop >= 0)
            way[stop] = way[stop] with { IsStop = true };
        return way;
    }

    private static readonly string[] Known = ["workspace", "binding", "includes", "space", "reference", "registry", "registry-healthy", "image", "identity", "secret", "service-account", "admission", "pods"];

    private static IReadOnlyList<AccessStep> Take(AccessView answer, params string[] checks) => [.. answer.Steps.Where(step => checks.Contains(step.Check)).OrderBy(step => Array.IndexOf(checks, step.Check))];

    // A step that is new to this page is shown at the end, not lost.
    private static IEnumerable<AccessStep> Unplaced(AccessView answer) => answer.Steps.Where(step => !Known.Contains(step.Check));

    private static string? NamespacePage(string cluster, string? workspace, Reader reader) =>
        workspace is not null && reader.MayLookInto(workspace) ? ConsolePaths.Namespaces(workspace) : reader.IsPlatformAdmin ? ConsolePaths.Cluster(cluster) : null;

    private static string BindingWord(AccessView answer) => answer.Reason switch
    {
        "bound" => Key("bound"),
        "not-bound" => Key("missing"),
        "public" or "workspace-registry" => Key("not needed"),
        _ => Key("none"),
    };
}
