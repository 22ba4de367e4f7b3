namespace Roadstead.Server.Console.Components;

/// <summary>Something further that can be asked for with a deed that is confirmed.</summary>
/// <param name="Field">The field's name; its value is <c>true</c> when it is chosen.</param>
/// <param name="Label">What it does.</param>
/// <param name="Hint">What happens otherwise.</param>
/// <param name="Chosen">Whether it is chosen.</param>
public sealed record ConfirmOption(string Field, string Label, string Hint, bool Chosen);
