using Roadstead.Architecture.Tests.Code;

namespace Roadstead.Architecture.Tests.Rules;

/// <summary>Some calls have their one place, or none.</summary>
/// <param name="Why">What to do instead.</param>
/// <param name="Allowed">Full names of types, or of namespaces, that may.</param>
/// <param name="Calls">As <c>Namespace.Type::Member</c>.</param>
internal sealed record CallRule(string Why, string[] Allowed, params string[] Calls)
{
    public static CallRule Time { get; } = new(
        "time comes from TimeProvider",
        [],
        "System.DateTime::get_Now",
        "System.DateTime::get_UtcNow",
        "System.DateTime::get_Today",
        "System.DateTimeOffset::get_Now",
        "System.DateTimeOffset::get_UtcNow",
        "System.Environment::get_TickCount",
        "System.Environment::get_TickCount64",
        "System.Diagnostics.Stopwatch::.ctor",
        "System.Diagnostics.Stopwatch::StartNew",
        "System.Diagnostics.Stopwatch::GetTimestamp");

    // Addresses are checked at the connect, in one place for each kind of server; a client made elsewhere would go around it.
    public static CallRule Http { get; } = new(
        "remote calls go through Registries/Distribution or Kubernetes/Http, which check addresses when connecting",
        ["Roadstead.Registries.Distribution", "Roadstead.Kubernetes.Http"],
        "System.Net.Http.HttpClient::.ctor",
        "System.Net.Http.HttpMessageInvoker::.ctor",
        "System.Net.Http.HttpClientHandler::.ctor",
        "System.Net.Http.SocketsHttpHandler::.ctor");

    public static CallRule Save { get; } = new(
        "changes are committed by ChangeService alone, which audits and publishes them",
        ["Roadstead.Server.Storage.ChangeService", "Roadstead.Server.Identity"],
        "Microsoft.EntityFrameworkCore.DbContext::SaveChanges",
        "Microsoft.EntityFrameworkCore.DbContext::SaveChangesAsync",
        "Roadstead.Server.Storage.RoadsteadDb::SaveChanges",
        "Roadstead.Server.Storage.RoadsteadDb::SaveChangesAsync");

    // Statements that go around the change tracker go around the audit too.
    public static CallRule Bulk { get; } = new(
        "changes are committed by ChangeService alone, which audits and publishes them",
        ["Roadstead.Server.Storage", "Roadstead.Server.Identity"],
        "Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions::ExecuteDelete",
        "Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions::ExecuteDeleteAsync",
        "Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions::ExecuteUpdate",
        "Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions::ExecuteUpdateAsync",
        "Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions::ExecuteSql",
        "Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions::ExecuteSqlAsync",
        "Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions::ExecuteSqlRaw",
        "Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions::ExecuteSqlRawAsync");

    public static IReadOnlyList<CallRule> All { get; } = [Time, Http, Save, Bulk];

    public IEnumerable<string> Violations(IEnumerable<CodeType> types) =>
        from type in types
        where !Allowed.Any(allowed => type.FullName == allowed || type.IsIn(allowed))
        from call in type.Calls.Intersect(Calls)
        select $"{type.FullName} calls {call}: {Why}";
}
