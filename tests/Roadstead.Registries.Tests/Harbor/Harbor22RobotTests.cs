namespace Roadstead.Registries.Tests.Harbor;

public sealed class Harbor22RobotTests(Harbor22Fixture harbor) : HarborRobotContract(harbor), IClassFixture<Harbor22Fixture>;
