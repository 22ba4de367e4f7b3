using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Roadstead.Architecture.Tests.Code;

/// <summary>Gathers every type that a type mentions and every member that its bodies call.</summary>
internal sealed class MentionCollector
{
    private readonly MetadataReader metadata;

    public MentionCollector(MetadataReader metadata)
    {
        this.metadata = metadata;
        Names = new TypeNames(metadata, name => Uses.Add(name));
    }

    public TypeNames Names { get; }

    public HashSet<string> Uses { get; } = [];

    public HashSet<string> Calls { get; } = [];

    public void AddType(PEReader file, TypeDefinition type)
    {
        Names.NameOf(type.BaseType);
        foreach (var each in type.GetInterfaceImplementations())
        {
            Names.NameOf(metadata.GetInterfaceImplementation(each).Interface);
        }

        AddAttributes(type.GetCustomAttributes());
        foreach (var field in type.GetFields().Select(metadata.GetFieldDefinition))
        {
            field.DecodeSignature(Names, null);
            AddAttributes(field.GetCustomAttributes());
        }

        foreach (var property in type.GetProperties().Select(metadata.GetPropertyDefinition))
        {
            AddAttributes(property.GetCustomAttributes());
        }

        foreach (var method in type.GetMethods().Select(metadata.GetMethodDefinition))
        {
            AddMethod(file, method);
        }
    }

    private void AddMethod(PEReader file, MethodDefinition method)
    {
        method.DecodeSignature(Names, null);
        AddAttributes(method.GetCustomAttributes());
        foreach (var parameter in method.GetParameters().Select(metadata.GetParameter))
        {
            AddAttributes(parameter.GetCustomAttributes());
        }

        if (method.RelativeVirtualAddress == 0)
        {
            return;
        }

        var body = file.GetMethodBody(method.RelativeVirtualAddress);
        if (!body.LocalSignature.IsNil)
        {
            metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(Names, null);
        }

        foreach (var region in body.ExceptionRegions)
        {
            Names.NameOf(region.CatchType);
        }

        foreach (var token in Instructions.Tokens(body.GetILReader()))
        {
            AddToken(token);
        }
    }

    private void AddToken(EntityHandle token)
    {
        switch (token.Kind)
        {
            case HandleKind.TypeDefinition or HandleKind.TypeReference or HandleKind.TypeSpecification:
                Names.NameOf(token);
                break;
            case HandleKind.FieldDefinition:
                Names.Name(metadata.GetFieldDefinition((FieldDefinitionHandle)token).GetDeclaringType());
                break;
            case HandleKind.MethodDefinition:
                var method = metadata.GetMethodDefinition((MethodDefinitionHandle)token);
                Calls.Add($"{Names.Name(method.GetDeclaringType())}::{metadata.GetString(method.Name)}");
                break;
            case HandleKind.MemberReference:
                AddMember(metadata.GetMemberReference((MemberReferenceHandle)token));
                break;
            case HandleKind.MethodSpecification:
                var generic = metadata.GetMethodSpecification((MethodSpecificationHandle)token);
                generic.DecodeSignature(Names, null);
                AddToken(generic.Method);
                break;
        }
    }

    private void AddMember(MemberReference member)
    {
        if (member.GetKind() == MemberReferenceKind.Method)
        {
            member.DecodeMethodSignature(Names, null);
            Calls.Add($"{Names.NameOf(member.Parent)}::{metadata.GetString(member.Name)}");
        }
        else
        {
            member.DecodeFieldSignature(Names, null);
            Names.NameOf(member.Parent);
        }
    }

    private void AddAttributes(CustomAttributeHandleCollection attributes)
    {
        foreach (var constructor in attributes.Select(each => metadata.GetCustomAttribute(each).Constructor))
        {
            // Only the attribute's type: applying one is no call.
            Names.NameOf(constructor.Kind == HandleKind.MemberReference
                ? metadata.GetMemberReference((MemberReferenceHandle)constructor).Parent
                : metadata.GetMethodDefinition((MethodDefinitionHandle)constructor).GetDeclaringType());
        }
    }
}
