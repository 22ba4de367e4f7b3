using System.Net;

namespace Roadstead.Registries.Detection.Products;

/// <summary>What is left when nobody knows the product: how much of a registry it is.</summary>
internal static class UnknownProduct
{
    public const string NoRegistry = "something that is no registry";

    private const string Website = "a web site";
    private const string Failing = "a server that fails";
    private const string Elsewhere = "an address that leads to another host";

    public static Finding Of(VersionAnswer answer)
    {
        var status = (int)answer.Status;
        if (answer.LeadsTo is { } target)
        {
            return new Finding(null, Elsewhere, null, [$"GET /v2/ leads on to {target.GetLeftPart(UriPartial.Authority)}"]) { Remedy = $"If the registry is there, give the address {target.GetLeftPart(UriPartial.Authority)}." };
        }

        if (status >= 500)
        {
            return new Finding(null, Failing, null, [$"GET /v2/ answers {status}"]) { Remedy = "Look at its own log, or its proxy's." };
        }

        if (answer.IsHtml || (answer.Status == HttpStatusCode.NotFound && !answer.IsJson))
        {
            return new Finding(null, Website, null, [$"GET /v2/ answers {status} with {(answer.IsHtml ? "a page" : "nothing of a registry")}"]) { Remedy = "Correct the address or the port." };
        }

        return answer.IsRegistryLike
            ? new Finding(null, "a registry of an unknown kind", null, [$"GET /v2/ answers {status} without Docker-Distribution-Api-Version"])
            : new Finding(null, NoRegistry, null, [$"GET /v2/ answers {status} without Docker-Distribution-Api-Version"]) { Remedy = "Correct the address or the port." };
    }
}
