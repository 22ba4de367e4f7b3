using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Roadstead.Architecture.Tests.Code;

/// <summary>Reads an assembly's types from its file, method bodies included, without loading it.</summary>
internal static class CodeAssembly
{
    public static IReadOnlyList<CodeType> Read(string fileName)
    {
        using var file = new PEReader(File.OpenRead(Path.Combine(AppContext.BaseDirectory, fileName)));
        var metadata = file.GetMetadataReader();
        return [.. metadata.TypeDefinitions
            .Where(handle => !metadata.GetTypeDefinition(handle).IsNested)
            .Select(handle => ReadType(file, metadata, handle))
            .Where(type => type.Name != "<Module>")];
    }

    private static CodeType ReadType(PEReader file, MetadataReader metadata, TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        var mentions = new MentionCollector(metadata);
        foreach (var each in WithNested(metadata, handle))
        {
            mentions.AddType(file, metadata.GetTypeDefinition(each));
        }

        var self = mentions.Names.Name(handle);
        mentions.Uses.Remove(self);
        return new CodeType(metadata.GetString(type.Namespace), TypeNames.WithoutArity(metadata.GetString(type.Name)))
        {
            IsPublic = (type.Attributes & TypeAttributes.VisibilityMask) == TypeAttributes.Public,
            IsInterface = type.Attributes.HasFlag(TypeAttributes.Interface),
            IsAbstract = type.Attributes.HasFlag(TypeAttributes.Abstract),
            IsSealed = type.Attributes.HasFlag(TypeAttributes.Sealed),
            BaseType = type.BaseType.IsNil ? null : mentions.Names.NameOf(type.BaseType),
            Uses = mentions.Uses,
            Calls = mentions.Calls,
            Methods = [.. type.GetMethods().Select(metadata.GetMethodDefinition)
                .Where(method => !method.Attributes.HasFlag(MethodAttributes.SpecialName))
                .Select(method => ReadMethod(metadata, mentions.Names, method))],
        };
    }

    private static CodeMethod ReadMethod(MetadataReader metadata, TypeNames names, MethodDefinition method)
    {
        var signature = method.DecodeSignature(names, genericContext: null);
        return new CodeMethod(
            metadata.GetString(method.Name),
            (method.Attributes & MethodAttributes.MemberAccessMask) == MethodAttributes.Public,
            method.Attributes.HasFlag(MethodAttributes.Virtual),
            signature.ReturnType,
            signature.ParameterTypes);
    }

    private static IEnumerable<TypeDefinitionHandle> WithNested(MetadataReader metadata, TypeDefinitionHandle handle) =>
        metadata.GetTypeDefinition(handle).GetNestedTypes().SelectMany(nested => WithNested(metadata, nested)).Prepend(handle);
}
