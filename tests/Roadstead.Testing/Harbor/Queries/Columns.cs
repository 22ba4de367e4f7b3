namespace Roadstead.Testing.Harbor.Queries;

/// <summary>What rows can be filtered and sorted by: column names and their values (text, number, flag, time, or a list of texts).</summary>
internal sealed class Columns<T> : Dictionary<string, Func<T, object?>>;
