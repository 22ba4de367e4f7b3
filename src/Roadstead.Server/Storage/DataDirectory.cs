using Roadstead.Server.Hosting;

namespace Roadstead.Server.Storage;

/// <summary>The data directory: for the server's own user alone, and for one server at a time.</summary>
public sealed class DataDirectory(ServerOptions options) : IDisposable
{
    private const UnixFileMode DirectoryMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private FileStream? held;

    public string Root { get; } = Path.GetFullPath(options.DataDirectory);

    /// <summary>The file of desired state.</summary>
    public string Database => PathOf("roadstead.db");

    public string PathOf(string name) => Path.Combine(Root, name);

    /// <summary>Makes it, shuts it to others, and holds it until the process ends, however it ends.</summary>
    /// <exception cref="ConfigurationException">It cannot be used, or another server uses it.</exception>
    public void Take()
    {
        try
        {
            Make(Root);
            foreach (var file in Directory.EnumerateFiles(Root))
                Protect(file);
            held = Open(PathOf("roadstead.lock"), FileMode.OpenOrCreate, FileShare.None);

            // SQLite gives its journals the mode of the database.
            using (Open(Database, FileMode.OpenOrCreate, FileShare.ReadWrite))
            {
            }
        }
        catch (Exception e) when (IsUnusable(e))
        {
            throw Unusable(" Is another Roadstead running on it?", e);
        }
    }

    /// <summary>A directory within it, made with mode 0700.</summary>
    /// <exception cref="ConfigurationException">It cannot be made.</exception>
    public string Make(string path)
    {
        var full = Path.Combine(Root, path);
        try
        {
            if (OperatingSystem.IsWindows())
                return Directory.CreateDirectory(full).FullName;

            Directory.CreateDirectory(full, DirectoryMode);
            File.SetUnixFileMode(full, DirectoryMode);
            return full;
        }
        catch (Exception e) when (IsUnusable(e))
        {
            throw Unusable(" It must be a directory that this user may write to.", e);
        }
    }

    /// <summary>Writes a file with mode 0600 so that it is there whole or not at all, even after a loss of power.</summary>
    public void Write(string name, string text)
    {
        var temporary = PathOf($"{name}.{Guid.NewGuid():N}.tmp");
        using (var stream = Open(temporary, FileMode.CreateNew, FileShare.None))
        using (var writer = new StreamWriter(stream))
        {
            writer.Write(text);
            writer.Flush();
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, PathOf(name), overwrite: true);
    }

    public void Dispose() => held?.Dispose();

    private static bool IsUnusable(Exception e) => e is IOException or UnauthorizedAccessException;

    private ConfigurationException Unusable(string hint, Exception e) => new($"The data directory '{Root}' cannot be used ({e.Message.ReplaceLineEndings(" ")}).{hint} See ROADSTEAD_DATA_DIR.", e);

    private static void Protect(string file)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, OwnerOnly);
    }

    private static FileStream Open(string path, FileMode mode, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        return new FileStream(path, options);
    }
}
