using System.Diagnostics;

namespace Roadstead.Testing;

/// <summary>A program that ran to its end.</summary>
/// <param name="ExitCode">0 for success.</param>
/// <param name="Output">What it wrote, standard output before standard error.</param>
public sealed record ProgramRun(int ExitCode, string Output)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Runs an installed program; kills it when it takes longer than a minute.</summary>
    public static Task<ProgramRun> OfAsync(string name, string package, IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        OfAsync(InstalledProgram.Find(name, package), arguments, null, cancellationToken);

    /// <summary>Runs the program of this path, with a text on its standard input unless that is null; kills it when it takes longer than a minute.</summary>
    public static async Task<ProgramRun> OfAsync(string program, IReadOnlyList<string> arguments, string? input, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Limit);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
            var errors = process.StandardError.ReadToEndAsync(deadline.Token);
            await process.WaitForExitAsync(deadline.Token);
            return new ProgramRun(process.ExitCode, await output + await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{Path.GetFileName(program)} did not end within {Limit.TotalSeconds} seconds.");
        }
    }
}
