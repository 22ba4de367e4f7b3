namespace Roadstead.Testing.Artifactory.Security;

/// <summary>A user.</summary>
public sealed class ArtifactoryUser(string name)
{
    public string Name => name;

    public string Password { get; set; } = "";

    public string Email { get; set; } = $"{name}@example.com";

    public bool IsAdmin { get; set; }

    public bool IsProfileUpdatable { get; set; } = true;

    public bool IsUiAccessDisabled { get; set; }

    public bool IsPasswordDisabled { get; set; }

    public SortedSet<string> Groups { get; } = new(StringComparer.Ordinal);

    /// <summary>Null for none.</summary>
    public string? ApiKey { get; set; }
}
