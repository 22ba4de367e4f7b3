namespace Roadstead.Server.Audit;

/// <summary>The actor of the work that runs now. It flows with async calls; a request sets it once (<see cref="ActorMiddleware"/>).</summary>
public sealed class ActorContext
{
    private readonly AsyncLocal<Actor?> current = new();

    public Actor Current
    {
        get => current.Value ?? Actor.System;
        set => current.Value = value;
    }
}
