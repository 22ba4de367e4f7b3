namespace Roadstead.Server.PullSecrets;

/// <summary>What has to be done for a pull secret to be as it should.</summary>
internal enum SecretStep
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It is written again.</summary>
    Write,

    /// <summary>It is deleted and made anew: its type cannot be changed, or nodes shall not take it for the one before.</summary>
    Remake,
}
