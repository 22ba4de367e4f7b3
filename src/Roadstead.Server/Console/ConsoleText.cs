namespace Roadstead.Server.Console;

/// <summary>
/// Names the console's texts. The English text is the key; a file <c>ConsoleText.&lt;language&gt;.xml</c> beside this one
/// translates, and what it leaves out stays English.
/// </summary>
public sealed class ConsoleText
{
    /// <summary>Marks a text that is made in C# and translated where it is shown: tests then know that the languages need it.</summary>
    public static string Key(string text) => text;
}
