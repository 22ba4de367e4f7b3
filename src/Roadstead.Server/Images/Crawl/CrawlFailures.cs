using System.Globalization;
using Roadstead.Registries;

namespace Roadstead.Server.Images.Crawl;

/// <summary>Tells a repository that cannot be read from a registry that cannot. Safe for any number of threads.</summary>
/// <param name="maxInARow">So many failures without a success between them are the registry's.</param>
internal sealed class CrawlFailures(int maxInARow)
{
    private readonly Lock gate = new();
    private int count;
    private int inARow;
    private string? last;

    /// <summary>What could not be read; null when nothing.</summary>
    public string? Reason
    {
        get
        {
            lock (gate)
                return count == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{count} repositories could not be read. {last}");
        }
    }

    public void Succeeded()
    {
        lock (gate)
            inARow = 0;
    }

    /// <summary>Counts a failure; true when the crawl must end with it.</summary>
    public bool IsOfRegistry(RegistryException e, string path)
    {
        lock (gate)
        {
            count++;
            last = $"{path}: {e.Message}";
            return e.Code is RegistryErrorCode.CredentialsRejected or RegistryErrorCode.CredentialsRequired or RegistryErrorCode.RealmNotTrusted
                    or RegistryErrorCode.TlsUntrusted or RegistryErrorCode.AddressNotAllowed
                || (e.IsTransient && ++inARow >= maxInARow);
        }
    }
}
