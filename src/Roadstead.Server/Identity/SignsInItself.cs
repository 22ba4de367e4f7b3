namespace Roadstead.Server.Identity;

/// <summary>Marks the doors for machines: they check what they are sent themselves, and it is no API token of the API's own.</summary>
internal sealed class SignsInItself;
