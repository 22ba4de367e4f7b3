using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;

namespace Roadstead.Testing.Products;

/// <summary>A product as its documentation, its source or somebody's recording has it speak to nobody in particular, and what is to be found of it.</summary>
/// <param name="Name">For tests.</param>
/// <param name="Type">The type by its name in the API; null for a product that is not integrated, and for what is no registry.</param>
/// <param name="Product">The name that is found.</param>
/// <param name="Version">The version that is found; null when it tells none.</param>
/// <param name="Source">Where the answers are from.</param>
/// <param name="Answers">What it answers; anything else is a 404.</param>
public sealed record DocumentedProduct(string Name, string? Type, string Product, string? Version, string Source, params DocumentedAnswer[] Answers)
{
    /// <summary>True when the registry protocol is spoken there.</summary>
    public bool IsRegistry { get; init; } = true;

    public Task<HttpServer> StartAsync(X509Certificate2? certificate = null) => HttpServer.StartAsync(AnswerAsync, certificate);

    public Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value + context.Request.QueryString.Value;
        var answer = Answers.FirstOrDefault(answer => answer.Path == path) ?? Answers.FirstOrDefault(answer => answer.Path is null) ?? new DocumentedAnswer(null, 404, "404 page not found\n");
        context.Response.StatusCode = answer.Status;
        foreach (var header in answer.Headers)
        {
            var colon = header.IndexOf(": ", StringComparison.Ordinal);
            context.Response.Headers.Append(header[..colon], Here(header[(colon + 2)..]));
        }

        return context.Response.WriteAsync(Here(answer.Body));

        string Here(string text) => text.Replace("{host}", context.Request.Host.Value, StringComparison.Ordinal);
    }

    public override string ToString() => Name;
}
