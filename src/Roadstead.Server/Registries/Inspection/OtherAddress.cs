namespace Roadstead.Server.Registries.Inspection;

/// <summary>What to do when the registry has another address than the one that was given.</summary>
internal enum OtherAddress
{
    /// <summary>Go on there, as long as the login would not travel less safely than was asked for.</summary>
    Follow,

    /// <summary>Stop before the login is sent, and say so.</summary>
    Refuse,

    /// <summary>Go on at the address that was given: it has been good so far.</summary>
    Ignore,
}
