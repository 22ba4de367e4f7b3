// Writes what EF Core makes from the model as it is now: the compiled model, and with a name also the migration that leads there from the last one:
//
//     dotnet run --project eng/Migrator [-- <Name>]
//
// It builds the server with the compiled model of last time: when a class is gone that this names, delete its folder first.
// The command line tool of EF Core cannot be used, because packages that it needs are not to be had.
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations.Design;
using Microsoft.EntityFrameworkCore.Scaffolding;
using Microsoft.EntityFrameworkCore.Storage;
using Roadstead.Server.Storage;

if (args.Length > 1)
{
    Console.Error.WriteLine("Usage: dotnet run --project eng/Migrator [-- <name of the migration>]");
    return 2;
}

await using var db = new SqliteRoadsteadDb(new DbContextOptionsBuilder<SqliteRoadsteadDb>().UseSqlite("Data Source=:memory:").Options);
var services = new ServiceCollection().AddEntityFrameworkDesignTimeServices().AddDbContextDesignTimeServices(db);
DesignServicesOf(db).ConfigureDesignTimeServices(services);
await using var provider = services.BuildServiceProvider();
await using var scope = provider.CreateAsyncScope();
var server = Path.GetFullPath("../../src/Roadstead.Server", SourceFolder());

if (args is [var name])
{
    var scaffolder = scope.ServiceProvider.GetRequiredService<IMigrationsScaffolder>();
    var migration = scaffolder.ScaffoldMigration(name, "Roadstead.Server", "Storage.Migrations.Sqlite", "C#");
    Console.WriteLine(scaffolder.Save(server, migration, Path.Combine(server, "Storage/Migrations/Sqlite")).MigrationFile);
}

var compiled = Path.Combine(server, "Storage/Compiled/Sqlite");
if (Directory.Exists(compiled))
{
    Directory.Delete(compiled, recursive: true);
}

scope.ServiceProvider.GetRequiredService<ICompiledModelScaffolder>().ScaffoldModel(
    db.GetService<IDesignTimeModel>().Model,
    compiled,
    new CompiledModelCodeGenerationOptions { ContextType = typeof(SqliteRoadsteadDb), ModelNamespace = "Roadstead.Server.Storage.Compiled.Sqlite", Language = "C#" });
Console.WriteLine(compiled);
return 0;

static string SourceFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

static IDesignTimeServices DesignServicesOf(DbContext db)
{
    var assembly = Assembly.Load(db.GetService<IDatabaseProvider>().Name);
    var attribute = assembly.GetCustomAttribute<DesignTimeProviderServicesAttribute>()!;
    return (IDesignTimeServices)Activator.CreateInstance(assembly.GetType(attribute.TypeName, throwOnError: true)!)!;
}
