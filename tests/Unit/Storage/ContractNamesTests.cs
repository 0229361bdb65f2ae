using System.Reflection;

namespace Members.Tests.Unit.Storage;

/// <summary>The names and numbers that outlive a build are there, are unique, and stay as they are.</summary>
public sealed class ContractNamesTests
{
    private const string File = "contracts.txt";

    [Fact]
    public void They_are_those_of_the_manifest()
    {
        var now = Contracts.Manifest();
        if (Environment.GetEnvironmentVariable("MEMBERS_WRITE_GOLDEN") is { Length: > 0 } folder)
        {
            System.IO.File.WriteAllLines(Path.Combine(folder, File), now);
        }

        var before = System.Text.Encoding.UTF8.GetString(GoldenFiles.Read(File)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(
            before.SequenceEqual(now),
            $"Gone: {string.Join("; ", before.Except(now))}. New: {string.Join("; ", now.Except(before))}. "
            + "A line that goes or changes breaks rows that exist, or nodes of the version before. "
            + "Lines that come are added with MEMBERS_WRITE_GOLDEN (docs/versions.md).");
    }

    [Fact]
    public void The_name_of_every_grains_row_is_its_own()
    {
        var rows = Contracts.Rows().ToList();

        Assert.Equal(10, rows.Select(r => r.StateName).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(10, rows.Count);
        Assert.All(rows, r => Assert.Equal("members", r.StorageName));
    }

    [Fact]
    public void Every_type_that_is_sent_or_stored_has_a_stable_name()
    {
        var sent = Contracts.Sent.Concat(Contracts.Types.Where(t => t.IsEnum && t.IsPublic)).ToList();

        Assert.True(sent.Count >= 40, $"only {sent.Count} types were found");
        Assert.Empty(sent.Where(t => Contracts.Alias(t) is null).Select(t => t.FullName));
    }

    [Fact]
    public void Every_grain_interface_and_each_of_its_methods_has_a_stable_name()
    {
        Assert.Equal(40, Contracts.GrainInterfaces.Count);
        Assert.Empty(Contracts.GrainInterfaces.Where(t => Contracts.Alias(t) is null).Select(t => t.FullName));
        Assert.All(Contracts.GrainInterfaces, t =>
        {
            var names = t.GetMethods().Select(Contracts.Alias).ToList();
            Assert.DoesNotContain(null, names);
            Assert.Equal(names.Count, names.Distinct(StringComparer.Ordinal).Count());
        });
    }

    [Fact]
    public void No_two_types_share_a_name()
    {
        var names = Contracts.Types.Select(Contracts.Alias).OfType<string>().ToList();

        Assert.Equal(names.Count, names.Distinct(StringComparer.Ordinal).Count());
        Assert.All(names, n => Assert.StartsWith("members.", n, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_grain_has_a_type_name_of_its_own()
    {
        var names = Contracts.Grains.Select(Contracts.GrainTypeName).ToList();

        Assert.Equal(26, names.Count);
        Assert.DoesNotContain("", names);
        Assert.Equal(names.Count, names.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void No_member_number_of_a_message_is_used_twice()
    {
        foreach (var type in Contracts.Sent)
        {
            var ids = type.GetMembers(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
                .Select(m => m.GetCustomAttribute<IdAttribute>()?.Id).OfType<uint>().ToList();
            Assert.True(ids.Count == ids.Distinct().Count(), type.FullName);
        }
    }
}
