using Roadstead.Core.Contracts.Registries;

namespace Roadstead.Server.Overview.Identities;

/// <summary>A pull identity at one of the platform's registries.</summary>
/// <param name="Registry">The registry's name.</param>
/// <param name="Identity">The identity.</param>
/// <param name="EndsSoon">True: its renewal is overdue; unless that succeeds, pulls fail when it ends.</param>
public sealed record PlatformIdentity(string Registry, IdentityView Identity, bool EndsSoon);
