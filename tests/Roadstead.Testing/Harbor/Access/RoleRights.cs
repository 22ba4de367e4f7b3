namespace Roadstead.Testing.Harbor.Access;

/// <summary>What the roles of a project may do: resource and actions.</summary>
internal static class RoleRights
{
    private const string Reading = "scan:read;scanner:read;tag:list;accessory:list;artifact:read,list;artifact-addition:read";
    private const string LimitedGuest = $":read;quota:read;repository:list,pull;configuration:read;{Reading}";
    private const string Guest = $":read;member:read,list;log:list;label:read,list;quota:read;repository:read,list,pull;configuration:read;robot:read,list;{Reading}";
    private const string Developer = $"{Guest};repository:create,update,push;tag-retention:create,read,update,delete,list,operate;artifact:create;tag:create;artifact-label:create,delete";
    private const string Maintainer =
        $"{Developer};metadata:create,read,update,delete,list;label:create,update,delete;repository:delete;immutable-tag:create,update,delete,list;notification-policy:list;scan:create,stop;sbom:create,read,stop;artifact:delete;tag:delete";
    private const string ProjectAdmin =
        $"{Maintainer};:update,delete;member:create,update,delete;configuration:update;robot:create,update,delete;notification-policy:create,read,update,delete;scanner:create;preheat-policy:create,read,update,delete,list;export-cve:create,read";

    private static readonly HashSet<(string Resource, string Action)>[] Rights = [[], Read(ProjectAdmin), Read(Developer), Read(Guest), Read(Maintainer), Read(LimitedGuest)];

    /// <summary>What everybody may in a public project.</summary>
    public static IReadOnlySet<(string Resource, string Action)> Public { get; } = Read($":read;repository:list,pull;label:read,list;{Reading}");

    public static string NameOf(int role) => role switch { 1 => "projectAdmin", 2 => "developer", 3 => "guest", 4 => "maintainer", _ => "limitedGuest" };

    public static IReadOnlySet<(string Resource, string Action)> Of(int role) => Rights[role];

    /// <summary>Reads <c>resource:action,action;resource:action</c>.</summary>
    public static HashSet<(string Resource, string Action)> Read(string text) =>
    [
        .. from entry in text.Split(';')
           let parts = entry.Split(':')
           from action in parts[1].Split(',')
           select (parts[0], action),
    ];
}
