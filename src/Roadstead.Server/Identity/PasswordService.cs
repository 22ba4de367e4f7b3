using Microsoft.AspNetCore.Identity;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.Identity;

/// <summary>Checks passwords. An unknown name, a wrong password and a locked account look the same and take the same time, so that nobody learns who exists.</summary>
public sealed partial class PasswordService(UserManager<User> users, RoadsteadDb db, ChangeService changes, PasswordTurns turns, InitialPassword initial, ILogger<PasswordService> logger)
{
    // What an unknown name is compared with: a hash of the current cost, of a password that nobody knows.
    private static readonly Lazy<string> Nobody = new(() => new PasswordHasher<User>().HashPassword(new User(), SecretText.Create()));

    /// <summary>The user; null when it is not to be.</summary>
    public async Task<User?> CheckAsync(string name, string password, CancellationToken cancellationToken)
    {
        if (name.Length is 0 or > 63 || password.Length is 0 or > Passwords.MaxLength)
            return null;

        using var turn = await turns.TakeAsync(users.NormalizeName(name)!, cancellationToken);
        var user = await users.FindByNameAsync(name);
        var locked = user is not null && await users.IsLockedOutAsync(user);
        if (user is null || locked)
        {
            users.PasswordHasher.VerifyHashedPassword(new User(), Nobody.Value, password);
            Log.Refused(logger, locked ? "locked" : "unknown");
            return null;
        }

        var right = await users.CheckPasswordAsync(user, password);
        if (!right)
            await users.AccessFailedAsync(user);
        else if (user.AccessFailedCount > 0 || user.LockoutEnd is not null)
            await users.ResetAccessFailedCountAsync(user);
        if (db.ChangeTracker.HasChanges())
            await changes.RecordAsync(db, cancellationToken);

        if (!right)
        {
            Log.Refused(logger, await users.IsLockedOutAsync(user) ? "locked now" : "wrong password");
            return null;
        }

        initial.Forget();
        return user;
    }

    private static partial class Log
    {
        // No name: people type passwords into the wrong field.
        [LoggerMessage(1, LogLevel.Information, "A sign-in was refused: {Reason}.")]
        public static partial void Refused(ILogger logger, string reason);
    }
}
