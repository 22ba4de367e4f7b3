using Microsoft.EntityFrameworkCore;

namespace Roadstead.Server.Storage;

public sealed class SqliteRoadsteadDb(DbContextOptions<SqliteRoadsteadDb> options) : RoadsteadDb(options);
