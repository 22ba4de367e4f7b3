namespace Roadstead.EndToEnd.Tests.Truth;

/// <summary>How a registry is pulled from.</summary>
internal enum Via
{
    /// <summary>A registry with a password, by Roadstead's gateway.</summary>
    Gateway,

    /// <summary>A registry that asks Roadstead's token service, directly.</summary>
    TokenService,

    /// <summary>A registry that asks nobody, directly.</summary>
    Open,

    /// <summary>A registry that is not integrated, directly.</summary>
    Unmanaged,
}
