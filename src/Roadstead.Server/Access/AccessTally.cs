namespace Roadstead.Server.Access;

/// <summary>How often a door gave the same answer within a minute.</summary>
/// <param name="Cluster">The cluster; empty for nobody and for people.</param>
/// <param name="Namespace">The namespace; empty for nobody and for people.</param>
/// <param name="Image">The image as it was asked for, without tag and digest; <c>*</c> for the rest of a minute that had too many.</param>
/// <param name="Reason">The rule, kebab-case.</param>
/// <param name="Minute">The minute that began then.</param>
/// <param name="Count">How often since it was last written.</param>
public sealed record AccessTally(string Cluster, string Namespace, string Image, string Reason, DateTimeOffset Minute, long Count);
