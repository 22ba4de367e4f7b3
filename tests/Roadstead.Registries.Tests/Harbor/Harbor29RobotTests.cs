namespace Roadstead.Registries.Tests.Harbor;

public sealed class Harbor29RobotTests(Harbor29Fixture harbor) : HarborRobotContract(harbor), IClassFixture<Harbor29Fixture>;
