using Microsoft.AspNetCore.Identity;
using Roadstead.Core.Contracts.Identity;

namespace Roadstead.Server.Storage.Entities;

public sealed class User : IdentityUser<Guid>
{
    public User() => Id = Guid.CreateVersion7();

    public PlatformRole PlatformRole { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>True while the password is the generated one of the first start: the console asks for another.</summary>
    public bool PasswordIsInitial { get; set; }
}
