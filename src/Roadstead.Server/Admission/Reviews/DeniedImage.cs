using Roadstead.Core.Access;

namespace Roadstead.Server.Admission.Reviews;

/// <summary>An image that the namespace may not use, and the verdict on it.</summary>
internal readonly record struct DeniedImage(ReviewImage Where, Verdict Verdict);
