namespace Roadstead.Registries.Harbor;

internal enum HarborLoginKind
{
    User,

    /// <summary>A user of a single sign-on with a CLI secret, which most of the API does not take.</summary>
    UserWithCliSecret,

    Robot,
}
