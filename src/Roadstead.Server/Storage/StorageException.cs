namespace Roadstead.Server.Storage;

/// <summary>The store cannot be used as it is configured. The message is one line that says what to do, and holds no secret.</summary>
public sealed class StorageException(string message, Exception? inner = null) : Exception(message, inner);
