using Roadstead.Core.Contracts.Registries;

namespace Roadstead.Registries;

/// <summary>One signal of a check.</summary>
/// <param name="Name">Which.</param>
/// <param name="Ok">Null: not looked at, or it does not apply.</param>
/// <param name="Reason">A stable code, kebab-case; <c>ok</c> when it holds, <c>not-checked</c>, <c>not-applicable</c>.</param>
/// <param name="Message">In words, with what to do about it. Never holds a secret.</param>
public sealed record RegistrySignal(SignalName Name, bool? Ok, string Reason, string Message);
