namespace Roadstead.Registries;

/// <summary>Where a registry tells of changes. Its text never shows the authorization.</summary>
/// <param name="Name">The subscription's name, which says whose it is.</param>
/// <param name="Address">Where to.</param>
/// <param name="Authorization">What the registry sends as the header <c>Authorization</c>.</param>
/// <param name="SkipVerify">True: the registry does not verify the certificate of the address.</param>
public sealed record EventSubscription(string Name, Uri Address, string Authorization, bool SkipVerify)
{
    /// <summary>Name and address.</summary>
    public override string ToString() => $"{Name} to {Address}";
}
