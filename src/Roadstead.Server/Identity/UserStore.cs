using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.Identity;

/// <summary>Users in the store. It only edits: <see cref="ChangeService"/> saves, with the audit.</summary>
public sealed class UserStore : UserOnlyStore<User, RoadsteadDb, Guid>
{
    public UserStore(RoadsteadDb context, IdentityErrorDescriber describer)
        : base(context, describer) => AutoSaveChanges = false;
}
