using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SQLitePCL;

/// <summary>Finds the system's SQLite.</summary>
internal static class SqliteLibrary
{
    /// <summary>The name in the imports. No file has it: <see cref="Resolve"/> says which one is meant.</summary>
    public const string Name = "sqlite3-of-the-system";

    private static readonly string[] Files = ["libsqlite3.so.0", "sqlite3"];

    // Before the first import is bound, whoever calls it.
#pragma warning disable CA2255 // a library's initializer is meant here: there is no other moment that every user passes
    [ModuleInitializer]
    internal static void Register() => NativeLibrary.SetDllImportResolver(typeof(SqliteLibrary).Assembly, Resolve);
#pragma warning restore CA2255

    /// <exception cref="DllNotFoundException">None of the files is there.</exception>
    internal static nint Load(IEnumerable<string> files)
    {
        foreach (var file in files)
        {
            if (NativeLibrary.TryLoad(file, typeof(SqliteLibrary).Assembly, searchPath: null, out var library))
                return library;
        }

        throw new DllNotFoundException("SQLite is missing: install the Debian package libsqlite3-0 (apt-get install libsqlite3-0).");
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) => name == Name ? Load(Files) : 0;
}
