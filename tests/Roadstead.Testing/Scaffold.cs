namespace Roadstead.Testing;

internal static class Scaffold;
