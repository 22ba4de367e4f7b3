using Roadstead.Core.Contracts.Identity;
using Roadstead.Server.Console.Components;

namespace Roadstead.Server.Console.Users;

/// <summary>A page of everybody's API tokens.</summary>
public sealed record AllTokensModel(ListUrl Url, IReadOnlyList<UserTokenView> Items, string? NextCursor, long? Total);
