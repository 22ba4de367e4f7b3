using Roadstead.Server.Console.Components;
using Roadstead.Server.Images;

namespace Roadstead.Server.Console.Images;

/// <summary>How a person signs in and pulls with one client.</summary>
/// <param name="Url">The page's state; <c>client</c> in it is the client.</param>
/// <param name="Client">The client.</param>
/// <param name="Login">The command that signs in; null where no login is needed.</param>
/// <param name="Pull">The command that pulls.</param>
/// <param name="Note">What else has to be set up; null for nothing. A text key.</param>
public sealed record PullCommandsModel(ListUrl Url, PullClient Client, string? Login, string Pull, string? Note)
{
    /// <summary>The commands for a reference of a registry.</summary>
    /// <param name="url">The page's state.</param>
    /// <param name="registry">Where the image is.</param>
    /// <param name="reference">The whole name with tag or digest.</param>
    /// <param name="user">Who signs in; null for a place to write the name.</param>
    internal static PullCommandsModel For(ListUrl url, RegistryFacet registry, string reference, string? user)
    {
        var client = WireName.Read<PullClient>(url["client"]) ?? PullClient.Docker;
        var host = reference[..reference.IndexOf('/', StringComparison.Ordinal)];
        var login = registry.NeedsLogin ? PullCommandText.Login(client, host, user ?? "USER", registry.IsPlainHttp) : null;
        return new PullCommandsModel(url, client, login, PullCommandText.Pull(client, reference, registry.IsPlainHttp), registry.IsPlainHttp ? PullCommandText.PlainHttpNote(client) : null);
    }
}
