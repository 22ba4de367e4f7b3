namespace Roadstead.Server.Http;

public static class AccessRuleExtensions
{
    /// <summary>Declares who may call. The innermost declaration counts: a route's own before its group's.</summary>
    public static TBuilder RequireAccess<TBuilder>(this TBuilder builder, AccessRule rule)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new AccessRuleMetadata(rule));
}
