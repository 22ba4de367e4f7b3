using Roadstead.Architecture.Tests.Code;

namespace Roadstead.Architecture.Tests.Rules;

/// <summary>What a vendor puts on the wire stays in the vendor's folder: nothing else can come to depend on its shapes.</summary>
internal static class VendorRule
{
    private static readonly string[] Vendors = ["Roadstead.Registries.DockerRegistry", "Roadstead.Registries.Harbor", "Roadstead.Registries.Artifactory"];

    public static IEnumerable<string> Violations(IReadOnlyCollection<CodeType> types)
    {
        foreach (var vendor in Vendors)
        {
            var own = types.Where(type => type.IsIn(vendor)).ToList();
            var outside = types.Where(type => !type.IsIn(vendor)).ToList();

            // A shape of the wire carries JSON attributes, or a serializer context of its vendor lists it.
            var listed = own.Where(type => type.BaseType == "System.Text.Json.Serialization.JsonSerializerContext").SelectMany(type => type.Uses).ToHashSet();
            foreach (var type in own.Where(type => type.IsPublic && (listed.Contains(type.FullName) || HasJsonAttributes(type))))
            {
                yield return $"{type.FullName} is a shape of the vendor's wire and must not be public";
            }

            var hidden = own.Where(type => !type.IsPublic).Select(type => type.FullName).ToHashSet();
            foreach (var (user, used) in outside.SelectMany(type => type.Uses.Intersect(hidden).Select(used => (type, used))))
            {
                yield return $"{user.FullName} uses {used}, which belongs to {vendor} alone";
            }
        }
    }

    private static bool HasJsonAttributes(CodeType type) =>
        type.Uses.Any(used => used.StartsWith("System.Text.Json.Serialization.Json", StringComparison.Ordinal) && used.EndsWith("Attribute", StringComparison.Ordinal));
}
