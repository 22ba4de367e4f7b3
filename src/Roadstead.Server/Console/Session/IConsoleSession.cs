using Roadstead.Core.Errors;

namespace Roadstead.Server.Console.Session;

/// <summary>Sign-in as the console needs it. The server's own users stand behind it; tests put their own.</summary>
public interface IConsoleSession
{
    /// <summary>Who asks. Never throws for a bad or old cookie: that is nobody.</summary>
    Task<SessionState> ReadAsync(HttpContext http, CancellationToken cancellationToken);

    /// <summary>Checks the password and sets the cookie; a problem without a field when user or password are wrong, whichever it was.</summary>
    Task<Outcome<SessionState>> SignInAsync(HttpContext http, string user, string password, CancellationToken cancellationToken);

    Task SignOutAsync(HttpContext http, CancellationToken cancellationToken);

    /// <summary>Replaces the one-time password of the first start by one of the person's own; problems name the fields <c>currentPassword</c> and <c>newPassword</c>.</summary>
    Task<Outcome<SessionState>> SetUpAsync(HttpContext http, string currentPassword, string newPassword, CancellationToken cancellationToken);
}
