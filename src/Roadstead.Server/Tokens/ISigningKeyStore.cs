namespace Roadstead.Server.Tokens;

/// <summary>Where the token service's signing keys are kept between starts, encrypted.</summary>
public interface ISigningKeyStore
{
    /// <summary>What was written last, PEM; null when nothing was.</summary>
    string? Read();

    /// <summary>Replaces it. On return it survives a crash.</summary>
    void Write(string pem);
}
