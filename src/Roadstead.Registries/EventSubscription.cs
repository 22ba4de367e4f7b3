namespace Roadstead.Registries;

/// <summary>Where a registry tells of changes. Its text never shows the secret.</summary>
/// <param name="Name">The subscription's name, which says whose it is.</param>
/// <param name="Address">Where to.</param>
/// <param name="Secret">What the registry proves itself with, in the header that <see cref="IEventSubscriptions.SecretHeader"/> names.</param>
/// <param name="SkipVerify">True: the registry does not verify the certificate of the address.</param>
public sealed record EventSubscription(string Name, Uri Address, string Secret, bool SkipVerify)
{
    /// <summary>Name and address.</summary>
    public override string ToString() => $"{Name} to {Address}";
}
