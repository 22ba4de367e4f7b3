namespace Roadstead.Server.Admission.Certificates;

/// <summary>Where the keys of the certificate authority are kept between starts, encrypted.</summary>
public interface IAuthorityStore
{
    /// <summary>What was written last, PEM; null when nothing was.</summary>
    string? Read();

    /// <summary>Replaces it. On return it survives a crash.</summary>
    void Write(string pem);
}
