using System.Collections.Immutable;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace CloudifyPS.Tests.Module;

/// <summary>
/// Reads which namespaces of an assembly refer to which others: through base types, interfaces, fields, signatures,
/// attributes and IL.
/// </summary>
internal sealed class NamespaceReferences
{
    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes).GetFields()
        .Select(field => field.GetValue(null)).OfType<OpCode>().ToDictionary(code => code.Value);

    private readonly PEReader _file;
    private readonly MetadataReader _metadata;
    private readonly SortedDictionary<string, SortedSet<string>> _references = new(StringComparer.Ordinal);

    private NamespaceReferences(string path)
    {
        _file = new PEReader(File.OpenRead(path));
        _metadata = _file.GetMetadataReader();
    }

    /// <summary>Gets the references by namespace; references to the same namespace are left out.</summary>
    /// <param name="path">The file of the assembly.</param>
    /// <param name="prefix">The start of the names of the namespaces to read.</param>
    public static IReadOnlyDictionary<string, SortedSet<string>> Read(string path, string prefix)
    {
        var reader = new NamespaceReferences(path);
        using (reader._file)
        {
            reader.ReadTypes(prefix);
        }

        return reader._references;
    }

    /// <summary>Finds a cycle of references.</summary>
    /// <returns>The namespaces of the cycle in the order of the references; empty if there is none.</returns>
    public static IReadOnlyList<string> FindCycle(IReadOnlyDictionary<string, SortedSet<string>> references)
    {
        var done = new HashSet<string>();
        foreach (var start in references.Keys)
        {
            if (Visit(start, []) is { Count: > 0 } cycle)
            {
                return cycle;
            }
        }

        return [];

        List<string> Visit(string name, List<string> path)
        {
            if (path.IndexOf(name) is var index and >= 0)
            {
                return [.. path.Skip(index), name];
            }

            var cycle = done.Contains(name)
                ? []
                : references[name].Select(next => Visit(next, [.. path, name])).FirstOrDefault(found => found.Count > 0);
            done.Add(name);
            return cycle ?? [];
        }
    }

    private void ReadTypes(string prefix)
    {
        var types = _metadata.TypeDefinitions.ToLookup(NamespaceOf);
        var namespaces = types.Select(group => group.Key)
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).ToHashSet();
        foreach (var name in namespaces)
        {
            var found = types[name].SelectMany(ReferencesOf).Where(namespaces.Contains);
            _references[name] = [.. found.Where(other => other != name)];
        }
    }

    private IEnumerable<string> ReferencesOf(TypeDefinitionHandle handle)
    {
        var type = _metadata.GetTypeDefinition(handle);
        var names = new NamespaceCollector(this);
        names.Add(type.BaseType);
        names.Add(type.GetCustomAttributes());
        foreach (var implemented in type.GetInterfaceImplementations())
        {
            names.Add(_metadata.GetInterfaceImplementation(implemented).Interface);
        }

        foreach (var field in type.GetFields().Select(_metadata.GetFieldDefinition))
        {
            field.DecodeSignature(names, null);
            names.Add(field.GetCustomAttributes());
        }

        foreach (var method in type.GetMethods().Select(_metadata.GetMethodDefinition))
        {
            method.DecodeSignature(names, null);
            names.Add(method.GetCustomAttributes());
            if (method.RelativeVirtualAddress > 0)
            {
                ReadBody(_file.GetMethodBody(method.RelativeVirtualAddress), names);
            }
        }

        return names.Names;
    }

    private void ReadBody(MethodBodyBlock body, NamespaceCollector names)
    {
        if (!body.LocalSignature.IsNil)
        {
            _metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(names, null);
        }

        foreach (var region in body.ExceptionRegions)
        {
            names.Add(region.CatchType);
        }

        var il = body.GetILReader();
        while (il.RemainingBytes > 0)
        {
            short value = il.ReadByte();
            if (value == 0xFE)
            {
                value = (short)((value << 8) | il.ReadByte());
            }

            switch (OpCodesByValue[value].OperandType)
            {
                case OperandType.InlineType or OperandType.InlineMethod or OperandType.InlineField
                    or OperandType.InlineTok:
                    names.Add(MetadataTokens.EntityHandle(il.ReadInt32()));
                    break;
                case OperandType.InlineSwitch:
                    var targets = il.ReadInt32();
                    il.Offset += targets * 4;
                    break;
                case OperandType.InlineNone:
                    break;
                case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar:
                    il.Offset += 1;
                    break;
                case OperandType.InlineVar:
                    il.Offset += 2;
                    break;
                case OperandType.InlineI8 or OperandType.InlineR:
                    il.Offset += 8;
                    break;
                default:
                    il.Offset += 4;
                    break;
            }
        }
    }

    /// <summary>Gets the namespace of a type; that of the outermost type for a nested one.</summary>
    private string NamespaceOf(TypeDefinitionHandle handle)
    {
        var type = _metadata.GetTypeDefinition(handle);
        while (!type.GetDeclaringType().IsNil)
        {
            type = _metadata.GetTypeDefinition(type.GetDeclaringType());
        }

        return _metadata.GetString(type.Namespace);
    }

    /// <summary>Collects the namespaces of types of the assembly itself.</summary>
    private sealed class NamespaceCollector(NamespaceReferences owner) : ISignatureTypeProvider<object?, object?>
    {
        public HashSet<string> Names { get; } = [];

        public void Add(CustomAttributeHandleCollection attributes)
        {
            foreach (var attribute in attributes)
            {
                Add(owner._metadata.GetCustomAttribute(attribute).Constructor);
            }
        }

        public void Add(EntityHandle handle)
        {
            if (handle.IsNil)
            {
                return;
            }

            var metadata = owner._metadata;
            switch (handle.Kind)
            {
                case HandleKind.TypeDefinition:
                    Names.Add(owner.NamespaceOf((TypeDefinitionHandle)handle));
                    break;
                case HandleKind.TypeSpecification:
                    metadata.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(this, null);
                    break;
                case HandleKind.MethodDefinition:
                    Add(metadata.GetMethodDefinition((MethodDefinitionHandle)handle).GetDeclaringType());
                    break;
                case HandleKind.FieldDefinition:
                    Add(metadata.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType());
                    break;
                case HandleKind.MemberReference:
                    var member = metadata.GetMemberReference((MemberReferenceHandle)handle);
                    Add(member.Parent);
                    if (member.GetKind() == MemberReferenceKind.Method)
                    {
                        member.DecodeMethodSignature(this, null);
                    }
                    else
                    {
                        member.DecodeFieldSignature(this, null);
                    }

                    break;
                case HandleKind.MethodSpecification:
                    var method = metadata.GetMethodSpecification((MethodSpecificationHandle)handle);
                    Add(method.Method);
                    method.DecodeSignature(this, null);
                    break;
            }
        }

        public object? GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind)
        {
            Add(handle);
            return null;
        }

        public object? GetTypeFromSpecification(
            MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind)
        {
            Add(handle);
            return null;
        }

        public object? GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => null;

        public object? GetPrimitiveType(PrimitiveTypeCode typeCode) => null;

        public object? GetSZArrayType(object? elementType) => null;

        public object? GetArrayType(object? elementType, ArrayShape shape) => null;

        public object? GetByReferenceType(object? elementType) => null;

        public object? GetPointerType(object? elementType) => null;

        public object? GetPinnedType(object? elementType) => null;

        public object? GetModifiedType(object? modifier, object? unmodifiedType, bool isRequired) => null;

        public object? GetFunctionPointerType(MethodSignature<object?> signature) => null;

        public object? GetGenericInstantiation(object? genericType, ImmutableArray<object?> typeArguments) => null;

        public object? GetGenericMethodParameter(object? genericContext, int index) => null;

        public object? GetGenericTypeParameter(object? genericContext, int index) => null;
    }
}
