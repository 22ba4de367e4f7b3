namespace Roadstead.Core.Contracts.Settings;

/// <summary>One setting of the server as it is in force. Changed by configuration and a restart alone.</summary>
/// <param name="Group">What it belongs to: <c>server</c>, or the section of the configuration.</param>
/// <param name="Key">Its key in a file or on the command line: <c>Images:CrawlEvery</c>.</param>
/// <param name="Variable">The environment variable that sets it: <c>Images__CrawlEvery</c>.</param>
/// <param name="Value">The value in force; null: none, or a secret.</param>
/// <param name="Default">The value without any; null: none.</param>
/// <param name="SetBy">What set it: <c>environment</c>, <c>command line</c> or a file's name; null: nothing, the default is in force.</param>
/// <param name="IsSecret">True: the value is never shown.</param>
public sealed record SettingView(string Group, string Key, string Variable, string? Value, string? Default, string? SetBy, bool IsSecret);
