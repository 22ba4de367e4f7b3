namespace Roadstead.Server.Console.Components;

/// <summary>What a control inside a form field must carry, so that label, hint and error belong to it.</summary>
public sealed record FieldContext(string Id, string Name, string? DescribedBy, bool Invalid);
