namespace Roadstead.Server.PullIdentities;

/// <summary>A pull identity at a registry that a pull secret carries.</summary>
/// <param name="Id">Its generation's id.</param>
/// <param name="Name">Its name at the registry, which ends in its generation.</param>
/// <param name="NewSecretSince">A secret that holds an earlier generation than this, or none, must be replaced by a new object; 0: none must.</param>
public sealed record PullSecretIdentity(Guid Id, string Name, int NewSecretSince);
