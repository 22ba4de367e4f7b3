namespace Roadstead.Server.Storage;

/// <summary>What makes committed changes visible to decisions.</summary>
public interface IChangePublisher
{
    /// <summary>Returns once a publication that was read after this call is the current one, so that it holds everything committed before.</summary>
    Task PublishAsync(CancellationToken cancellationToken);
}
