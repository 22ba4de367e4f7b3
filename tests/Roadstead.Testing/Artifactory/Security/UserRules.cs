using System.Text.Json.Nodes;
using Roadstead.Testing.Artifactory.Http;

namespace Roadstead.Testing.Artifactory.Security;

/// <summary>What both APIs of users and groups have in common. The caller holds the gate.</summary>
internal static class UserRules
{
    private const int MinPasswordLength = 8;

    /// <summary>Takes over the fields that a body has.</summary>
    /// <param name="state">The state.</param>
    /// <param name="user">Whom it is about.</param>
    /// <param name="body">The body.</param>
    /// <param name="isOld">Names of the old API: camel case.</param>
    public static void Change(ArtifactoryState state, ArtifactoryUser user, JsonObject body, bool isOld)
    {
        if (body["groups"].Texts() is { } groups)
        {
            RequireGroups(state, groups);
            user.Groups.Clear();
            user.Groups.UnionWith(groups);
        }

        if (body["password"].Text() is { } password)
        {
            user.Password = password.Length >= MinPasswordLength ? password : throw ArtifactoryException.BadRequest("Password is too weak");
        }

        user.Email = body["email"].Text() ?? user.Email;
        user.IsAdmin = body["admin"].Flag() ?? user.IsAdmin;
        user.IsProfileUpdatable = body[isOld ? "profileUpdatable" : "profile_updatable"].Flag() ?? user.IsProfileUpdatable;
        user.IsUiAccessDisabled = body[isOld ? "disableUIAccess" : "disable_ui_access"].Flag() ?? user.IsUiAccessDisabled;
        user.IsPasswordDisabled = body[isOld ? "internalPasswordDisabled" : "internal_password_disabled"].Flag() ?? user.IsPasswordDisabled;
    }

    /// <summary>A new user, in the groups that all join.</summary>
    public static ArtifactoryUser New(ArtifactoryState state, string name, JsonObject body)
    {
        if (name.Length == 0 || body["email"].Text() is not { Length: > 0 } || (body["password"].Text() is null && (body["internalPasswordDisabled"] ?? body["internal_password_disabled"]).Flag() != true))
        {
            throw ArtifactoryException.BadRequest("Request is missing required fields: name, email, password");
        }

        var user = new ArtifactoryUser(name) { Password = ArtifactoryState.NewPassword() };
        user.Groups.UnionWith(state.Groups.Where(group => group.AutoJoin).Select(group => group.Name));
        return user;
    }

    public static void Remove(ArtifactoryState state, ArtifactoryUser user)
    {
        state.Users.Remove(user);
        Forget(state, target => target with { Users = target.Users.Where(given => given.Key != user.Name).ToDictionary() });
    }

    public static void Remove(ArtifactoryState state, ArtifactoryGroup group)
    {
        state.Groups.Remove(group);
        foreach (var user in state.Users)
        {
            user.Groups.Remove(group.Name);
        }

        Forget(state, target => target with { Groups = target.Groups.Where(given => given.Key != group.Name).ToDictionary() });
    }

    public static void RequireGroups(ArtifactoryState state, IEnumerable<string> names)
    {
        if (names.FirstOrDefault(name => state.FindGroup(name) is null) is { } missing)
        {
            throw ArtifactoryException.BadRequest($"Unable to find group '{missing}'");
        }
    }

    public static ArtifactoryUser RequireUser(ArtifactoryState state, string name) => state.FindUser(name) ?? throw ArtifactoryException.NotFound($"User '{name}' does not exist");

    public static ArtifactoryGroup RequireGroup(ArtifactoryState state, string name) => state.FindGroup(name) ?? throw ArtifactoryException.NotFound($"Group '{name}' does not exist");

    private static void Forget(ArtifactoryState state, Func<ArtifactoryPermission, ArtifactoryPermission> change)
    {
        for (var i = 0; i < state.PermissionTargets.Count; i++)
        {
            state.PermissionTargets[i] = change(state.PermissionTargets[i]);
        }
    }
}
