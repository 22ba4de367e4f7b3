using Roadstead.Architecture.Tests.Code;

namespace Roadstead.Architecture.Tests.Rules;

/// <summary>How types are shaped and named. What a tool writes (migrations, the compiled model, the classes of .razor files) follows its tool.</summary>
internal static class TypeRules
{
    private const string CompiledModel = "Roadstead.Server.Storage.Compiled";
    private static readonly string[] BannedSuffixes = ["Manager", "Helper", "Helpers", "Util", "Utils", "Base", "Info", "Data", "Impl"];

    private static readonly string[] WrittenByTools =
    [
        "Microsoft.AspNetCore.Components.ComponentBase",
        "Microsoft.AspNetCore.Components.LayoutComponentBase",
        "Microsoft.EntityFrameworkCore.Infrastructure.ModelSnapshot",
        "Microsoft.EntityFrameworkCore.Migrations.Migration",
        "Roadstead.Server.Console.ModelPage",
    ];

    private static readonly string[] Awaitable =
    [
        "System.Threading.Tasks.Task",
        "System.Threading.Tasks.ValueTask",
        "System.Collections.Generic.IAsyncEnumerable",
    ];

    public static IEnumerable<string> Sealed(IReadOnlyCollection<CodeType> types)
    {
        var bases = types.Select(type => type.BaseType).ToHashSet();
        return types
            .Where(type => !type.IsInterface && !type.IsAbstract && !type.IsSealed && !bases.Contains(type.FullName))
            .Where(type => !WrittenByTools.Contains(type.BaseType) && !type.IsIn(CompiledModel) && type.Name != "_Imports")
            .Select(type => $"{type.FullName} is not sealed, and nothing derives from it");
    }

    public static IEnumerable<string> Suffixes(IEnumerable<CodeType> types) =>
        from type in types
        from suffix in BannedSuffixes
        where type.Name.EndsWith(suffix, StringComparison.Ordinal)
        select $"{type.FullName} ends in {suffix}, which says nothing: name its role";

    /// <summary>
    /// A public method that can be awaited takes a token, last. A framework's own methods (overrides and interfaces that are not ours) keep their shape,
    /// and one that takes the HttpContext, or a filter's context, has its token there.
    /// </summary>
    public static IEnumerable<string> CancellationLast(IReadOnlyCollection<CodeType> types)
    {
        var ours = types.Where(type => type.IsInterface).SelectMany(type => type.Methods).Select(method => method.Name).ToHashSet();
        return
            from type in types
            where !WrittenByTools.Contains(type.BaseType) && type.BaseType != "System.MulticastDelegate"
            from method in type.Methods
            where method.IsPublic && Awaitable.Contains(method.ReturnType)
            where !method.IsVirtual || ours.Contains(method.Name)
            where !method.Parameters.Contains("Microsoft.AspNetCore.Http.HttpContext")
                && !method.Parameters.Contains("Microsoft.AspNetCore.Http.EndpointFilterInvocationContext")
            where method.Parameters is not [.., "System.Threading.CancellationToken"]
            where method.Name != "DisposeAsync"
            select $"{type.FullName}.{method.Name} takes no CancellationToken as its last parameter";
    }
}
