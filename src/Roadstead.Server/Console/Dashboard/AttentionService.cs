using Roadstead.Core.Contracts.Workspaces;
using Roadstead.Server.Overview;
using Roadstead.Server.Overview.Bindings;
using Roadstead.Server.Overview.Identities;

namespace Roadstead.Server.Console.Dashboard;

/// <summary>Counts what needs somebody, or is on its way.</summary>
internal sealed class AttentionService(BindingOverviewService bindings, IdentityOverviewService identities)
{
    internal async Task<AttentionModel> ReadAsync(HarborCounts harbors, CancellationToken cancellationToken)
    {
        var states = (await bindings.ListAsync(cancellationToken)).CountBy(row => row.Binding.State).ToDictionary();
        var (ending, first) = identities.CountEnding();
        return new AttentionModel(
            states.GetValueOrDefault(DeliveryState.Pending), states.GetValueOrDefault(DeliveryState.Failing), states.GetValueOrDefault(DeliveryState.Removing), ending, first, harbors);
    }
}
