using System.Text.Json.Nodes;
using Roadstead.Testing.Harbor.Access;
using Roadstead.Testing.Harbor.Http;

namespace Roadstead.Testing.Harbor.Robots;

/// <summary>What a robot can be given, from 2.10 on.</summary>
internal static class RobotPermissions
{
    // In Harbor's own order.
    private static readonly (string Text, Func<HarborFeatures, bool>? Since)[] Project =
    [
        ("log:list;project:read,delete,update;metadata:read,create,delete,list,update;repository:read,update,delete,list,pull,push;artifact:read,create,list,delete;scan:create,read,stop", null),
        ("sbom:create,stop,read", f => f.Sbom),
        ("tag:create,list,delete;accessory:list;artifact-addition:read;artifact-label:create,delete;scanner:create,read;preheat-policy:read,create,delete,list,update", null),
        ("immutable-tag:create,delete,list,update;notification-policy:read,create,delete,list,update;tag-retention:read,create,delete,list,update;label:read,create,delete,list,update;quota:read", null),
        ("robot:create,read,list,delete;export-cve:create,read;member:create,read,update,list,delete", f => f.RobotsCreateRobots),
    ];

    private static readonly (string Text, Func<HarborFeatures, bool>? Since)[] System =
    [
        ("audit-log:list;preheat-instance:read,create,delete,list,update;project:list,create;replication-policy:read,create,delete,list,update;replication:read,create,list;replication-adapter:list", null),
        ("registry:read,create,delete,list,update;scan-all:read,update,stop,create;system-volumes:read;garbage-collection:read,create,list,update,stop;purge-audit:read,create,list,update,stop", null),
        ("jobservice-monitor:list,stop;scanner:read,create,delete,list,update;label:read,create,delete,update;security-hub:read,list;catalog:read;quota:read,list", null),
        ("robot:create,read,list,delete;user:create,read,update,list,delete;ldap-user:create,list;quota:update;user-group:create,read,update,list,delete", f => f.RobotsCreateRobots),
    ];

    public static IReadOnlyCollection<(string Resource, string Action)> Of(string kind, HarborFeatures features) =>
        RoleRights.Read(string.Join(';', (kind == "system" ? System : Project).Where(part => part.Since?.Invoke(features) != false).Select(part => part.Text)));

    public static JsonObject View(HarborFeatures features) => new()
    {
        ["project"] = HarborJson.Array(Of("project", features), View),
        ["system"] = HarborJson.Array(Of("system", features), View),
    };

    public static JsonObject View((string Resource, string Action) right) => new() { ["action"] = right.Action, ["resource"] = right.Resource };
}
