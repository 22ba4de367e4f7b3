namespace Roadstead.Kubernetes;

/// <summary>One event of a watch.</summary>
/// <typeparam name="T">What is watched.</typeparam>
/// <param name="Type">What happened.</param>
/// <param name="Object">The object after it; of a deleted one, its last state. Null for a bookmark.</param>
/// <param name="ResourceVersion">Where a watch goes on after this event. Opaque: compare for equality only.</param>
public sealed record WatchEvent<T>(WatchEventType Type, T? Object, string ResourceVersion);
