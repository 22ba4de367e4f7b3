namespace Roadstead.Server.Overview.Pulls;

/// <summary>How often a door gave the same answer within a minute.</summary>
/// <param name="Minute">The minute that began then.</param>
/// <param name="Cluster">The cluster; empty for nobody and for people.</param>
/// <param name="Namespace">The namespace; empty for nobody and for people.</param>
/// <param name="Image">As it was asked for; <c>*</c> for the rest of a minute that had too many.</param>
/// <param name="Reason">The rule, kebab-case.</param>
/// <param name="Answer">What that means.</param>
/// <param name="Count">How often.</param>
public sealed record PullView(DateTimeOffset Minute, string Cluster, string Namespace, string Image, string Reason, PullAnswer Answer, long Count);
