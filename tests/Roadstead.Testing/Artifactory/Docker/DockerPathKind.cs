namespace Roadstead.Testing.Artifactory.Docker;

/// <summary>What a path of the docker API leads to.</summary>
internal enum DockerPathKind
{
    Unknown,
    Base,
    Token,
    Catalog,
    Tags,
    Manifest,
    Blob,
    Upload,
}
