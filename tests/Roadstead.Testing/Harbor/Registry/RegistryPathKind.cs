namespace Roadstead.Testing.Harbor.Registry;

/// <summary>The resources of the distribution API.</summary>
internal enum RegistryPathKind
{
    Unknown,
    Base,
    Catalog,
    Tags,
    Manifest,
    Referrers,
    Blob,
    Upload,
}
