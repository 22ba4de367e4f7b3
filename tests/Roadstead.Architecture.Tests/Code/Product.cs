namespace Roadstead.Architecture.Tests.Code;

/// <summary>The product's own types, and the samples that the rules must catch.</summary>
internal static class Product
{
    public static IReadOnlyList<CodeType> Core { get; } = Read("Roadstead.Core.dll");

    public static IReadOnlyList<CodeType> Registries { get; } = Read("Roadstead.Registries.dll");

    public static IReadOnlyList<CodeType> Kubernetes { get; } = Read("Roadstead.Kubernetes.dll");

    public static IReadOnlyList<CodeType> Server { get; } = Read("roadstead-server.dll");

    public static IReadOnlyList<CodeType> All { get; } = [.. Core, .. Registries, .. Kubernetes, .. Server];

    /// <summary>Types of the folder Samples, which pretend to live in the product's namespaces.</summary>
    public static IReadOnlyList<CodeType> Samples { get; } =
        [.. CodeAssembly.Read("Roadstead.Architecture.Tests.dll").Where(type => IsOurs(type) && !type.IsIn("Roadstead.Architecture"))];

    // Source generators add types of their own namespaces (regular expressions, OpenAPI); they are not written here.
    private static IReadOnlyList<CodeType> Read(string fileName) => [.. CodeAssembly.Read(fileName).Where(IsOurs)];

    private static bool IsOurs(CodeType type) => type.IsIn("Roadstead");
}
