using Microsoft.EntityFrameworkCore;

namespace Roadstead.Server.Storage;

/// <summary>Contexts of the SQLite database under the name that everybody asks for.</summary>
internal sealed class SqliteDbFactory(IDbContextFactory<SqliteRoadsteadDb> contexts) : IDbContextFactory<RoadsteadDb>
{
    public RoadsteadDb CreateDbContext() => contexts.CreateDbContext();
}
