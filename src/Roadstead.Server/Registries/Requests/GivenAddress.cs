using System.Diagnostics.CodeAnalysis;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Registries.Detection;

namespace Roadstead.Server.Registries.Requests;

/// <summary>The address in a request: in its one form, or pasted from somewhere, from which the registry's own is still to be found.</summary>
/// <param name="Url">The address; of what was pasted, its host's root.</param>
/// <param name="Pasted">What was given, for the detection.</param>
/// <param name="NotStored">Why this is no address to store; null when it is one.</param>
internal sealed record GivenAddress(RegistryUrl Url, PastedAddress Pasted, string? NotStored)
{
    /// <param name="text">The text.</param>
    /// <param name="type">The product; null when it is not known.</param>
    /// <param name="given">What it says.</param>
    /// <param name="error">What is wrong with it and how to mend it.</param>
    public static bool TryRead(string? text, RegistryType? type, [NotNullWhen(true)] out GivenAddress? given, [NotNullWhen(false)] out string? error)
    {
        given = null;
        if (!PastedAddress.TryParse(text, out var pasted, out error))
            return false;
        if (RegistryUrl.TryParse(text, type, out var url, out var strict))
        {
            // In its one form, so that nothing differs by a capital letter or a default port.
            var known = PastedAddress.Of(url.Value);
            given = new GivenAddress(url, pasted.HasScheme ? known : known with { HasScheme = false }, null);
            return true;
        }

        if (!RegistryUrl.TryParse(pasted.Root.AbsoluteUri, null, out var root, out error))
            return false;
        given = new GivenAddress(root, pasted with { Root = new Uri(root.Value.GetLeftPart(UriPartial.Authority)) }, strict);
        return true;
    }
}
