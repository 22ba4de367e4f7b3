using Roadstead.Core.Contracts.Clusters;

namespace Roadstead.Server.Admission;

/// <summary>How admission does in each cluster. Safe for any number of threads.</summary>
public interface IAdmissionStates
{
    /// <summary>The state in the cluster of this name, as of the newest publication; null for a standalone or unknown one.</summary>
    AdmissionStatusView? StateOf(string cluster);
}
