namespace Roadstead.Server.Console;

/// <summary>Every address of the console, so that links are made in one place.</summary>
public static class ConsolePaths
{
    public const string Dashboard = "/";
    public const string SignIn = "/sign-in";
    public const string SignOut = "/sign-out";
    public const string SetUp = "/set-up";
    public const string Theme = "/theme";
    public const string Registries = "/registries";
    public const string IntegrateRegistry = "/registries/integrate";
    public const string Spaces = "/spaces";
    public const string Workspaces = "/workspaces";
    public const string Clusters = "/clusters";
    public const string Users = "/users";
    public const string Audit = "/audit";
    public const string MyWorkspaces = "/my/workspaces";
    public const string Tokens = "/my/tokens";
    public const string Images = "/images";
    public const string Access = "/access";

    public static string Registry(string name) => $"{Registries}/{E(name)}";

    public static string EditRegistry(string name) => $"{Registry(name)}/edit";

    public static string CheckRegistry(string name) => $"{Registry(name)}/check";

    public static string UnbindRegistry(string name) => $"{Registry(name)}/unbind";

    public static string SpacesOf(string registry) => $"{Spaces}?registry={E(registry)}";

    public static string Workspace(string name) => $"{Workspaces}/{E(name)}";

    // No workspace's name: those begin with a letter or digit.
    public const string NewWorkspace = "/workspaces/-/new";

    public static string EditWorkspace(string name) => $"{Workspace(name)}/edit";

    public static string DeleteWorkspace(string name) => $"{Workspace(name)}/delete";

    public static string Members(string workspace) => $"{Workspace(workspace)}/members";

    public static string Member(string workspace, string user) => $"{Members(workspace)}/{E(user)}";

    public static string RemoveMember(string workspace, string user) => $"{Member(workspace, user)}/remove";

    public static string Namespaces(string workspace) => $"{Workspace(workspace)}/namespaces";

    public static string RemoveNamespace(string workspace, string cluster, string ns) => $"{Namespaces(workspace)}/{E(cluster)}/{E(ns)}/remove";

    public static string DockerConfig(string workspace, string cluster, string ns) => $"{Namespaces(workspace)}/{E(cluster)}/{E(ns)}/docker-config";

    public static string PullFrom(string workspace) => $"{Workspace(workspace)}/pull";

    public static string RegistriesOf(string? workspace) => workspace is null ? Registries : Workspace(workspace) + Registries;

    public static string ImagesOf(string cluster, string ns) => $"{Images}/{E(cluster)}/{E(ns)}";

    public static string TagsOf(string cluster, string ns, string image) => $"{ImagesOf(cluster, ns)}/tags?image={E(image)}";

    public static string Artifact(string cluster, string ns, string image, string reference) => $"{ImagesOf(cluster, ns)}/artifact?image={E(image)}&reference={E(reference)}";

    public static string AccessOf(string cluster, string ns) => $"{Access}/{E(cluster)}/{E(ns)}";

    public static string AccessTo(string cluster, string ns, string image) => $"{AccessOf(cluster, ns)}?image={E(image)}";

    public static string WorkspaceRegistry(string workspace, string name) => $"{Workspace(workspace)}/registries/{E(name)}";

    /// <summary>True for addresses that may stand in a link: a registry's address comes from a person, and "javascript:" would run here.</summary>
    public static bool IsWebAddress(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is ("https" or "http");

    internal static string SignInThen(string path) => path == "/" ? SignIn : $"{SignIn}?returnUrl={E(path)}";

    private static string E(string part) => Uri.EscapeDataString(part);
}
