namespace Roadstead.Core.Contracts.Spaces;

/// <summary>Who may pull from a space. On the wire: kebab-case.</summary>
public enum Visibility
{
    /// <summary>Every namespace.</summary>
    Public,

    /// <summary>Namespaces of the bound workspaces.</summary>
    Private,
}
