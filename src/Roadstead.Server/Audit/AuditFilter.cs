using System.ComponentModel;

namespace Roadstead.Server.Audit;

/// <summary>Which audit rows are asked for; null leaves a part open.</summary>
public sealed record AuditFilter(
    [property: Description("The name of who made the change.")] string? Actor = null,
    [property: Description("The action, such as space.bind; or its kind alone, such as space.")] string? Action = null,
    [property: Description("The object; what lies below it counts as well: a registry's name finds its spaces.")] string? Object = null,
    [property: Description("From this time on.")] DateTimeOffset? From = null,
    [property: Description("Before this time.")] DateTimeOffset? To = null);
