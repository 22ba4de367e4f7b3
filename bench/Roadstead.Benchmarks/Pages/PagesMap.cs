namespace Roadstead.Benchmarks.Pages;

/// <summary>The addresses that are measured: every page that reads more on a larger platform, but those of an image's tags and artifacts, which wait for its registry.</summary>
internal static class PagesMap
{
    public static IReadOnlyList<string> OfAdmin(string space, string image) =>
    [
        "/", "/?period=30d",
        "/registries", "/registries?view=table", "/registries?status=unhealthy&view=table", "/registries?q=registry-4&type=harbor", "/registries/registry-000", "/registries/registry-000/unbind", "/registries/registry-000/edit", "/registries/-/identities",
        "/registries/registry-000/images", "/registries/registry-000/images?q=app",
        "/spaces", "/spaces?q=space-99", "/spaces?registry=registry-000", "/spaces?visibility=public", $"/spaces/{space}", "/spaces?bound=false", "/spaces?bindings=failing", $"/spaces/-/bind?space={space}", $"/spaces/{space}/workspaces", $"/spaces/{space}/workspaces?q=team-19", $"/spaces/{space}/visibility?to=public", "/spaces/-/bindings",
        "/workspaces", "/workspaces?q=team-19", "/workspaces/team-0", "/workspaces/team-0/members", "/workspaces/team-0/namespaces", "/workspaces/team-0/may-pull", "/workspaces/team-0/registries", "/workspaces/team-0/pull", "/workspaces/team-0/delete",
        "/clusters", "/clusters/cluster-0", "/clusters/cluster-0?q=namespace-19", "/clusters/cluster-0/delete", "/users", "/users/ed/edit", "/users/ed/delete",
        "/audit", "/audit?object=registry%3Aregistry-000", "/audit?actor=user-7", "/audit?workspace=team-7", "/audit?registry=registry-007", "/settings", "/settings/about", "/users/-/tokens",
        "/images", "/access", $"/access/cluster-0/namespace-0?image={image}", "/access/-/pulls", "/access/-/pulls?answer=refused", "/managed-harbors",
    ];

    public static IReadOnlyList<string> OfMember(string image) =>
    [
        "/my/workspaces", "/my/tokens", "/workspaces/team-0", "/workspaces/team-0/members", "/workspaces/team-0/namespaces", "/workspaces/team-0/may-pull", "/workspaces/team-0/registries", "/workspaces/team-0/pull",
        "/images/cluster-0/namespace-0", "/images/cluster-0/namespace-0?q=app", "/images/cluster-0/namespace-0?show=public", "/images/cluster-0/namespace-0/choose", "/images/cluster-0/namespace-0/choose?q=app-3",
        "/access", $"/access/cluster-0/namespace-0?image={image}",
    ];
}
