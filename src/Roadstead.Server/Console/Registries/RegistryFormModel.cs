using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Errors;

namespace Roadstead.Server.Console.Registries;

/// <summary>The form that integrates or edits a registry, with what was typed; never with a password.</summary>
/// <param name="Level">Whose registry.</param>
/// <param name="Edited">The registry's name; null to integrate one. Name and type are fixed then.</param>
public sealed record RegistryFormModel(RegistryLevel Level, string? Edited = null)
{
    public bool IsNew => Edited is null;

    /// <summary>Where it is posted; <c>/probe</c> below it tests the connection.</summary>
    public string Action => Edited is null ? Level.Integrate : Level.LinksOf(Edited).Edit;

    /// <summary>Where it is posted to have what is at the address looked at.</summary>
    public string Detect => Action + "/detect";

    /// <summary>Where "Cancel" leads.</summary>
    public string Back => Edited is null ? Level.List : Level.LinksOf(Edited).Overview;

    public string? Name { get; init; }

    public string? DisplayName { get; init; }

    /// <summary>Null when what was posted is no type.</summary>
    public RegistryType? Type { get; init; } = RegistryType.DockerRegistry;

    public string? Url { get; init; }

    public string? Username { get; init; }

    public string? CaCertificate { get; init; }

    public bool SkipVerify { get; init; }

    /// <summary>Further hosts by which images are named, one a line.</summary>
    public string? ImageHosts { get; init; }

    public string? TokenRealm { get; init; }

    /// <summary>Null where it cannot be chosen: at a platform registry, and by others than platform admins.</summary>
    public bool? Exclusive { get; init; }

    /// <summary>Null: Roadstead chooses the best that the registry can.</summary>
    public Delivery? Delivery { get; init; }

    /// <summary>What the last test found.</summary>
    public ProbeView? Probe { get; init; }

    /// <summary>What was found at the address; null while nobody looked.</summary>
    public ProbeView? Detected { get; init; }

    /// <summary>True when the form was posted to have the address looked at.</summary>
    public bool IsDetection { get; init; }

    /// <summary>Why nothing was saved, or tested.</summary>
    public Problem? Problem { get; init; }

    /// <summary>True when the form was posted to test the connection: what is wrong then stands in the card beside it.</summary>
    public bool IsTest { get; init; }

    /// <summary>Whom the change takes something from; must be acknowledged first.</summary>
    public ImpactView? Impact => Problem?.Extensions?.GetValueOrDefault("impact") as ImpactView;

    /// <summary>Fields that show their own errors.</summary>
    public static IReadOnlyList<string> Fields { get; } =
        ["name", "displayName", "url", "username", "password", "tls.caCertificate", "delivery", "imageHosts", "tokenRealm", "type"];

    /// <summary>True when something is wrong with one of these fields: what hides them is open then.</summary>
    public bool HasErrors(params ReadOnlySpan<string> fields)
    {
        foreach (var field in fields)
        {
            if (Problem?.Errors?.ContainsKey(field) == true)
                return true;
        }

        return false;
    }
}
