// Writes the migration from the last one to the model as it is now:
//
//     dotnet run --project eng/Migrator -- <Name>
//
// The command line tool of EF Core cannot be used, because packages that it needs are not to be had.
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations.Design;
using Microsoft.EntityFrameworkCore.Storage;
using Roadstead.Server.Storage;

if (args is not [var name])
{
    Console.Error.WriteLine("Usage: dotnet run --project eng/Migrator -- <name of the migration>");
    return 2;
}

await using var db = new SqliteRoadsteadDb(new DbContextOptionsBuilder<SqliteRoadsteadDb>().UseSqlite("Data Source=:memory:").Options);
var services = new ServiceCollection().AddEntityFrameworkDesignTimeServices().AddDbContextDesignTimeServices(db);
DesignServicesOf(db).ConfigureDesignTimeServices(services);
await using var provider = services.BuildServiceProvider();
await using var scope = provider.CreateAsyncScope();

var scaffolder = scope.ServiceProvider.GetRequiredService<IMigrationsScaffolder>();
var server = Path.GetFullPath("../../src/Roadstead.Server", SourceFolder());
var migration = scaffolder.ScaffoldMigration(name, "Roadstead.Server", "Storage.Migrations.Sqlite", "C#");
var files = scaffolder.Save(server, migration, Path.Combine(server, "Storage/Migrations/Sqlite"));
Console.WriteLine(files.MigrationFile);
return 0;

static string SourceFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

static IDesignTimeServices DesignServicesOf(DbContext db)
{
    var assembly = Assembly.Load(db.GetService<IDatabaseProvider>().Name);
    var attribute = assembly.GetCustomAttribute<DesignTimeProviderServicesAttribute>()!;
    return (IDesignTimeServices)Activator.CreateInstance(assembly.GetType(attribute.TypeName, throwOnError: true)!)!;
}
