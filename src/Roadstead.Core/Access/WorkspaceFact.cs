namespace Roadstead.Core.Access;

/// <summary>What a verdict says about a workspace. Made once per map.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
public sealed record WorkspaceFact(Guid Id, string Name);
