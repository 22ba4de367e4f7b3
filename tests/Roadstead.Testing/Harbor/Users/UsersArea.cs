using System.Text.Json.Nodes;
using Roadstead.Testing.Harbor.Access;
using Roadstead.Testing.Harbor.Audit;
using Roadstead.Testing.Harbor.Http;
using Roadstead.Testing.Harbor.Queries;

namespace Roadstead.Testing.Harbor.Users;

/// <summary>The administration of users.</summary>
internal sealed class UsersArea : IHarborArea
{
    private const string WeakPassword = "the password or secret must be 8-128, inclusively, characters long with at least 1 uppercase letter, 1 lowercase letter and 1 number";

    private static readonly Columns<UserState> Columns = new()
    {
        ["username"] = user => user.Username,
        ["email"] = user => user.Email,
        ["realname"] = user => user.Realname,
        ["user_id"] = user => user.Id,
        ["creation_time"] = user => user.CreatedAt,
    };

    private static readonly Columns<UserState> ByLength = new() { ["length"] = user => user.Username.Length, ["username"] = user => user.Username };

    public void Map(HarborRoutes routes)
    {
        routes.Map("GET", "/users", List);
        routes.Map("POST", "/users", Create);
        routes.Map("GET", "/users/search", Search);
        routes.Map("GET", "/users/{user_id}", Get);
        routes.Map("PUT", "/users/{user_id}", Update);
        routes.Map("DELETE", "/users/{user_id}", Delete);
        routes.Map("PUT", "/users/{user_id}/sysadmin", SetAdmin);
        routes.Map("PUT", "/users/{user_id}/password", SetPassword);
    }

    // The built-in admin is no row of the list.
    private static HarborAnswer List(HarborCall call)
    {
        call.RequireSystem("list", "user");
        return ListQuery.From(call).Answer(Ordinary(call), Columns, "username", CurrentUserArea.View);
    }

    private static HarborAnswer Search(HarborCall call)
    {
        call.RequireSignedIn();
        var part = call.Query("username") ?? "";
        var found = Ordinary(call).Where(user => user.Username.Contains(part, StringComparison.OrdinalIgnoreCase));
        return ListQuery.From(call).Answer(found, ByLength, "length,username", user => new JsonObject { ["user_id"] = user.Id, ["username"] = user.Username });
    }

    private static HarborAnswer Create(HarborCall call)
    {
        var body = call.Body("userReq", "UserCreationReq");
        if (!call.State.Configuration.SelfRegistration || call.Identity.IsAuthenticated)
        {
            call.RequireSystem("create", "user");
        }

        var (name, password, email) = (body.Text("username") ?? "", body.Text("password") ?? "", body.Text("email") ?? "");
        RequireStrong(password);
        if (name.Length is 0 or > 255)
        {
            throw HarborException.BadRequest("username with illegal length");
        }

        if (name.AsSpan().IndexOfAny(call.Features.NewWording ? ",\"~#%$" : "\"~#%$") >= 0)
        {
            throw HarborException.BadRequest("username contains illegal characters");
        }

        if (email.Length == 0)
        {
            throw HarborException.BadRequest("email can't be empty");
        }

        if (call.State.Users.All.Any(user => user.Username == name || user.Email == email))
        {
            call.State.Users.NextId();
            throw HarborException.Conflict($"user {name} or email {email} already exists");
        }

        var created = call.State.Users.Create(name, password);
        (created.Email, created.Realname, created.Comment) = (email, body.Text("realname") ?? "", body.Text("comment") ?? "");
        call.State.Area<AuditStore>().Add(call.State, "create", "user", name, call.Identity.Name);
        return call.Created("/api/v2.0/users", created.Id);
    }

    private static HarborAnswer Get(HarborCall call) => HarborAnswer.Json(CurrentUserArea.View(Find(call, "read")));

    private static HarborAnswer Update(HarborCall call)
    {
        var user = Find(call, "update");
        var body = call.Body("profile", "UserProfile");
        (user.Email, user.Realname, user.Comment) = (body.Text("email") ?? "", body.Text("realname") ?? "", body.Text("comment") ?? "");
        user.UpdatedAt = call.State.Now;
        call.State.Area<AuditStore>().Add(call.State, "update", "user", user.Username, call.Identity.Name);
        return HarborAnswer.Ok;
    }

    private static HarborAnswer Delete(HarborCall call)
    {
        call.RequireSystem("delete", "user");
        var id = call.PathNumber("user_id");
        if (id == call.State.Users.Admin.Id || (call.Identity as UserIdentity)?.User.Id == id)
        {
            throw HarborException.Forbidden($"User with ID {id} cannot be deleted");
        }

        var user = ById(call, id);
        call.State.Users.Remove(user);
        call.State.Area<AuditStore>().Add(call.State, "delete", "user", user.Username, call.Identity.Name);
        return HarborAnswer.Ok;
    }

    private static HarborAnswer SetAdmin(HarborCall call)
    {
        call.RequireSystem("update", "user");
        var user = ById(call, call.PathNumber("user_id"));
        (user.IsAdmin, user.UpdatedAt) = (call.Body("sysadmin_flag", "UserSysAdminFlag").Flag("sysadmin_flag") == true, call.State.Now);
        return HarborAnswer.Ok;
    }

    // An admin sets the password of others without knowing the old one.
    private static HarborAnswer SetPassword(HarborCall call)
    {
        var user = Find(call, "update");
        var body = call.Body("password", "PasswordReq");
        if ((call.Identity as UserIdentity)?.User == user && body.Text("old_password") != user.Password)
        {
            throw HarborException.Forbidden("Current password is incorrect");
        }

        var password = body.Text("new_password") ?? "";
        RequireStrong(password);
        if (password == user.Password)
        {
            throw HarborException.BadRequest("New password is identical to old password");
        }

        (user.Password, user.UpdatedAt) = (password, call.State.Now);
        return HarborAnswer.Ok;
    }

    private static IEnumerable<UserState> Ordinary(HarborCall call) => call.State.Users.All.Where(user => user != call.State.Users.Admin);

    // Everybody may see and change himself.
    private static UserState Find(HarborCall call, string action)
    {
        call.RequireSignedIn();
        var id = call.PathNumber("user_id");
        if ((call.Identity as UserIdentity)?.User.Id != id && !call.Identity.CanSystem("user", action))
        {
            throw HarborException.Forbidden(call.Features.NewWording ? call.Identity.Name : $"Not authorized to {action} user: {id}");
        }

        return ById(call, id);
    }

    private static UserState ById(HarborCall call, long id) => call.State.Users.Find(id) ?? throw HarborException.NotFound($"user {id} not found");

    private static void RequireStrong(string password)
    {
        if (!UserStore.IsStrong(password))
        {
            throw HarborException.BadRequest(WeakPassword);
        }
    }
}
