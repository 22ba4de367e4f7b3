using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;
using Roadstead.Core.Errors;

namespace Roadstead.Server.Http;

/// <summary>Entity tags of whole lists, so that two people who edit one do not overwrite each other unseen.</summary>
public static class ETags
{
    /// <summary>The tag of a list, whatever its order.</summary>
    public static string Of(IEnumerable<string> values) =>
        $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', values.Order(StringComparer.Ordinal)))))[..32]}\"";

    /// <summary>A problem when the request names another tag in If-Match; null when it names this one, <c>*</c>, or none.</summary>
    public static Problem? Check(string? ifMatch, string current) =>
        string.IsNullOrEmpty(ifMatch) || (EntityTagHeaderValue.TryParseList([ifMatch], out var tags) && tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Tag == current))
            ? null
            : new Problem(ErrorCodes.PreconditionFailed);
}
