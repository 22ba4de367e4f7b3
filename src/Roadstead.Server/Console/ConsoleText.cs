namespace Roadstead.Server.Console;

/// <summary>
/// Names the console's texts. The English text is the key; a file <c>ConsoleText.&lt;language&gt;.resx</c> beside this one
/// translates, and what it leaves out stays English.
/// </summary>
public sealed class ConsoleText;
