using System.Collections.Frozen;

namespace Roadstead.Server.Console.Assets;

/// <summary>The console's files. They are part of the assembly, so that they are there however the server was published or started.</summary>
public sealed class AssetStore
{
    private const string Prefix = "wwwroot/";
    private readonly FrozenDictionary<string, Asset> assets = Read().ToFrozenDictionary(a => a.Name, StringComparer.Ordinal);

    public IReadOnlyCollection<Asset> All => assets.Values;

    /// <summary>The address of a file, such as <c>app.js</c>.</summary>
    /// <exception cref="ArgumentException">There is no such file: a bug of the caller.</exception>
    public string Url(string name) => Find(name)?.Url ?? throw new ArgumentException($"The console has no file '{name}'.", nameof(name));

    public Asset? Find(string name) => assets.GetValueOrDefault(name);

    private static IEnumerable<Asset> Read()
    {
        var assembly = typeof(AssetStore).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            using var content = new MemoryStream();
            stream.CopyTo(content);
            yield return new Asset(resource[Prefix.Length..], content.ToArray());
        }
    }
}
