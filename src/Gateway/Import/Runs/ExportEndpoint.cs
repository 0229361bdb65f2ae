using System.Text.Json;
using Members.ApiKeys;
using Members.Audit;
using Members.Gateway.Access;
using Members.Gateway.Authentication;
using Members.Gateway.Directory;
using Members.Gateway.Errors;
using Members.Gateway.Hosting;
using Members.Import;
using Members.Outcomes;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Import.Runs;

/// <summary>A page of members who leave, as <c>members/1</c>; the cursor is absent on the last.</summary>
internal sealed record ExportAnswer(IReadOnlyList<JsonElement> Members, string? Cursor, int Unreadable);

/// <summary>Exports members with everything that may leave, hashes included. For keys alone: no browser needs it.</summary>
internal static class ExportEndpoint
{
    private const int DefaultLimit = 100, MaxLimit = 500;

    public static void MapExport(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/export", Read).WithTags("Import and export").RequireScope(ScopeSet.All).Describe(
            "exportMembers",
            "All members with everything that may leave, the hashes of their passwords included, oldest first, page by page.",
            ApiError.ValidationFailed);

    private static async Task<Results<Ok<ExportAnswer>, Problem>> Read(
        string? limit, string? cursor, HttpContext context, IGrainFactory grains, TimeProvider clock, AuditLog audit)
    {
        var reader = new RequestReader();
        var size = reader.Limit(limit, DefaultLimit, MaxLimit);
        var after = reader.After(cursor);
        if (!reader.Succeeded)
        {
            return Problem.From(reader.Refusal);
        }

        var page = await grains.GetGrain<IMemberExportGrain>(0).Read(after, size);

        // Each page: a position is no secret, so the first need not be asked for.
        audit.Write(
            AuditType.MembersExported.Success,
            AuditResult.Success,
            Caller.OriginOf(context),
            "members",
            clock.GetUtcNow(),
            $"columns:all,members:{page.Members.Length}");

        return TypedResults.Ok(new ExportAnswer(
            [.. page.Members.Select(Write)], page.Next is null ? null : Cursor.Of(page.Next), page.Unreadable));
    }

    private static JsonElement Write(PortableMember member) =>
        JsonSerializer.SerializeToElement(MemberLineWriting.Of(member), MemberLineJson.Default.MemberLine);
}
