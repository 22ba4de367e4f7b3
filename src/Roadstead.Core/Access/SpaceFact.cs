namespace Roadstead.Core.Access;

/// <summary>What a verdict says about a space. Made once per map.</summary>
/// <param name="Id">Its id.</param>
/// <param name="RegistryId">The registry that it is a part of.</param>
/// <param name="Name">Its name; <c>*</c> for the root.</param>
/// <param name="Prefix">Whole path segments within the registry; empty for the root.</param>
/// <param name="Public">True: every namespace may pull.</param>
public sealed record SpaceFact(Guid Id, Guid RegistryId, string Name, string Prefix, bool Public)
{
    /// <summary>True: it shows the content of other spaces as its own, and holds none.</summary>
    public bool IncludesOthers { get; init; }
}
