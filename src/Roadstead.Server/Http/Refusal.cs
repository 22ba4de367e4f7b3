using Roadstead.Core.Errors;

namespace Roadstead.Server.Http;

/// <summary>Why a request was refused before any endpoint saw it, for whoever gives the status its words: one status has several reasons.</summary>
/// <param name="Code">The reason.</param>
internal sealed record Refusal(ErrorCode Code);
