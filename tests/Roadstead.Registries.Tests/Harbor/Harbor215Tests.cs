namespace Roadstead.Registries.Tests.Harbor;

public sealed class Harbor215Tests(Harbor215Fixture harbor) : HarborDriverContract(harbor), IClassFixture<Harbor215Fixture>;
