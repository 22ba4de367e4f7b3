namespace Roadstead.Testing;

/// <summary>A file that a running server may still write or delete.</summary>
public static class LivingFile
{
    /// <summary>All of it. SQLite's journals come and go: one that went since it was listed holds nothing any more, and is empty.</summary>
    public static async Task<byte[]> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy, cancellationToken);
            return copy.ToArray();
        }
        catch (FileNotFoundException)
        {
            return [];
        }
    }
}
