namespace Roadstead.Architecture.Tests.Code;

/// <summary>A top-level type as its assembly describes it. What its nested and compiler-made types do (lambdas, async bodies) counts as its own.</summary>
internal sealed record CodeType(string Namespace, string Name)
{
    public string FullName => Namespace.Length == 0 ? Name : $"{Namespace}.{Name}";

    public bool IsPublic { get; init; }

    public bool IsInterface { get; init; }

    public bool IsAbstract { get; init; }

    public bool IsSealed { get; init; }

    /// <summary>Full name of the base class, generic arity and arguments left out; null for interfaces.</summary>
    public string? BaseType { get; init; }

    /// <summary>Full names of the top-level types that it mentions anywhere, method bodies included; itself left out.</summary>
    public required IReadOnlySet<string> Uses { get; init; }

    /// <summary>What its method bodies call or create, as <c>Namespace.Type::Member</c>; a constructor is <c>.ctor</c>.</summary>
    public required IReadOnlySet<string> Calls { get; init; }

    /// <summary>Its own methods, without accessors.</summary>
    public required IReadOnlyList<CodeMethod> Methods { get; init; }

    public bool IsIn(string ns) => Namespace == ns || Namespace.StartsWith(ns + ".", StringComparison.Ordinal);
}
