namespace Roadstead.Server.Admission;

/// <summary>Names that stand in clusters.</summary>
internal static class AdmissionNames
{
    /// <summary>Namespaces that carry it with the value <see cref="Excluded"/> are not asked about.</summary>
    public const string ExclusionLabel = "roadstead.dev/admission";

    public const string Excluded = "excluded";

    public const string PullSecret = "roadstead-pull";
}
