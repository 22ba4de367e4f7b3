namespace Roadstead.Server.PullIdentities;

/// <summary>Why a pull identity at a registry is not as it should be.</summary>
/// <param name="Reason">Kebab-case.</param>
/// <param name="Message">In words, with what to do.</param>
/// <param name="IsFailure">False: it is only waited for something.</param>
/// <param name="Since">Since when.</param>
public sealed record IdentityTrouble(string Reason, string Message, bool IsFailure, DateTimeOffset Since);
