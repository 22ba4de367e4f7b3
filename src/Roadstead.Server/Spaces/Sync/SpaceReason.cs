using Roadstead.Registries;

namespace Roadstead.Server.Spaces.Sync;

/// <summary>Why a space is not as it should be: codes of its <c>reason</c>, beside those of <see cref="SignalReason"/> for a registry that fails or refuses.</summary>
internal static class SpaceReason
{
    /// <summary>The registry is still to make it.</summary>
    public const string Creating = "creating";

    /// <summary>The registry is still to change it.</summary>
    public const string Changing = "changing";

    /// <summary>The registry is still to delete it.</summary>
    public const string Deleting = "deleting";

    /// <summary>The registry no longer has it.</summary>
    public const string Gone = "gone";

    /// <summary>The registry does not show it to the login that it is integrated with.</summary>
    public const string Unseen = "unseen";

    /// <summary>What it includes is not open to the same.</summary>
    public const string IncludesPrivate = "includes-private";

    /// <summary>It holds repositories, so that the registry does not delete it.</summary>
    public const string NotEmpty = "not-empty";
}
