using System.Text.RegularExpressions;
using Roadstead.Testing.Harbor.Access;
using Roadstead.Testing.Harbor.Http;

namespace Roadstead.Testing.Harbor.Robots;

/// <summary>What a robot in a request may look like.</summary>
internal static partial class RobotRules
{
    public static void CheckName(string name)
    {
        if (!Name().IsMatch(name))
        {
            throw HarborException.BadRequest("robot name is not in lower case or contains illegal characters");
        }
    }

    public static void CheckLevel(string level)
    {
        if (level is not ("system" or "project"))
        {
            throw HarborException.BadRequest($"bad request error level input: {level}");
        }
    }

    /// <summary>Days; up to 2.10 a zero is the configured default.</summary>
    public static long Duration(long? days, HarborState state)
    {
        var asked = days ?? 0;
        return (asked, state.Features.RobotDurationRequired) switch
        {
            (-1 or > 0, _) => asked,
            (0, false) => state.Configuration.RobotTokenDuration,
            (_, true) => throw HarborException.BadRequest($"bad request error duration input: {asked}, duration must be either -1(Never) or a positive integer"),
            _ => throw HarborException.BadRequest($"bad request error duration input: {asked}"),
        };
    }

    public static IReadOnlyList<RobotPermission> ReadPermissions(JsonBody body) =>
    [
        .. (body.Objects("permissions", "RobotPermission") ?? []).Select(permission => new RobotPermission(
            permission.Text("kind") ?? "",
            permission.Text("namespace") ?? "",
            [.. (permission.Objects("access", "Access") ?? []).Select(access => (access.Text("resource") ?? "", access.Text("action") ?? ""))])),
    ];

    public static void CheckPermissions(IReadOnlyList<RobotPermission> permissions, string level, HarborFeatures features)
    {
        if (permissions.Count == 0)
        {
            throw HarborException.BadRequest("bad request empty permission");
        }

        foreach (var permission in permissions)
        {
            if (permission.Access.Count == 0)
            {
                throw HarborException.BadRequest("bad request empty access");
            }

            if (permission.Kind is not ("system" or "project"))
            {
                throw HarborException.BadRequest(features.RobotPermissionCheck ? $"bad request permission level: {permission.Kind}" : "unknown robot kind");
            }

            if (features.RobotPermissionCheck && permission.Access.Except(RobotPermissions.Of(permission.Kind, features)).FirstOrDefault() is { Resource: { } resource, Action: { } action })
            {
                throw HarborException.BadRequest($"bad request permission: {resource}:{action}");
            }
        }

        if (level == "project" && (permissions.Count > 1 || permissions[0].Kind != "project"))
        {
            throw HarborException.BadRequest("bad request permission");
        }
    }

    /// <summary>A robot makes no robot that may more than itself.</summary>
    public static void CheckCreator(RobotIdentity creator, IReadOnlyList<RobotPermission> permissions)
    {
        foreach (var permission in permissions)
        {
            var own = creator.Robot.Permissions.Where(held => held.Kind == permission.Kind && (held.Namespace == "*" || held.Namespace == permission.Namespace)).SelectMany(held => held.Access);
            if (permission.Access.Except(own).Any())
            {
                throw HarborException.Denied($"permission scope is invalid. It must be equal to or more restrictive than the creator robot's permissions: {creator.Name}");
            }
        }
    }

    [GeneratedRegex(@"\A[a-z0-9]+(?:[._-][a-z0-9]+)*\z")]
    private static partial Regex Name();
}
