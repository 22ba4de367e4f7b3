namespace Roadstead.Architecture.Tests.Code;

/// <summary>A method's signature; types by full name, generic arguments left out.</summary>
internal sealed record CodeMethod(string Name, bool IsPublic, bool IsVirtual, string ReturnType, IReadOnlyList<string> Parameters);
