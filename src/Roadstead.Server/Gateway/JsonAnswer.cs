namespace Roadstead.Server.Gateway;

/// <summary>A small answer that is in memory already.</summary>
internal static class JsonAnswer
{
    public static async Task WriteAsync(HttpContext context, ReadOnlyMemory<byte> body, string contentType)
    {
        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method)) await context.Response.BodyWriter.WriteAsync(body, context.RequestAborted);
    }
}
