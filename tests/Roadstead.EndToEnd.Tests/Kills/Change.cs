using Roadstead.Testing;

namespace Roadstead.EndToEnd.Tests.Kills;

/// <summary>One change of the script, and what it does when it is done.</summary>
/// <param name="Kind">Its kind, as the audit names it.</param>
/// <param name="Method">The call.</param>
/// <param name="Path">Its path.</param>
/// <param name="Body">Its body; null for none.</param>
/// <param name="Gone">Facts that go; what begins so goes as well.</param>
/// <param name="Come">Facts that come.</param>
/// <param name="Audit">The audit rows that it leaves, as "action object".</param>
/// <param name="Upstream">The registry that is asked on the way; null for none.</param>
internal sealed record Change(
    string Kind, HttpMethod Method, string Path, object? Body, IReadOnlyList<string> Gone, IReadOnlyList<string> Come, IReadOnlyList<string> Audit, RegistryProxy? Upstream = null);
