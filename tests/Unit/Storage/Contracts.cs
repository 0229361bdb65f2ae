using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Members.Accounts;
using Members.Grains.Accounts;
using Members.Grains.Storage;

namespace Members.Tests.Unit.Storage;

/// <summary>What outlives a build: names and numbers in rows of the database, and in messages between nodes of two versions.</summary>
internal static class Contracts
{
    private const BindingFlags Declared =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>The product's own types, without what Orleans generates.</summary>
    public static IReadOnlyList<Type> Types { get; } =
    [
        .. new[] { typeof(MemberView).Assembly, typeof(MemberRecord).Assembly }
            .SelectMany(a => a.GetTypes())
            .Where(t => t.Namespace is "Members" || (t.Namespace ?? "").StartsWith("Members.", StringComparison.Ordinal))
            .Where(t => !IsGenerated(t)),
    ];

    public static IReadOnlyList<Type> GrainInterfaces { get; } =
        [.. Types.Where(t => t.IsInterface && t.IsAssignableTo(typeof(IAddressable)))];

    public static IReadOnlyList<Type> Grains { get; } =
        [.. Types.Where(t => t is { IsClass: true, IsAbstract: false } && t.IsAssignableTo(typeof(Grain)))];

    /// <summary>Types that are sent or stored.</summary>
    public static IReadOnlyList<Type> Sent { get; } =
        [.. Types.Where(t => t.GetCustomAttribute<GenerateSerializerAttribute>(inherit: false) is not null)];

    public static IReadOnlyList<Type> Enums { get; } = [.. Types.Where(t => t.IsEnum && Alias(t) is not null)];

    /// <summary>The names and numbers, a line each.</summary>
    public static IReadOnlyList<string> Manifest() => [.. Lines().Order(StringComparer.Ordinal)];

    public static string? Alias(MemberInfo member) => member.GetCustomAttribute<AliasAttribute>(inherit: false)?.Alias;

    public static IEnumerable<PersistentStateAttribute> Rows() => Types
        .SelectMany(t => t.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        .SelectMany(c => c.GetParameters())
        .Select(p => p.GetCustomAttribute<PersistentStateAttribute>())
        .OfType<PersistentStateAttribute>();

    public static string GrainTypeName(Type grain) => $"{grain.GetCustomAttribute<GrainTypeAttribute>()?.GetGrainType(null!, null!)}";

    private static IEnumerable<string> Lines() =>
    [
        .. Rows().Select(r => $"row {r.StateName}"),
        .. Grains.Select(g => $"grain {GrainTypeName(g)}"),
        .. GrainInterfaces.SelectMany(i => i.GetMethods().Select(m => $"call {Alias(i)}.{Alias(m)}: {Signature(m)}")),
        .. Sent.SelectMany(Members),
        .. Enums.SelectMany(Values),
    ];

    private static string Signature(MethodInfo method) =>
        $"({string.Join(", ", method.GetParameters().Select(p => Name(p.ParameterType)))}) -> {Name(method.ReturnType)}";

    // Orleans numbers the parameters of a record's primary constructor, in their order.
    private static IEnumerable<string> Members(Type type)
    {
        var alias = Alias(type) ?? type.FullName;
        var numbered = type.GetMembers(Declared)
            .Select(m => (Member: m, m.GetCustomAttribute<IdAttribute>()?.Id))
            .Where(m => m.Id is not null)
            .Select(m => $"type {alias} {m.Id:00}: {Name(TypeOf(m.Member))} {m.Member.Name}")
            .ToList();
        var primary = type.GetMethod("<Clone>$") is not null
            ? type.GetConstructors(Declared).OrderByDescending(c => c.GetParameters().Length).First().GetParameters()
            : [];
        var positions = primary.Where(p => p.ParameterType != type)
            .Select(p => $"type {alias} ({p.Position:00}): {Name(p.ParameterType)} {p.Name}");
        return [$"type {alias}", .. numbered, .. positions];
    }

    private static IEnumerable<string> Values(Type type) => Enum.GetValues(type).Cast<object>().Select(v => string.Create(
        CultureInfo.InvariantCulture,
        $"enum {Alias(type)} {Convert.ToInt64(v, CultureInfo.InvariantCulture):00}: {v}, stored as {Stored(type, v)}"));

    private static string Stored(Type type, object value) => JsonSerializer.Serialize(value, type, StoredJson.Options);

    private static Type TypeOf(MemberInfo member) =>
        member is PropertyInfo property ? property.PropertyType : ((FieldInfo)member).FieldType;

    private static string Name(Type type) => type switch
    {
        { IsArray: true } => $"{Name(type.GetElementType()!)}[]",
        { IsGenericType: true } => $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}"
            + $"<{string.Join(", ", type.GetGenericArguments().Select(Name))}>",
        _ => Alias(type) ?? type.Name,
    };

    private static bool IsGenerated(Type type) =>
        type.GetCustomAttribute<System.CodeDom.Compiler.GeneratedCodeAttribute>() is not null
        || type.GetCustomAttribute<System.Runtime.CompilerServices.CompilerGeneratedAttribute>() is not null
        || (type.DeclaringType is { } outer && IsGenerated(outer));
}
