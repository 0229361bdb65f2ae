using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Members.Accounts;
using Members.ApiKeys;
using Members.Directory;
using Members.Gateway.Wix;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Tests.Http.Wix;

/// <summary>How a part of the members is put together from pages of the directory.</summary>
public sealed class OffsetTests
{
    [Theory]
    [InlineData(0, 100)]
    [InlineData(1, 50)]
    [InlineData(9_900, 100)]
    [InlineData(10_000, 7)]
    [InlineData(10_000, 100)]
    public async Task A_part_takes_one_call_however_far_its_offset_is(int offset, int limit)
    {
        var directory = new PagedDirectory(10_050);
        Assert.Equal(directory.Ids.Skip(offset).Take(limit), await Ask(directory, offset, limit));
        Assert.Equal(1, directory.Calls);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(150)]
    public async Task A_part_is_short_only_at_the_end_and_has_no_gaps_where_records_cannot_be_read(int offset)
    {
        var directory = new PagedDirectory(400) { Unreadable = [.. Enumerable.Range(offset + 5, 120)] };
        var readable = directory.Ids.Where((_, i) => !directory.Unreadable.Contains(i)).ToArray();
        Assert.Equal(readable.Skip(offset).Take(20), await Ask(directory, offset, 20));
        Assert.Equal(directory.Ids[390..], await Ask(directory, 390, 20));
    }

    private static async Task<IEnumerable<Guid>> Ask(PagedDirectory directory, int offset, int limit)
    {
        var grains = DispatchProxy.Create<IGrainFactory, Factory>();
        ((Factory)(object)grains).Directory = directory;
        var answer = await MemberQueries.Query(new WixQueryRequest(new WixQuery(null, new WixPaging(limit, offset))), grains);
        var members = Assert.IsType<Ok<WixMembersAnswer>>(answer.Result).Value!;
        Assert.Equal(new WixPagingMetadata(members.Members.Count, offset), members.Metadata);
        return members.Members.Select(m => m.Id);
    }

    /// <summary>A directory of members who registered a second apart.</summary>
    private sealed class PagedDirectory(int count) : IDirectoryGrain
    {
        public int Calls { get; private set; }

        public ImmutableHashSet<int> Unreadable { get; init; } = [];

        public Guid[] Ids { get; } = [.. Enumerable.Range(0, count).Select(_ => Guid.NewGuid())];

        public Task<MemberPage> ListMembers(MemberQuery query) => ListMembersFrom(0, query);

        public Task<MemberPage> ListMembersFrom(int offset, MemberQuery query)
        {
            Calls++;
            var first = offset + (query.After is { } mark ? Array.IndexOf(Ids, mark.Id) + 1 : 0);
            var end = Math.Min(first + query.Limit, count);
            var members = Enumerable.Range(first, Math.Max(0, end - first))
                .Where(i => !Unreadable.Contains(i)).Select(i => View(Ids[i], i));
            return Task.FromResult(new MemberPage([.. members], end < count ? new PageMark(At(end - 1), Ids[end - 1]) : null));
        }

        public Task<ApiKeyList> ListApiKeys() => throw new NotSupportedException();

        public Task Probe() => throw new NotSupportedException();

        private static DateTimeOffset At(int second) => TestSettings.Start.AddSeconds(second);

        private static MemberView View(Guid id, int number) => new()
        {
            Id = id,
            LoginEmail = $"m{number}@example.org",
            Status = MemberStatus.Active,
            Contact = ContactInfo.Empty,
            Privacy = ProfilePrivacy.Private,
            CreatedAt = At(number),
            UpdatedAt = At(number),
            ContactId = id,
            EmailVerified = true,
        };
    }

    /// <summary>Has one grain.</summary>
    [SuppressMessage("Performance", "CA1852", Justification = "The proxy is made from a subclass.")]
    private class Factory : DispatchProxy
    {
        public IDirectoryGrain Directory { get; set; } = null!;

        protected override object Invoke(MethodInfo? targetMethod, object?[]? args) => Directory;
    }
}
