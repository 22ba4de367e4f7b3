namespace Roadstead.Registries.Tests.Harbor;

public sealed class Harbor29Tests(Harbor29Fixture harbor) : HarborDriverContract(harbor), IClassFixture<Harbor29Fixture>;
