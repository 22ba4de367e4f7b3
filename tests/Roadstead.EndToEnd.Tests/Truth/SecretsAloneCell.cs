namespace Roadstead.EndToEnd.Tests.Truth;

/// <summary>A cell that is played while admission does not enforce.</summary>
/// <param name="Admission"><c>off</c> or <c>audit</c>.</param>
/// <param name="App">The last part of the image's repository; nobody else's when it is fresh.</param>
/// <param name="Cell">The cell.</param>
/// <param name="Outcome">What must become of it.</param>
internal sealed record SecretsAloneCell(string Admission, string App, Cell Cell, NodeOutcome Outcome);
