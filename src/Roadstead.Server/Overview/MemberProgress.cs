namespace Roadstead.Server.Overview;

/// <summary>How far a member has come, from the first day to the first image that runs.</summary>
/// <param name="HasImages">True when at least one of their namespaces may pull something of an integrated registry.</param>
/// <param name="HasDeployed">True once they deployed something by Roadstead.</param>
public sealed record MemberProgress(bool HasImages, bool HasDeployed);
