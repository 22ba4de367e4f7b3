namespace Roadstead.Core.Contracts.ManagedHarbors;

/// <summary>A PostgreSQL server that exists already.</summary>
/// <param name="Host">Its host, as the Harbor's pods reach it.</param>
/// <param name="Port">Its port; null: 5432.</param>
/// <param name="Username">The login, which owns the database <c>core</c>.</param>
/// <param name="Password">Its password; in no answer.</param>
/// <param name="SslMode">disable, allow, prefer, require, verify-ca or verify-full; null: prefer.</param>
public sealed record HarborDatabase(string? Host, int? Port = null, string? Username = null, string? Password = null, string? SslMode = null);
