using Roadstead.Core.Contracts.Spaces;

namespace Roadstead.Server.Storage.Entities;

public sealed class Space : IRevisioned
{
    public Guid Id { get; set; } = Guid.CreateVersion7();

    public Guid RegistryId { get; set; }

    /// <summary><c>*</c> for the root.</summary>
    public required string Name { get; set; }

    /// <summary>Whole path segments within the registry; empty for the root.</summary>
    public required string Prefix { get; set; }

    public Visibility Visibility { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public long Revision { get; set; }

    public Registry? Registry { get; set; }

    public List<Binding> Bindings { get; } = [];
}
