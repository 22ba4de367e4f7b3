namespace Roadstead.Registries.Tests.Harbor;

public sealed class Harbor215RobotTests(Harbor215Fixture harbor) : HarborRobotContract(harbor), IClassFixture<Harbor215Fixture>;
