using System.Security.Cryptography;
using Roadstead.Server.Access;

namespace Roadstead.Server.Storage;

/// <summary>Which Roadstead this is: part of the name of every account that it makes, so that two never fight over one.</summary>
public sealed class Installation : IInstallation
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    private string? id;

    /// <summary>6 characters of a-z and 2-7; made at the first start, never changed.</summary>
    public string Id => id ?? throw new InvalidOperationException("The installation is read when the host starts.");

    internal static string Generate() => RandomNumberGenerator.GetString(Alphabet, 6);

    internal void Use(string stored) => id = stored;
}
