namespace Roadstead.Server.Console.Security;

/// <summary>Who may open a page; metadata of a console route. What a page shows is decided again by the services that it asks.</summary>
public sealed record PageRule
{
    private PageRule(string name) => Name = name;

    /// <summary>Everybody who is signed in: the rule where none is named.</summary>
    public static PageRule SignedIn { get; } = new("signed-in");

    public static PageRule Anonymous { get; } = new("anonymous");

    public static PageRule PlatformAdmin { get; } = new("platform-admin");

    public string Name { get; }

    public override string ToString() => Name;
}
