namespace Roadstead.Server.Console.Registries;

/// <summary>The pages of one registry, the platform's or a workspace's.</summary>
public sealed record RegistryLinks(string Name, string? Workspace)
{
    public string Overview => Workspace is null ? ConsolePaths.Registry(Name) : ConsolePaths.WorkspaceRegistry(Workspace, Name);

    public string Edit => Overview + "/edit";

    public string Check => Overview + "/check";

    public string Unbind => Overview + "/unbind";

    public string Identities => Overview + "/identities";

    public string RotateIdentities => Identities + "/rotate";

    /// <summary>What it holds.</summary>
    public string Images => Overview + "/images";

    /// <summary>What it told of.</summary>
    public string Events => Overview + "/events";

    /// <summary>The part of the overview that changes by itself.</summary>
    public string Live => Overview + "/live";
}
