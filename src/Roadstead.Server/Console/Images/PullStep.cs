namespace Roadstead.Server.Console.Images;

/// <summary>One step of a pull: something to run, or to write into a file.</summary>
/// <param name="Title">What it does; a text key.</param>
/// <param name="What">What is copied; a text key.</param>
/// <param name="Text">The command, or the file's content.</param>
public sealed record PullStep(string Title, string What, string Text)
{
    /// <summary>What has to be known of it; a text key, null for nothing.</summary>
    public string? Note { get; init; }
}
