namespace Roadstead.Testing.Artifactory.Security;

/// <summary>A group of users.</summary>
public sealed class ArtifactoryGroup(string name)
{
    public string Name => name;

    public string Description { get; set; } = "";

    public bool AutoJoin { get; set; }

    public bool AdminPrivileges { get; set; }
}
