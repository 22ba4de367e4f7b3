namespace Roadstead.Core.Access;

/// <summary>Where every door takes the access map from. Safe for any number of threads.</summary>
public interface IAccessMapSource
{
    /// <summary>The newest map. One reference read: take it once per request and decide everything with it.</summary>
    AccessMap Current { get; }
}
