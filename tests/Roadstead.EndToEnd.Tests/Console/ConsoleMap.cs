namespace Roadstead.EndToEnd.Tests.Console;

/// <summary>Every page of the console in a world, as each person reaches it.</summary>
internal static class ConsoleMap
{
    public static IReadOnlyList<string> Of(ConsoleWorld world, string user)
    {
        var image = $"image={Uri.EscapeDataString(world.Image)}";
        string[] team =
        [
            "/my/workspaces", "/my/tokens", "/workspaces", "/workspaces/payments", "/workspaces/payments/members", "/workspaces/payments/namespaces", "/workspaces/payments/registries",
            "/workspaces/payments/registries/own", "/workspaces/payments/registries/own/images", "/workspaces/payments/pull", "/workspaces/payments/pull?client=helm&registry=w%2Fown", "/workspaces/payments/pull?client=kubernetes&registry=images", "/workspaces/payments/may-pull", "/workspaces/payments/may-pull?show=trouble", "/workspaces/payments/namespaces?state=failing",
            "/images/lab/payments", "/images/lab/payments?show=private", "/images/lab/payments?q=nothing-like-it", $"/images/lab/payments/tags?{image}",
            $"/images/lab/payments/artifact?{image}&reference=1.4", $"/images/lab/payments/artifact?{image}&reference={Uri.EscapeDataString(world.Digest)}&client=skopeo",
            "/images/kube/console-payments", "/deployments/kube/console-payments", "/deployments/kube/console-payments?q=nothing-like-it", "/deployments/kube/console-payments/shop",
            $"/deployments/kube/console-payments/-/new?{image}%3A1.4", $"/access/kube/console-payments?{image}%3A1.4",
            "/images/kube/console-payments/choose", "/images/kube/console-payments/choose?q=nothing-like-it&show=own", $"/images/kube/console-payments/choose/tags?{image}", $"/images/kube/console-payments/choose/tags?{image}&pin=1&for=shop",
            "/deployments/kube/console-payments/-/new", "/deployments/kube/console-payments/shop/image", "/deployments/kube/console-payments/shop/scale", "/deployments/kube/console-payments/shop/restart", "/deployments/kube/console-payments/shop/delete",
            "/images/kube/console-payments/choose/notes?image=" + Uri.EscapeDataString($"{world.Server.GatewayHost}/images/nosuch/app:1"),
            "/access", $"/access/lab/payments?{image}%3A1.4", "/access/lab/payments?image=elsewhere.example%2Fapp%3A1",
        ];
        return user == "admin"
            ?
            [
                "/", "/?period=30d", "/registries", "/registries?view=table", "/registries?status=unhealthy&view=table", "/registries?signal=reachable", "/registries/-/identities", "/registries/-/identities?ends=soon",
                "/spaces/-/bindings", "/spaces/-/bindings?state=failing", "/access/-/pulls", "/access/-/pulls?answer=refused&from=2026-01-01T00%3A00Z", "/access/-/pulls?workspace=payments&registry=images", "/registries/-/integrate", "/registries/images", "/registries/images/edit", "/registries/images/unbind", "/registries/broken",
                "/registries/images/images", $"/registries/images/images?space={world.SpaceId}", "/registries/images/images?q=nothing-like-it", $"/registries/images/images/tags?{image}", $"/registries/images/images/artifact?{image}&reference=1.4", "/registries/broken/images", $"/registries/images/images/delete?{image}&reference=1.4", $"/registries/images/images/delete-all?{image}",
                "/spaces", "/spaces?q=nothing-like-it", "/spaces/new", $"/spaces/{world.SpaceId}", $"/spaces/{world.SpaceId}/workspaces", $"/spaces/{world.SpaceId}/workspaces/state", $"/spaces/-/bind?space={world.SpaceId}", $"/spaces/-/unbind?space={world.SpaceId}&workspace=payments", $"/spaces/-/bind/state?space={world.SpaceId}&workspace=payments", "/registries/images/events", $"/spaces/{world.SpaceId}/visibility?to=public", $"/spaces/{world.SpaceId}/quota", $"/spaces/{world.SpaceId}/keep", $"/spaces/{world.SpaceId}/delete",
                "/clusters", "/clusters/-/new", "/clusters/lab", "/clusters/lab/edit", "/clusters/kube", "/clusters/kube?q=console", "/clusters/kube/edit", "/clusters/kube/delete", "/clusters/lab/delete", "/clusters/-/leaving", "/users", "/users/-/new", "/users/ed", "/users/ed/edit", "/users/ed/delete", "/users/ed/sign-out", "/users/-/tokens", "/audit", "/audit/1", "/settings", "/settings/about",
                "/managed-harbors", "/managed-harbors?q=nothing-like-it", "/managed-harbors/-/new", "/managed-harbors/-/new?cluster=kube", "/managed-harbors/-/new?cluster=lab", "/managed-harbors/-/prerequisites?cluster=kube",
                "/managed-harbors/kube/console-harbors/main", "/managed-harbors/kube/console-harbors/main/edit", "/managed-harbors/kube/console-harbors/main/delete",
                "/registries/images/identities", "/registries/images/identities/rotate", "/registries/-/leaving",
                "/workspaces/-/new", "/workspaces/payments/edit", "/workspaces/payments/delete", "/workspaces/payments/members/ed/remove", "/workspaces/payments/namespaces/lab/payments/remove",
                "/workspaces/payments/registries/-/integrate", "/images", "/access/lab/shipping?image=" + Uri.EscapeDataString(world.Image), "/access/lab/nobodys?image=" + Uri.EscapeDataString(world.Image), "/access/lab/nobodys/join?image=" + Uri.EscapeDataString(world.Image), "/access/lab/shipping/bind?image=" + Uri.EscapeDataString(world.Image), .. team,
            ]
            : team;
    }
}
