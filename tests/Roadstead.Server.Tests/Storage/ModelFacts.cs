using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Roadstead.Server.Tests.Storage;

/// <summary>What EF Core asks its model when it reads and writes: names, types, how they are stored, keys, ties. A line each.</summary>
internal static class ModelFacts
{
    public static IReadOnlyList<string> Of(IModel model) => [.. model.GetEntityTypes().SelectMany(Of)];

    private static IEnumerable<string> Of(IEntityType entity)
    {
        yield return $"{entity.Name}: {entity.ClrType} in {entity.GetTableName()}, {entity.BaseType?.Name}, {entity.FindDiscriminatorProperty()?.Name}, filtered by {string.Join("; ", entity.GetDeclaredQueryFilters().Select(filter => filter.Expression))}";
        foreach (var property in entity.GetProperties())
            yield return Of(property);
        foreach (var key in entity.GetKeys())
            yield return $"{entity.Name}: key {Names(key.Properties)}, primary {key.IsPrimaryKey()}";
        foreach (var index in entity.GetIndexes())
            yield return $"{entity.Name}: index {index.GetDatabaseName()} of {Names(index.Properties)}, unique {index.IsUnique}, where {index.GetFilter()}";
        foreach (var foreign in entity.GetForeignKeys())
            yield return $"{entity.Name}: {Names(foreign.Properties)} to {foreign.PrincipalEntityType.Name} {Names(foreign.PrincipalKey.Properties)}, {foreign.DeleteBehavior}, unique {foreign.IsUnique}, required {foreign.IsRequired}";
        foreach (var navigation in entity.GetNavigations().Cast<INavigationBase>().Concat(entity.GetSkipNavigations()))
            yield return $"{entity.Name}: navigation {navigation.Name} to {navigation.TargetEntityType.Name}, collection {navigation.IsCollection}, {navigation.FieldInfo}, {navigation.GetPropertyAccessMode()}, eager {navigation.IsEagerLoaded}";
    }

    private static string Of(IProperty property)
    {
        var mapping = property.GetRelationalTypeMapping();
        return $"{property.DeclaringType.Name}.{property.Name}: {property.ClrType} as {mapping.StoreType} in {property.GetColumnName()} by {mapping.Converter?.GetType()}, compared by {property.GetValueComparer().GetType()}, at most {property.GetMaxLength()}, "
            + $"nullable {property.IsNullable}, concurrency {property.IsConcurrencyToken}, generated {property.ValueGenerated}, after saving {property.GetAfterSaveBehavior()}, unset {property.Sentinel}, {property.FieldInfo}, {property.GetPropertyAccessMode()}";
    }

    private static string Names(IEnumerable<IProperty> properties) => string.Join('+', properties.Select(property => property.Name));
}
