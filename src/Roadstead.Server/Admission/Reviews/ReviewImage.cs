namespace Roadstead.Server.Admission.Reviews;

/// <summary>An image that an object names, and where.</summary>
/// <param name="Field">As people say it: <c>container</c>, <c>init container</c>, <c>ephemeral container</c>, <c>volume</c>.</param>
/// <param name="Name">The name of the container or volume; null when it has none.</param>
/// <param name="Image">As it is written; never empty.</param>
internal readonly record struct ReviewImage(string Field, string? Name, string Image)
{
    public override string ToString() => Name is null ? Field : $"{Field} '{Name}'";
}
