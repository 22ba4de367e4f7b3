namespace Roadstead.Registries.Detection;

/// <summary>By what one product is known.</summary>
internal abstract class ProductMarks
{
    /// <summary>What the answer to <c>GET /v2/</c> alone shows; null when it shows nothing of this product.</summary>
    public virtual Finding? ByAnswer(VersionAnswer answer) => null;

    /// <summary>After <see cref="ByAnswer"/> found it: the proof where the answer alone is none, and what else it tells.</summary>
    public virtual Task<Finding> ConfirmAsync(Finding finding, Interview interview, CancellationToken cancellationToken) => Task.FromResult(finding);

    /// <summary>Asked of all products at the same time where no answer named one: what further questions show.</summary>
    public virtual Task<Finding?> SearchAsync(Interview interview, CancellationToken cancellationToken) => Task.FromResult<Finding?>(null);
}
