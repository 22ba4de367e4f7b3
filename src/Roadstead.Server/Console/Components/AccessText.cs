namespace Roadstead.Server.Console.Components;

/// <summary>Text keys of the steps of an explanation: a stable name such as <c>registry-healthy</c> reads as "Registry healthy".</summary>
internal static class AccessText
{
    internal static string Title(string check) =>
        check.Length == 0 ? check : char.ToUpperInvariant(check[0]) + check[1..].Replace('-', ' ');
}
