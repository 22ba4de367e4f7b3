namespace Roadstead.Server.Http;

/// <summary>The rule of a route, as the endpoint table holds it.</summary>
public sealed record AccessRuleMetadata(AccessRule Rule);
