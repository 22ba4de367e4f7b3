namespace Roadstead.Server.Audit;

/// <summary>Tells the audit who asks and from where. Stands after authentication.</summary>
internal sealed class ActorMiddleware(RequestDelegate next, ActorContext actors)
{
    public Task InvokeAsync(HttpContext context)
    {
        var name = context.User.Identity is { IsAuthenticated: true, Name: { } user } ? user : "anonymous";
        actors.Current = new Actor(name, context.Connection.RemoteIpAddress?.ToString());
        return next(context);
    }
}
