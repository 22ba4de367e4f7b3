using Roadstead.Core.Contracts.Identity;
using Roadstead.Server.Console.Components;

namespace Roadstead.Server.Console.Users;

/// <summary>A page of users.</summary>
public sealed record UsersModel(ListUrl Url, IReadOnlyList<UserView> Items, string? NextCursor, long? Total);
