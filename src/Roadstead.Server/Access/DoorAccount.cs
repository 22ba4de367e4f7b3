using Roadstead.Core.Access;

namespace Roadstead.Server.Access;

/// <summary>Who stands at a door for machines. Knows how the access map is asked for such a one; decides nothing itself.</summary>
public abstract record DoorAccount
{
    private DoorAccount()
    {
    }

    /// <summary>Who it is, for tokens and logs; empty for nobody.</summary>
    public abstract string Name { get; }

    /// <summary>The cluster, for counts; empty for nobody and for people.</summary>
    public virtual string Cluster => "";

    /// <summary>The namespace, for counts; empty for nobody and for people.</summary>
    public virtual string Namespace => "";

    /// <summary>May it pull this image?</summary>
    /// <param name="map">The map, taken once for the request.</param>
    /// <param name="image">Host and path.</param>
    public abstract Verdict Decide(AccessMap map, string image);

    /// <summary>The same for a repository name that was asked for at the gateway.</summary>
    /// <param name="map">The map, taken once for the request.</param>
    /// <param name="name">What stands between <c>/v2/</c> and <c>/manifests/</c>.</param>
    public abstract Verdict DecideGateway(AccessMap map, string name);

    /// <summary>Nobody: what is public.</summary>
    public sealed record Anonymous : DoorAccount
    {
        public static Anonymous Instance { get; } = new();

        public override string Name => "";

        public override Verdict Decide(AccessMap map, string image) => map.DecideFor(null, allowUnmanaged: false, image);

        public override Verdict DecideGateway(AccessMap map, string name) => map.DecideGatewayFor(null, name);
    }

    /// <summary>A namespace, by its pull identity.</summary>
    public sealed record OfNamespace(PullAccount Account) : DoorAccount
    {
        public override string Name => Account.Account;

        public override string Cluster => Account.Cluster;

        public override string Namespace => Account.Namespace;

        public override Verdict Decide(AccessMap map, string image) => map.Decide(Cluster, Namespace, image);

        public override Verdict DecideGateway(AccessMap map, string name) => map.DecideGateway(Cluster, Namespace, name);
    }

    /// <summary>A person, by an API token: what any workspace of theirs may pull.</summary>
    public sealed record OfPerson(Person Person, Guid TokenId) : DoorAccount
    {
        public override string Name => Person.Name;

        public override Verdict Decide(AccessMap map, string image) => InAnyWorkspace(workspace => map.DecideFor(workspace, allowUnmanaged: false, image));

        public override Verdict DecideGateway(AccessMap map, string name) => InAnyWorkspace(workspace => map.DecideGatewayFor(workspace, name));

        // Of several refusals the one that found the registry says most.
        private Verdict InAnyWorkspace(Func<Guid?, Verdict> decide)
        {
            Verdict? refusal = null;
            foreach (var workspace in Person.Roles.Keys)
            {
                var verdict = decide(workspace);
                if (verdict.IsAllowed) return verdict;
                if (refusal is null || refusal.Value.Registry is null) refusal = verdict;
            }

            return refusal ?? decide(null);
        }
    }
}
