namespace Roadstead.Server.Storage.Entities;

/// <summary>An entity that counts its changes. <see cref="ChangeService"/> counts; setting <see cref="Revision"/> to any other value marks a change of what belongs to it (its bindings, its members).</summary>
public interface IRevisioned
{
    /// <summary>Counts from 0; the concurrency token, and what ETags are made from.</summary>
    long Revision { get; set; }
}
