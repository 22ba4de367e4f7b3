using Roadstead.Core.Contracts.Registries;

namespace Roadstead.Server.Images;

/// <summary>How fresh the index is. In memory; safe for any number of threads.</summary>
public interface IIndexProgress
{
    /// <summary>The index of a registry; pending when it was never crawled.</summary>
    IndexView Of(Guid registryId);
}
