namespace Roadstead.Server.Storage.Entities;

/// <summary>One value of the installation itself (<see cref="SettingKeys"/>).</summary>
public sealed class Setting
{
    public required string Key { get; set; }

    public required string Value { get; set; }
}
