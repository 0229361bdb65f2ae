using Members.Accounts;
using Members.Admission;
using Members.Gateway.Authentication;
using Members.Gateway.Directory;
using Members.Gateway.Errors;
using Members.Gateway.Json;
using Members.Outcomes;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Admission;

/// <summary>Lists and counts applications.</summary>
internal static class QueueEndpoints
{
    private const int DefaultLimit = 50, MaxLimit = 100, FewestLetters = 2, MostLetters = 100, MostText = 253;

    /// <summary>The status that stands for every one.</summary>
    public const string Any = "ANY";

    public static async Task<Results<Ok<ApplicationsAnswer>, Problem>> List(
        string? status,
        string? domain,
        string? network,
        string? rule,
        string? invitation,
        string? q,
        string? order,
        string? limit,
        string? cursor,
        HttpContext context,
        IGrainFactory grains)
    {
        var reader = new RequestReader();
        var query = Read(status, domain, network, rule, invitation, q, order, limit, cursor, reader);
        if (!reader.Succeeded)
        {
            return Problem.Invalid(reader.Violations);
        }

        var page = await Queue(grains).List(query);
        return TypedResults.Ok(new ApplicationsAnswer(
            [.. page.Applications.Select(a => ApplicationBody.Of(ApproverLimits.Trim(context, a)))],
            page.Next is { } next ? Cursor.Of(next) : null));
    }

    public static async Task<Results<Ok<ApplicationAnswer>, Problem>> Get(string id, HttpContext context, IGrainFactory grains) =>
        Ids.TryParse(id, out var member) && await Queue(grains).Find(member) is { } found
            ? TypedResults.Ok(new ApplicationAnswer(ApplicationBody.Of(ApproverLimits.Trim(context, found))))
            : Problem.From(new Refusal.MemberNotFound());

    public static async Task<Ok<QueueSummaryAnswer>> Summary(IGrainFactory grains)
    {
        var summary = await Queue(grains).Summary();
        return TypedResults.Ok(new QueueSummaryAnswer(
            summary.Waiting,
            summary.Oldest,
            (long?)summary.MedianWait?.TotalSeconds,
            Warnings(summary)));
    }

    /// <summary>What an operator should see to.</summary>
    public static async Task<IReadOnlyList<WarningBody>> Warnings(IGrainFactory grains) => Warnings(await Queue(grains).Summary());

    /// <summary>The list that the parameters ask for.</summary>
    public static ApplicationQuery Read(
        string? status,
        string? domain,
        string? network,
        string? rule,
        string? invitation,
        string? q,
        string? order,
        string? limit,
        string? cursor,
        RequestReader reader) => Filter(status, domain, network, rule, invitation, q, reader) with
        {
            NewestFirst = reader.IsNewest(order),
            Limit = reader.Limit(limit, DefaultLimit, MaxLimit),
            After = reader.After(cursor),
        };

    private static IReadOnlyList<WarningBody> Warnings(QueueSummary summary) => summary.LacksApprover ? [WarningBody.NoApprover] : [];

    /// <summary>The queue, at the silo that is asked.</summary>
    public static IApplicationQueueGrain Queue(IGrainFactory grains) => grains.GetGrain<IApplicationQueueGrain>(0);

    private static IEnumerable<MemberStatus> Statuses(string? text, RequestReader reader)
    {
        if (text is null)
        {
            return [MemberStatus.Pending];
        }

        if (text == Any)
        {
            return [];
        }

        var statuses = text.Split(',').Select(MemberStatuses.FindByApiName).ToArray();
        if (statuses.Any(s => s is null))
        {
            reader.AddUnknownValue("status", [.. MemberStatuses.Visible.Select(s => s.ApiName), Any]);
            return [];
        }

        return statuses.Select(s => s!.Value).Distinct();
    }

    private static string? Text(string? text, string field, RequestReader reader)
    {
        if (text is { Length: 0 or > MostText })
        {
            reader.Add(field, "INVALID_LENGTH", $"The {field} must have 1 to {MostText} characters.");
        }

        return text;
    }

    /// <summary>The filters of a list.</summary>
    public static ApplicationQuery Filter(
        string? status, string? domain, string? network, string? rule, string? invitation, string? q, RequestReader reader) => new()
        {
            Statuses = [.. Statuses(status, reader)],
            Domain = Text(domain, "domain", reader)?.ToLowerInvariant(),
            Network = Text(network, "network", reader),
            Rule = Text(rule, "rule", reader),
            Invitation = Text(invitation, "invitation", reader)?.ToLowerInvariant(),
            Text = Search(q, reader),
        };

    private static string? Search(string? text, RequestReader reader)
    {
        if (text is not null && text.Trim().Length is < FewestLetters or > MostLetters)
        {
            reader.Add("q", "INVALID_LENGTH", $"The q must have {FewestLetters} to {MostLetters} characters.");
        }

        return text;
    }
}
