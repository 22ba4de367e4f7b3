using System.Text.Json.Serialization;

namespace Roadstead.Kubernetes.Objects;

/// <summary>What every object has.</summary>
public sealed record ObjectMeta
{
    /// <summary>Its name; empty for an object that the server shall name.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>Begin of a name that the server completes; null otherwise.</summary>
    public string? GenerateName { get; init; }

    /// <summary>Its namespace; null for objects of the whole cluster.</summary>
    [JsonConverter(typeof(SharedTextConverter))]
    public string? Namespace { get; init; }

    /// <summary>Tells this object from an earlier one of the same name.</summary>
    public string? Uid { get; init; }

    /// <summary>Changes with every change. Opaque: compare for equality only.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>Changes with every change of what is wanted, where the type has that.</summary>
    public long? Generation { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreationTimestamp { get; init; }

    /// <summary>When it was asked to go; null when it was not.</summary>
    public DateTimeOffset? DeletionTimestamp { get; init; }

    /// <summary>Labels; null for none.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>Annotations; null for none.</summary>
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    /// <summary>Whose parts it is; null for nobody's.</summary>
    public IReadOnlyList<OwnerReference>? OwnerReferences { get; init; }

    /// <summary>Who has to agree before it goes; null for nobody.</summary>
    public IReadOnlyList<string>? Finalizers { get; init; }
}
