namespace Roadstead.Registries.Tests.Harbor;

public sealed class Harbor22Tests(Harbor22Fixture harbor) : HarborDriverContract(harbor), IClassFixture<Harbor22Fixture>;
