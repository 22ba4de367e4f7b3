namespace Roadstead.Server.Admission;

/// <summary>Names that stand in clusters.</summary>
internal static class AdmissionNames
{
    /// <summary>Namespaces that carry it with the value <see cref="Excluded"/> are not asked about.</summary>
    public const string ExclusionLabel = "roadstead.dev/admission";

    public const string Excluded = "excluded";

    public const string PullSecret = "roadstead-pull";

    /// <summary>On all that Roadstead makes.</summary>
    public const string ManagedByLabel = "app.kubernetes.io/managed-by";

    public const string ManagedBy = "roadstead";

    /// <summary>Which Roadstead made it.</summary>
    public const string InstallationLabel = "roadstead.dev/installation";
}
