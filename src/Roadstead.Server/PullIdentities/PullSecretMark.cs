namespace Roadstead.Server.PullIdentities;

/// <summary>Stands for the content of a pull secret, without it.</summary>
/// <param name="AccountId">The newest generation of the account.</param>
/// <param name="Hosts">The hosts that it is for.</param>
/// <param name="Identities">The accounts at registries, with their user names and hosts; and whether older ones wait.</param>
public readonly record struct PullSecretMark(Guid AccountId, string Hosts, string Identities = "");
