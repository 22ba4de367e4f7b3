namespace Roadstead.Server.ManagedHarbors.Following;

/// <summary>How Roadstead gets into a Harbor. Its text shows no password.</summary>
/// <param name="Url">The address, as the instance says.</param>
/// <param name="Password">Of its user <c>admin</c>.</param>
/// <param name="CaCertificate">PEM of the authority that signed its certificate; null: a public one.</param>
internal sealed record HarborLogin(string Url, string Password, string? CaCertificate)
{
    public const string User = "admin";

    public override string ToString() => Url;
}
