namespace Roadstead.Server.Admission.Reviews;

/// <summary>Which fields of one JSON object were there already.</summary>
internal struct SeenFields
{
    private uint bits;

    /// <summary>False when it was added before.</summary>
    public bool Add(int field)
    {
        var bit = 1u << field;
        var isNew = (bits & bit) == 0;
        bits |= bit;
        return isNew;
    }
}
