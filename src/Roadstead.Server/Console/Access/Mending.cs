using Roadstead.Core.Contracts.Access;
using Roadstead.Server.Console.Components;
using Roadstead.Server.Console.Images;
using static Roadstead.Server.Console.ConsoleText;

namespace Roadstead.Server.Console.Access;

/// <summary>What a reader can do about a step that does not hold: the way to where it is mended, or whom to ask.</summary>
/// <param name="Links">The ways, the best first.</param>
/// <param name="Ask">Who may, as a text key with a place for a workspace; null when the reader may.</param>
public sealed record Mending(IReadOnlyList<MendLink> Links, string? Ask = null)
{
    private static readonly Mending Nothing = new([]);

    internal static Mending Of(AccessMend? mend, AccessView answer, string? image, NamespaceChoice choice, Reader reader)
    {
        var (cluster, ns, workspace) = (choice.Cluster!, choice.Namespace!, answer.Workspace);
        var other = Other(choice);
        return mend switch
        {
            AccessMend.ImageName => new([new(Key("Correct the name"), "#field-image", IconName.Pencil), other]),
            AccessMend.OtherImage => new([other]),
            AccessMend.Binding => Platform(reader,
                [new(Key("Bind the space"), ConsolePaths.MendBinding(cluster, ns, image ?? ""), IconName.Link) { IsDialog = true }, new(Key("All workspaces of the space"), ConsolePaths.SpaceBindings(answer.SpaceId ?? Guid.Empty), IconName.Folders) { IsDialog = true }]),
            AccessMend.Workspace => Platform(reader, [new(Key("Put it into a workspace"), ConsolePaths.MendWorkspace(cluster, ns, image ?? ""), IconName.UsersGroup) { IsDialog = true }]),
            AccessMend.Space => Platform(reader, [new(Key("Create a space"), ConsolePaths.CreateSpaceIn(answer.Registry ?? ""), IconName.Folders)]),
            AccessMend.Integration => Integration(cluster, workspace, reader),
            AccessMend.RemovedHost => Owner(answer, reader, new(Key("Hosts that stay denied"), ConsolePaths.RegistriesOf(answer.RegistryWorkspace) + "#removed-hosts", IconName.Ban)),
            AccessMend.Registry when reader.RegistryLinks(answer) is { } registry => Owner(answer, reader, new(Key("The registry's health"), registry.Overview, IconName.Database)),
            AccessMend.Identity when reader.RegistryLinks(answer) is { } registry => Owner(answer, reader, new(Key("Its pull identities"), registry.Identities, IconName.Key)),
            AccessMend.PullSecret when workspace is not null => new([new(Key("The pull secret's state"), $"{ConsolePaths.Namespaces(workspace)}?q={Uri.EscapeDataString(ns)}", IconName.Key)]),
            AccessMend.Admission => Platform(reader, [new(Key("The cluster's admission"), ConsolePaths.EditCluster(cluster), IconName.ShieldCheck)]),
            AccessMend.Cluster => Platform(reader, [new(Key("The cluster's status"), ConsolePaths.Cluster(cluster), IconName.Server2)]),
            AccessMend.Workloads => new([new(Key("Its deployments"), ConsolePaths.DeploymentsOf(cluster, ns), IconName.Rocket)]),
            _ => Nothing,
        };
    }

    /// <summary>Where nothing can be mended, or not by the reader, another image can be chosen.</summary>
    internal Mending OrOther(NamespaceChoice choice) => Links.Contains(Other(choice)) ? this : this with { Links = [.. Links, Other(choice)] };

    private static MendLink Other(NamespaceChoice choice) => new(Key("Choose another image"), ConsolePaths.ImagesOf(choice.Cluster!, choice.Namespace!), IconName.Packages);

    private static Mending Platform(Reader reader, IReadOnlyList<MendLink> links) => reader.IsPlatformAdmin ? new(links) : new([], Key("Ask a platform admin"));

    private static Mending Owner(AccessView answer, Reader reader, MendLink link) =>
        reader.MayAdminister(answer.RegistryWorkspace) ? new([link]) : new([], answer.RegistryWorkspace is null ? Key("Ask a platform admin") : Key("Ask an admin of the workspace {0}"));

    // The platform's for everybody, the workspace's own for it alone: both open it.
    private static Mending Integration(string cluster, string? workspace, Reader reader)
    {
        if (reader.IsPlatformAdmin)
            return new([new(Key("Integrate the registry"), ConsolePaths.IntegrateRegistry, IconName.Plug), new(Key("Unmanaged images of the cluster"), ConsolePaths.EditCluster(cluster), IconName.Server2)]);
        return reader.MayAdminister(workspace)
            ? new([new(Key("Integrate the registry for the workspace"), ConsolePaths.IntegrateRegistryFor(workspace), IconName.Plug)])
            : new([], workspace is null ? Key("Ask a platform admin") : Key("Ask an admin of the workspace {0}"));
    }
}
