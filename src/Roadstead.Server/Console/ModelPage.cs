using Microsoft.AspNetCore.Components;

namespace Roadstead.Server.Console;

/// <summary>A page or fragment: markup over a model that was made before. It asks no service for anything.</summary>
public abstract class ModelPage<TModel> : ComponentBase
{
    [Parameter, EditorRequired]
    public TModel Model { get; set; } = default!;
}
