namespace Roadstead.Core.Errors;

/// <summary>One stable code of the API, with everything that every surface needs to report it. Declared in <see cref="ErrorCodes"/> alone.</summary>
/// <param name="Code">Stable name: lower case words joined by '-'. Clients compare it; it never changes.</param>
/// <param name="Status">HTTP status of the API's answer, 400 to 599.</param>
/// <param name="Title">What happened, for people, the same for every occurrence.</param>
/// <param name="Remedy">What to do about it, one or two sentences. Used as <c>detail</c> when the occurrence has no better one.</param>
public sealed record ErrorCode(string Code, int Status, string Title, string Remedy)
{
    /// <summary>The stable name.</summary>
    public override string ToString() => Code;
}
