using Roadstead.Architecture.Tests.Code;

namespace Roadstead.Architecture.Tests.Rules;

/// <summary>Types of one namespace mention no type of others, in signatures or in method bodies.</summary>
internal sealed record DependencyRule(string From, params string[] Forbidden)
{
    public static IReadOnlyList<DependencyRule> All { get; } =
    [
        new("Roadstead.Core", "Roadstead.Registries", "Roadstead.Kubernetes", "Roadstead.Server", "Microsoft", "YamlDotNet"),
        new("Roadstead.Kubernetes", "Roadstead.Registries", "Roadstead.Server", "Microsoft.AspNetCore", "Microsoft.EntityFrameworkCore"),
        new("Roadstead.Registries", "Roadstead.Kubernetes", "Roadstead.Server", "Microsoft.AspNetCore", "Microsoft.EntityFrameworkCore"),
        // Doors decide from what is published, so that they can run in another process one day.
        new("Roadstead.Server.Admission", "Roadstead.Server.Storage", "Microsoft.EntityFrameworkCore"),
        new("Roadstead.Server.Tokens", "Roadstead.Server.Storage", "Microsoft.EntityFrameworkCore"),
        new("Roadstead.Server.Gateway", "Roadstead.Server.Storage", "Microsoft.EntityFrameworkCore"),
        new("Roadstead.Server.PullSecrets", "Roadstead.Server.Storage", "Microsoft.EntityFrameworkCore"),
        // Pages call the same services as the API.
        new("Roadstead.Server.Console", "Roadstead.Server.Storage", "Microsoft.EntityFrameworkCore"),
    ];

    public IEnumerable<string> Violations(IEnumerable<CodeType> types) =>
        from type in types
        where type.IsIn(From)
        from used in type.Uses
        where Forbidden.Any(ns => used.StartsWith(ns + ".", StringComparison.Ordinal))
        select $"{type.FullName} uses {used}, which {From} may not";
}
