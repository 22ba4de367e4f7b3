using System.Diagnostics.CodeAnalysis;

namespace Roadstead.Core.Errors;

/// <summary>A value, or the problem that stood in its way. Expected failures are returned, never thrown.</summary>
public readonly struct Outcome<T>
{
    private readonly T? value;

    private Outcome(T? value, Problem? problem)
    {
        this.value = value;
        Problem = problem;
    }

    /// <summary>The problem; null on success.</summary>
    public Problem? Problem { get; }

    /// <summary>True when there is a value.</summary>
    [MemberNotNullWhen(false, nameof(Problem))]
    public bool IsSuccess => Problem is null;

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">There is a problem instead.</exception>
    public T Value => Problem is null ? value! : throw new InvalidOperationException($"No value: {Problem.Code}.");

    /// <summary>Success.</summary>
    public static implicit operator Outcome<T>(T value) => new(value, null);

    /// <summary>Failure.</summary>
    public static implicit operator Outcome<T>(Problem problem) => new(default, problem);
}
