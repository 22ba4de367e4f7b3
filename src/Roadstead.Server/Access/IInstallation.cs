namespace Roadstead.Server.Access;

/// <summary>Which Roadstead this is.</summary>
public interface IInstallation
{
    /// <summary>6 characters of a-z and 2-7; made at the first start, never changed. Part of the name of everything that this Roadstead makes elsewhere.</summary>
    string Id { get; }
}
