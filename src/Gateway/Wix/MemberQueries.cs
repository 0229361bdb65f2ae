using System.Buffers.Text;
using System.Text.Json;
using Members.Accounts;
using Members.Directory;
using Members.Gateway.Errors;
using Members.Gateway.Json;
using Members.Outcomes;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Wix;

/// <summary>The body of queryMembers.</summary>
internal sealed record WixQueryRequest(WixQuery? Query);

/// <summary>The query.</summary>
internal sealed record WixQuery(JsonElement? Filter, WixPaging? Paging);

/// <summary>The parameters of listMembers.</summary>
internal sealed record WixListRequest(WixPaging? Paging);

/// <summary>Which part of the members.</summary>
internal sealed record WixPaging(int? Limit, int? Offset);

/// <summary>A part of the members.</summary>
internal sealed record WixMembersAnswer(IReadOnlyList<WixMemberBody> Members, WixPagingMetadata Metadata);

/// <summary>Which part it is.</summary>
internal sealed record WixPagingMetadata(int Count, int Offset);

/// <summary>Lists and queries members, oldest first, by the equality of <c>loginEmail</c> and <c>status</c>.</summary>
internal static class MemberQueries
{
    private const int DefaultLimit = 50, MaxLimit = 100, MaxOffset = 10_000;

    public static Task<Results<Ok<WixMembersAnswer>, Problem>> Query(WixQueryRequest request, IGrainFactory grains) =>
        Answer(request.Query?.Filter, request.Query?.Paging, grains);

    public static async Task<Results<Ok<WixMembersAnswer>, Problem>> List(HttpContext context, IGrainFactory grains)
    {
        var text = context.Request.Query[".r"].ToString();
        if (text.Length == 0)
        {
            return await Answer(null, null, grains);
        }

        try
        {
            var sent = Base64Url.IsValid(text)
                ? JsonSerializer.Deserialize(Base64Url.DecodeFromChars(text), GatewayJson.Default.WixListRequest)
                : null;
            return sent is null ? Invalid(".r") : await Answer(null, sent.Paging, grains);
        }
        catch (JsonException)
        {
            return Invalid(".r");
        }
    }

    private static async Task<Results<Ok<WixMembersAnswer>, Problem>> Answer(JsonElement? filter, WixPaging? paging, IGrainFactory grains)
    {
        var (limit, offset) = (paging?.Limit ?? DefaultLimit, paging?.Offset ?? 0);
        if (limit is < 1 or > MaxLimit || offset is < 0 or > MaxOffset)
        {
            return Problem.Invalid(new Violation(
                "query.paging", "OUT_OF_RANGE", $"The limit is between 1 and {MaxLimit}, the offset at most {MaxOffset}."));
        }

        if (MemberFilter.Read(filter) is not { Ids: null, Status: var status, Email: var email })
        {
            return Invalid("query.filter");
        }

        // Wix knows nobody who was turned down: there they are blocked.
        var query = new MemberQuery(status, email, false, limit, null)
        {
            OrStatus = status == MemberStatus.Blocked ? MemberStatus.Rejected : null,
        };
        var members = await Part(query, offset, grains.GetGrain<IDirectoryGrain>(0));
        return TypedResults.Ok(new WixMembersAnswer([.. members.Select(WixMemberBody.Of)], new(members.Count, offset)));
    }

    // Records that cannot be read leave gaps in a page. Callers take a short page for the last one, so gaps are filled from what follows.
    private static async Task<IReadOnlyList<MemberView>> Part(MemberQuery query, int offset, IDirectoryGrain directory)
    {
        var page = offset == 0 ? await directory.ListMembers(query) : await directory.ListMembersFrom(offset, query);
        var found = new List<MemberView>(page.Members);
        while (found.Count < query.Limit && page.Next is { } mark)
        {
            page = await directory.ListMembers(query with { Limit = MaxLimit, After = mark });
            found.AddRange(page.Members.Take(query.Limit - found.Count));
        }

        return found;
    }

    private static Problem Invalid(string field)
    {
        var statuses = string.Join(", ", MemberStatuses.Visible.Select(s => s.WixName));
        return Problem.Invalid(new Violation(
            field, "NOT_SUPPORTED", $"Filter by the equality of loginEmail, a whole e-mail address, and status ({statuses})."));
    }
}
