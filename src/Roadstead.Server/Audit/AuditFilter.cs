using System.ComponentModel;

namespace Roadstead.Server.Audit;

/// <summary>Which audit rows are asked for; null leaves a part open.</summary>
public sealed record AuditFilter
{
    [Description("The name of who made the change.")]
    public string? Actor { get; init; }

    [Description("The action, such as space.bind; or its kind alone, such as space.")]
    public string? Action { get; init; }

    [Description("The object; what lies below it counts as well: a registry's name finds its spaces.")]
    public string? Object { get; init; }

    [Description("The workspace: its members, namespaces and registries, and the bindings of spaces to it.")]
    public string? Workspace { get; init; }

    [Description("The registry: its settings, spaces, pull identities and images; for one of a workspace with that: payments/images.")]
    public string? Registry { get; init; }

    [Description("How it ended, such as ok.")]
    public string? Outcome { get; init; }

    [Description("From this time on.")]
    public DateTimeOffset? From { get; init; }

    [Description("Before this time.")]
    public DateTimeOffset? To { get; init; }

    /// <summary>An action that is left out: a list of changes need not tell who came and went. No parameter of the API.</summary>
    internal string? Except { get; init; }
}
