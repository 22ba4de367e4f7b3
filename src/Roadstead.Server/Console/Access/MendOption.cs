namespace Roadstead.Server.Console.Access;

/// <summary>A workspace that a namespace could join.</summary>
/// <param name="Name">Its name.</param>
/// <param name="DisplayName">What people call it.</param>
/// <param name="IsBound">True: the space of the image is bound to it, so that joining is enough.</param>
public sealed record MendOption(string Name, string DisplayName, bool IsBound);
