namespace Roadstead.Core.Contracts.ManagedHarbors;

/// <summary>A Redis server that exists already.</summary>
/// <param name="Host">Its host, as the Harbor's pods reach it.</param>
/// <param name="Port">Its port; null: 6379.</param>
/// <param name="Password">Its password; null for none. In no answer.</param>
public sealed record HarborRedis(string? Host, int? Port = null, string? Password = null);
