using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Roadstead.Core.Contracts.Identity;
using Roadstead.Server.Audit;
using Roadstead.Server.Hosting;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.Identity;

/// <summary>Makes the first platform admin while there is no user. There is no default password: it is given, or generated and shown once.</summary>
internal sealed class FirstAdminWorker(IServiceScopeFactory scopes, ServerOptions options, InitialPassword initial, TimeProvider time) : IHostedService
{
    public const string Name = "admin";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<RoadsteadDb>();
        if (await db.Users.AnyAsync(cancellationToken))
            return;

        if (options.AdminPassword is { } given && !Passwords.IsValid(given))
            throw new ConfigurationException($"ROADSTEAD_ADMIN_PASSWORD cannot be used: {Passwords.Shape}");

        var password = options.AdminPassword ?? SecretText.Create();
        var isGenerated = options.AdminPassword is null;
        if (isGenerated)
            initial.Keep(password); // before the user: a crash in between leaves a file that the next start overwrites

        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        var user = new User { UserName = Name, PlatformRole = PlatformRole.Admin, CreatedAt = time.GetUtcNow(), PasswordIsInitial = isGenerated };
        var made = await users.CreateAsync(user, password);
        if (!made.Succeeded)
            throw new ConfigurationException($"The first admin could not be made: {string.Join(' ', made.Errors.Select(e => e.Description))}");

        var changes = scope.ServiceProvider.GetRequiredService<ChangeService>();
        await changes.CommitAsync(db, new AuditDraft("user.create", Name, After: UserService.View(user, time.GetUtcNow())), cancellationToken);
        if (isGenerated)
            await System.Console.Out.WriteLineAsync($"First sign-in: user '{Name}', password '{password}' (also in {initial.File} until then).");
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
