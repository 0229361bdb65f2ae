using System.Reflection;
using Members.Accounts;
using Members.Grains.Accounts;

namespace Members.Tests.Unit.Storage;

/// <summary>Names that outlive a build: those of rows in the database, and those of messages between nodes of two versions.</summary>
public sealed class ContractNamesTests
{
    private static readonly Type[] Types = [.. typeof(MemberView).Assembly.GetTypes(), .. typeof(MemberRecord).Assembly.GetTypes()];

    // What the Orleans source generator adds is not ours to name.
    private static readonly List<Type> Own =
    [
        .. Types
            .Where(t => t.Namespace is "Members" || (t.Namespace ?? "").StartsWith("Members.", StringComparison.Ordinal))
            .Where(t => !IsGenerated(t)),
    ];

    private static readonly List<Type> GrainInterfaces = [.. Own.Where(t => t.IsInterface && t.IsAssignableTo(typeof(IAddressable)))];

    [Fact]
    public void The_name_of_every_grains_row_is_its_own()
    {
        var names = Own.SelectMany(t => t.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            .SelectMany(c => c.GetParameters())
            .Select(p => p.GetCustomAttribute<PersistentStateAttribute>())
            .OfType<PersistentStateAttribute>()
            .Select(a => (a.StateName, a.StorageName))
            .ToList();

        Assert.Equal(
            ["api-key", "login-attempts", "member", "oauth-clients", "site-settings"],
            names.Select(n => n.StateName).Order(StringComparer.Ordinal));
        Assert.All(names, n => Assert.Equal("members", n.StorageName));
    }

    [Fact]
    public void Every_type_that_is_sent_or_stored_has_a_stable_name()
    {
        var sent = Own
            .Where(t => t.GetCustomAttribute<GenerateSerializerAttribute>(inherit: false) is not null || (t.IsEnum && t.IsPublic))
            .ToList();

        Assert.True(sent.Count >= 40, $"only {sent.Count} types were found");
        Assert.Empty(sent.Where(t => t.GetCustomAttribute<AliasAttribute>(inherit: false) is null).Select(t => t.FullName));
    }

    [Fact]
    public void Every_grain_interface_and_each_of_its_methods_has_a_stable_name()
    {
        Assert.Equal(13, GrainInterfaces.Count);
        Assert.Empty(GrainInterfaces.Where(t => t.GetCustomAttribute<AliasAttribute>(inherit: false) is null).Select(t => t.FullName));
        Assert.Empty(GrainInterfaces
            .SelectMany(t => t.GetMethods())
            .Where(m => m.GetCustomAttribute<AliasAttribute>(inherit: false) is null)
            .Select(m => $"{m.DeclaringType}.{m.Name}"));
        Assert.All(GrainInterfaces, t =>
        {
            var names = t.GetMethods().Select(m => m.GetCustomAttribute<AliasAttribute>(inherit: false)!.Alias).ToList();
            Assert.Equal(names.Count, names.Distinct(StringComparer.Ordinal).Count());
        });
    }

    [Fact]
    public void No_two_types_share_a_name()
    {
        var names = Own.Select(t => t.GetCustomAttribute<AliasAttribute>(inherit: false)?.Alias).OfType<string>().ToList();

        Assert.Equal(names.Count, names.Distinct(StringComparer.Ordinal).Count());
        Assert.All(names, n => Assert.StartsWith("members.", n, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_grain_has_a_type_name_of_its_own()
    {
        var grains = Own.Where(t => t is { IsClass: true, IsAbstract: false } && t.IsAssignableTo(typeof(Grain))).ToList();
        var names = grains
            .Select(t => t.GetCustomAttribute<GrainTypeAttribute>())
            .OfType<GrainTypeAttribute>()
            .Select(a => a.GetGrainType(null!, null!).ToString());

        Assert.Equal(8, grains.Count);
        Assert.Equal(
            ["api-key", "directory", "login-index", "mail-allowance", "member", "oauth-clients", "site-settings", "sweep"],
            names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_member_number_of_a_message_is_used_twice()
    {
        foreach (var type in Own.Where(t => t.GetCustomAttribute<GenerateSerializerAttribute>(inherit: false) is not null))
        {
            var ids = type.GetMembers(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
                .Select(m => m.GetCustomAttribute<IdAttribute>()?.Id).OfType<uint>().ToList();
            Assert.True(ids.Count == ids.Distinct().Count(), type.FullName);
        }
    }

    private static bool IsGenerated(Type type) =>
        type.GetCustomAttribute<System.CodeDom.Compiler.GeneratedCodeAttribute>() is not null
        || type.GetCustomAttribute<System.Runtime.CompilerServices.CompilerGeneratedAttribute>() is not null
        || (type.DeclaringType is { } outer && IsGenerated(outer));
}
