using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Roadstead.Testing.Harbor.Audit;
using Roadstead.Testing.Harbor.Http;

namespace Roadstead.Testing.Harbor.Access;

/// <summary>What a browser uses: log in by form, log out, and ask whether a name is taken.</summary>
internal sealed class SessionArea : IHarborArea
{
    public void Map(HarborRoutes routes)
    {
        routes.MapAsync("POST", "/~/c/login", LogInAsync);
        routes.Map("GET", "/~/c/log_out", LogOut);
        routes.Map("POST", "/~/c/log_out", LogOut);
        routes.Map("POST", "/~/c/userExists", UserExists);
    }

    private static async Task<HarborAnswer> LogInAsync(HarborCall call)
    {
        var form = QueryHelpers.ParseQuery(Encoding.UTF8.GetString(call.Content));
        var login = new HarborCredentials(form["principal"].ToString(), form["password"].ToString());
        if (await call.State.Logins.UserAsync(login, call.Http.RequestAborted) is not { } identity)
        {
            return new HarborAnswer(401);
        }

        return call.Locked(() =>
        {
            var sid = call.State.Logins.NewSession();
            call.State.Logins.Sessions[sid] = identity.Name;
            call.Http.Response.Headers.Append("Set-Cookie", $"sid={sid}; Path=/; HttpOnly");
            call.State.Area<AuditStore>().Add(call.State, "login", "user", identity.Name, identity.Name);
            return HarborAnswer.Ok;
        });
    }

    private static HarborAnswer LogOut(HarborCall call)
    {
        if (call.Http.Request.Cookies["sid"] is { } sid && call.State.Logins.EndSession(sid) is { } name)
        {
            call.State.Area<AuditStore>().Add(call.State, "logout", "user", name, name);
        }

        var now = call.State.Now.UtcDateTime.ToString("R", CultureInfo.InvariantCulture);
        call.Http.Response.Headers.Append("Set-Cookie", $"sid=; Path=/; Expires={now}; Max-Age=0; HttpOnly");
        return HarborAnswer.Ok;
    }

    private static HarborAnswer UserExists(HarborCall call)
    {
        var form = QueryHelpers.ParseQuery(Encoding.UTF8.GetString(call.Content));
        return HarborAnswer.Json(call.State.Users.Find(form["value"].ToString()) is not null);
    }
}
