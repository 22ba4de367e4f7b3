using Roadstead.Core.Contracts.Settings;

namespace Roadstead.Server.Console.Settings;

/// <summary>The settings in force.</summary>
public sealed record SettingsModel(IReadOnlyList<SettingView> Items);
