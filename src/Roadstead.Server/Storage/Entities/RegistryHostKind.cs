namespace Roadstead.Server.Storage.Entities;

public enum RegistryHostKind
{
    /// <summary>The host of its URL.</summary>
    Own,

    /// <summary>Declared by who integrated it.</summary>
    Image,

    /// <summary>The host of an earlier URL, or another name of the same registry.</summary>
    Alias,
}
