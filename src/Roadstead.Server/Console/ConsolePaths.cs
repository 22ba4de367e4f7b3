namespace Roadstead.Server.Console;

/// <summary>Every address of the console, so that links are made in one place.</summary>
public static class ConsolePaths
{
    public const string Dashboard = "/";
    public const string DashboardHealth = "/dashboard/health";
    public const string DashboardAttention = "/dashboard/attention";
    public const string SignIn = "/sign-in";
    public const string SignOut = "/sign-out";
    public const string SetUp = "/set-up";
    public const string Theme = "/theme";
    public const string Language = "/language";
    public const string Registries = "/registries";
    public const string IntegrateRegistry = "/registries" + Integrate;
    public const string Spaces = "/spaces";
    public const string Workspaces = "/workspaces";
    public const string Clusters = "/clusters";
    public const string Users = "/users";
    public const string Audit = "/audit";
    public const string Settings = "/settings";
    public const string About = "/settings/about";
    public const string MyWorkspaces = "/my/workspaces";
    public const string Tokens = "/my/tokens";
    public const string Images = "/images";
    public const string Deployments = "/deployments";
    public const string Access = "/access";
    public const string Pulls = "/access/-/pulls";
    public const string Bindings = "/spaces/-/bindings";
    public const string Identities = "/registries/-/identities";
    public const string CreateSpace = "/spaces/new";
    public const string CreateCluster = "/clusters/-/new";
    public const string CreateUser = "/users/-/new";

    // Below a list stand the names of its objects; '-' is no name, so that nothing there hides one.
    private const string Integrate = "/-/integrate";
    private const string ForgetHost = "/-/forget-host";

    public static string Registry(string name) => $"{Registries}/{E(name)}";

    public static string EditRegistry(string name) => $"{Registry(name)}/edit";

    public static string CheckRegistry(string name) => $"{Registry(name)}/check";

    public static string UnbindRegistry(string name) => $"{Registry(name)}/unbind";

    public static string RegistriesOf(string? workspace) => workspace is null ? Registries : Workspace(workspace) + Registries;

    public static string IntegrateRegistryFor(string? workspace) => RegistriesOf(workspace) + Integrate;

    public static string ForgetHostOf(string? workspace) => RegistriesOf(workspace) + ForgetHost;

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

    public static string NamespaceOptions(string workspace) => $"{Namespaces(workspace)}/options";

    public static string RemoveNamespace(string workspace, string cluster, string ns) => $"{Namespaces(workspace)}/{E(cluster)}/{E(ns)}/remove";

    public static string DockerConfig(string workspace, string cluster, string ns) => $"{Namespaces(workspace)}/{E(cluster)}/{E(ns)}/docker-config";

    /// <summary>What a workspace may pull.</summary>
    public static string MayPull(string workspace) => $"{Workspace(workspace)}/may-pull";

    public static string PullFrom(string workspace) => $"{Workspace(workspace)}/pull";

    public static string PullFromRegistry(string workspace, string registry, bool isOwn) => $"{PullFrom(workspace)}?registry={E(isOwn ? $"w/{registry}" : registry)}";

    public static string ImagesOf(string cluster, string ns) => $"{Images}/{E(cluster)}/{E(ns)}";

    public static string ImagesOf(string cluster, string ns, Guid space) => $"{ImagesOf(cluster, ns)}?space={space}";

    public static string ImagesOfSpace(string registry, Guid space) => $"{Registry(registry)}/images?space={space}";

    public static string DeploymentsOf(string cluster, string ns) => $"{Deployments}/{E(cluster)}/{E(ns)}";

    public static string Deployment(string cluster, string ns, string name) => $"{DeploymentsOf(cluster, ns)}/{E(name)}";

    public static string Deploy(string cluster, string ns) => $"{DeploymentsOf(cluster, ns)}/-/new";

    public static string DeployImage(string cluster, string ns, string image) => $"{Deploy(cluster, ns)}?image={E(image)}";

    public static string ScaleDeployment(string cluster, string ns, string name) => $"{Deployment(cluster, ns, name)}/scale";

    public static string RestartDeployment(string cluster, string ns, string name) => $"{Deployment(cluster, ns, name)}/restart";

    public static string DeleteDeployment(string cluster, string ns, string name) => $"{Deployment(cluster, ns, name)}/delete";

    /// <summary>The image of a deployment, to change it.</summary>
    public static string ChangeImage(string cluster, string ns, string name) => $"{Deployment(cluster, ns, name)}/image";

    public static string ChangeImageTo(string cluster, string ns, string name, string image) => $"{ChangeImage(cluster, ns, name)}?image={E(image)}";

    public static string ChooseImage(string cluster, string ns) => $"{ImagesOf(cluster, ns)}/choose";

