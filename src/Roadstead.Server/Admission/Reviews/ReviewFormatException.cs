namespace Roadstead.Server.Admission.Reviews;

/// <summary>The body is no AdmissionReview that could be answered. The message says what is wrong with it.</summary>
public sealed class ReviewFormatException : Exception
{
    public ReviewFormatException(string message)
        : base(message)
    {
    }

    public ReviewFormatException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
