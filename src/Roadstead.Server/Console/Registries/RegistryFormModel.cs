using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Errors;
using Roadstead.Server.Console.Components;

namespace Roadstead.Server.Console.Registries;

/// <summary>The form that integrates or edits a registry, with what was typed.</summary>
/// <param name="Action">Where it is posted; <c>/probe</c> below it tests the connection.</param>
/// <param name="Back">Where "Cancel" leads.</param>
/// <param name="Crumbs">The pages above.</param>
/// <param name="IsNew">True: integrate; false: name and type are fixed.</param>
public sealed record RegistryFormModel(string Action, string Back, IReadOnlyList<Crumb> Crumbs, bool IsNew)
{
    public string? Name { get; init; }

    public string? DisplayName { get; init; }

    public RegistryType Type { get; init; } = RegistryType.DockerRegistry;

    public string? Url { get; init; }

    public string? Username { get; init; }

    public string? CaCertificate { get; init; }

    public bool SkipVerify { get; init; }

    /// <summary>Null: Roadstead chooses the best that the registry can.</summary>
    public Delivery? Delivery { get; init; }

    /// <summary>What the last test found.</summary>
    public ProbeView? Probe { get; init; }

    public Problem? Problem { get; init; }

    /// <summary>Whom the change takes something from; must be acknowledged first.</summary>
    public ImpactView? Impact { get; init; }

    /// <summary>Fields that show their own errors.</summary>
    public static IReadOnlyList<string> Fields { get; } =
        ["name", "displayName", "url", "username", "password", "tls.caCertificate", "tls.skipVerify", "type", "delivery"];
}
