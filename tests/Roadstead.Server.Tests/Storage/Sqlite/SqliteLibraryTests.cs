using SQLitePCL;

namespace Roadstead.Server.Tests.Storage.Sqlite;

public sealed class SqliteLibraryTests
{
    [Fact]
    public void Load_NoSuchFile_NamesTheDebianPackageInOneLine()
    {
        var error = Assert.Throws<DllNotFoundException>(() => SqliteLibrary.Load(["no-such-library.so.0"]));

        Assert.Contains("libsqlite3-0", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Version_OfTheSystem_HasTrigramSearch() => Assert.True(raw.sqlite3_libversion_number() >= 3_034_000, raw.sqlite3_libversion().utf8_to_string());
}