    public static string ChooseImageFor(string cluster, string ns, string? deployment) => deployment is null ? ChooseImage(cluster, ns) : $"{ChooseImage(cluster, ns)}?for={E(deployment)}";

    public static string ImageNotes(string cluster, string ns) => $"{ChooseImage(cluster, ns)}/notes";

    public static string AccessOf(string cluster, string ns) => $"{Access}/{E(cluster)}/{E(ns)}";

    public static string AccessTo(string cluster, string ns, string image) => $"{AccessOf(cluster, ns)}?image={E(image)}";

    /// <summary>Binds the space that stands in the way to the namespace's workspace, and comes back to the explanation.</summary>
    public static string MendBinding(string cluster, string ns, string image) => $"{AccessOf(cluster, ns)}/bind?image={E(image)}";

    /// <summary>Puts the namespace into a workspace, and comes back to the explanation.</summary>
    public static string MendWorkspace(string cluster, string ns, string image) => $"{AccessOf(cluster, ns)}/join?image={E(image)}";

    public static string WorkspaceRegistry(string workspace, string name) => $"{Workspace(workspace)}/registries/{E(name)}";

    public static string CreateSpaceIn(string registry) => $"{CreateSpace}?registry={E(registry)}";

    public const string BindSpaces = "/spaces/-/bind";
    public const string UnbindSpaces = "/spaces/-/unbind";

    public static string Space(Guid id) => $"{Spaces}/{id}";

    /// <summary>How far a space's bindings are.</summary>
    public static string SpaceBindingStates(Guid id) => SpaceBindings(id) + "/state";

    /// <summary>The part of it that changes by itself.</summary>
    public static string SpaceBindingsLive(Guid id) => SpaceBindings(id) + "/live";

    public static string SpaceBindings(Guid id) => $"{Spaces}/{id}/workspaces";

    public static string SpaceVisibility(Guid id) => $"{Spaces}/{id}/visibility";

    public static string SpaceQuota(Guid id) => $"{Spaces}/{id}/quota";

    public static string KeepSpace(Guid id) => $"{Spaces}/{id}/keep";

    public static string DeleteSpace(Guid id) => $"{Spaces}/{id}/delete";

    public static string Cluster(string name) => $"{Clusters}/{E(name)}";

    public static string ClusterStatus(string name) => $"{Cluster(name)}/status";

    public static string EditCluster(string name) => $"{Cluster(name)}/edit";

    public static string DeleteCluster(string name) => $"{Cluster(name)}/delete";

    public const string ManagedHarbors = "/managed-harbors";
    public const string MakeHarbor = "/managed-harbors/-/new";
    public const string HarborPrerequisites = "/managed-harbors/-/prerequisites";

    public static string MakeHarborIn(string cluster) => $"{MakeHarbor}?cluster={E(cluster)}";

    public static string HarborPrerequisitesOf(string cluster) => $"{HarborPrerequisites}?cluster={E(cluster)}";

    public static string ManagedHarborsOf(string cluster) => $"{ManagedHarbors}?cluster={E(cluster)}";

    public static string ManagedHarborsAt(string host) => $"{ManagedHarbors}?q={E(host)}";

    public static string ManagedHarbor(string cluster, string ns, string name) => $"{ManagedHarbors}/{E(cluster)}/{E(ns)}/{E(name)}";

    public const string LeavingRegistries = "/registries/-/leaving";
    public const string LeavingClusters = "/clusters/-/leaving";

    public static string ForgetLeaving(string list, Guid id) => $"{list}/{id}/forget";

    public static string SpacesBound(string registry, string workspace) => $"{SpacesOf(registry)}&workspace={E(workspace)}";

    public const string AllTokens = "/users/-/tokens";

    public static string User(string name) => $"{Users}/{E(name)}";

    public static string SignOutUser(string name) => $"{User(name)}/sign-out";

    /// <summary>Ends somebody's token. The list to come back to is that of the user.</summary>
    public static string DeleteTokenOf(string user, Guid id) => $"{User(user)}/tokens/{id}/delete";

    public static string EditUser(string name) => $"{Users}/{E(name)}/edit";

    public static string DeleteUser(string name) => $"{Users}/{E(name)}/delete";

    public static string DeleteToken(Guid id) => $"{Tokens}/{id}/delete";

    public static string AuditEntry(long id) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Audit}/{id}");

    public static string AuditOf(string @object) => $"{Audit}?object={E(@object)}";

    /// <summary>True for addresses that may stand in a link: a registry's address comes from a person, and "javascript:" would run here.</summary>
    public static bool IsWebAddress(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is ("https" or "http");

    internal static string SignInThen(string path) => path == "/" ? SignIn : $"{SignIn}?returnUrl={E(path)}";

    private static string E(string part) => Uri.EscapeDataString(part);
}
