namespace Roadstead.Core.Contracts.Settings;

/// <summary>Something that runs in the background.</summary>
/// <param name="Name">Its name, such as <c>access-counter</c>.</param>
/// <param name="State">running, ended or failed.</param>
public sealed record PartView(string Name, string State);
