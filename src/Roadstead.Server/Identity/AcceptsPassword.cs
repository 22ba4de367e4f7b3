namespace Roadstead.Server.Identity;

/// <summary>Marks the one route that takes user and password (HTTP Basic): everywhere else they would be sent, and checked, with every request.</summary>
internal sealed class AcceptsPassword;
